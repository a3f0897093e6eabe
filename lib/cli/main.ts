import { parseArgs } from 'util';
import { CliCommand, EXIT, Output, UsageError } from './command';
import { DEV } from './dev';
import { INSPECT } from './inspect';
import { SYNTH } from './synth';
import { didYouMean } from '../core/suggestion';

const COMMANDS: readonly CliCommand[] = [INSPECT, SYNTH, DEV];

/** Runs the program: arguments in, exit code of the process out. Never asks, never colours. */
export function run(words: readonly string[]): void {
  // a reader that went away, such as `head`, is no error of ours
  process.stdout.on('error', (error: NodeJS.ErrnoException) => { if (error.code === 'EPIPE') process.exit(EXIT.done); });
  process.exitCode = main(words, { out: (text) => { process.stdout.write(text); }, err: (text) => { process.stderr.write(text); } });
}

/** The program, apart from the process: what it writes goes to `output`. */
export function main(words: readonly string[], output: Output): number {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    output.out(overview());
    return name === undefined ? EXIT.usage : EXIT.done;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const names = COMMANDS.map((candidate) => candidate.name);
    output.err(`no command '${name}'${didYouMean(name, names)}; there are: ${names.join(', ')}\n`);
    return EXIT.usage;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    output.out(help(command));
    return EXIT.done;
  }
  try {
    return command.run(read(command, rest), output);
  } catch (error) {
    output.err(`${error instanceof Error ? error.message : String(error)}\n`);
    if (!(error instanceof UsageError)) return EXIT.problems;
    output.err(`See: cdk8s-python-venv ${command.name} --help\n`);
    return EXIT.usage;
  }
}

function read(command: CliCommand, words: readonly string[]): Parameters<CliCommand['run']>[0] {
  const known = Object.keys(command.options).map((option) => `--${option}`);
  const unknown = words.find((word) => /^--[^=]/.test(word) && !known.includes(word.split('=')[0]));
  if (unknown !== undefined) throw new UsageError(`${command.name} has no option '${unknown}'${didYouMean(unknown, known)}; there are: ${known.join(', ') || 'none'}`);
  const parse = () => {
    try {
      return parseArgs({ args: [...words], options: command.options, allowPositionals: true });
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
  };
  const { positionals, values } = parse();
  const missing = command.positionals.slice(positionals.length).find((argument) => !argument.startsWith('['));
  if (missing !== undefined) throw new UsageError(`${command.name} needs ${missing}`);
  if (positionals.length > command.positionals.length) throw new UsageError(`${command.name} takes ${command.positionals.join(' ')}, got also '${positionals[command.positionals.length]}'`);
  return { positionals, flags: values as { readonly [name: string]: string | boolean | undefined } };
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length)) + 2;
  return [
    'Usage: cdk8s-python-venv COMMAND', '',
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`), '',
    'Each command has a --help. Exit codes: 0 done, 1 a problem with the application, 2 called wrongly.', '',
  ].join('\n');
}

function help({ name, usage, summary, help: lines }: CliCommand): string {
  return [`Usage: cdk8s-python-venv ${name} ${usage}`, '', `${summary[0].toUpperCase()}${summary.slice(1)}.`, '', ...lines, ''].join('\n');
}

import { BUILD } from './build';
import { BUMP } from './bump';
import { CliCommand, EXIT, MissingProgram, Output, UsageError } from './command';
import { DEV } from './dev';
import { GRAPH } from './graph';
import { INIT } from './init';
import { INSPECT } from './inspect';
import { PIN } from './pin';
import { onSignals } from './processes';
import { asksForHelp, readArguments } from './read-arguments';
import { SIZE } from './size';
import { SYNTH } from './synth';
import { libraryVersion } from './version';
import { didYouMean } from '../core/suggestion';

/** In the order in which a user meets them. */
const COMMANDS: readonly CliCommand[] = [INSPECT, INIT, SYNTH, DEV, BUILD, PIN, BUMP, SIZE, GRAPH];

/** Runs the program: arguments in, exit code of the process out. Never asks, never colours. */
export async function run(words: readonly string[]): Promise<void> {
  // a reader that went away, such as `head`: nothing is left to say, and nobody to say it to
  [process.stdout, process.stderr].forEach((stream) => stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.brokenPipe);
    throw error;
  }));
  // Node acts on a signal when no code runs: a synth that has begun to write ends, and then the process does
  onSignals((code) => process.exit(code));
  process.exitCode = await main(words, {
    out: (text) => { process.stdout.write(text); },
    err: (text) => { process.stderr.write(text); },
    ...(process.stderr.isTTY ? { progress: (text = '') => { process.stderr.write(`\r\u001b[K${text}`); } } : {}),
  });
}

/** The program, apart from the process: what it writes goes to `output`. */
export async function main(words: readonly string[], output: Output): Promise<number> {
  const [first, ...rest] = words;
  if (first === '--version' || first === '-V') {
    output.out(`${libraryVersion()}\n`);
    return EXIT.done;
  }
  if (first === undefined || first === '--help' || first === '-h' || (first === 'help' && rest.length === 0)) {
    output.out(overview());
    return first === undefined ? EXIT.usage : EXIT.done;
  }
  const [name, ...given] = first === 'help' ? [...rest, '--help'] : words;
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const names = COMMANDS.map((candidate) => candidate.name);
    const what = name.startsWith('-') ? 'option' : 'command';
    output.err(`no ${what} '${name}'${didYouMean(name, what === 'option' ? ['--help', '--version'] : names)}; there are: ${names.join(', ')}\n`);
    return EXIT.usage;
  }
  if (asksForHelp(given)) {
    output.out(help(command));
    return EXIT.done;
  }
  try {
    return await command.run(readArguments(command, given), output);
  } catch (error) {
    output.progress?.();
    output.err(`${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof MissingProgram) return EXIT.missing;
    if (!(error instanceof UsageError)) return EXIT.problems;
    output.err(`See: cdk8s-python-venv ${command.name} --help\n`);
    return EXIT.usage;
  }
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length)) + 2;
  return [
    'Usage: cdk8s-python-venv COMMAND', '',
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`), '',
    'Each command has a --help; --version tells the version. Nothing is ever asked, and no file of yours is written over.', '',
    'Exit codes: 0 done, 1 a problem with the application, the definition or the build, 2 called wrongly, 3 a program is',
    'missing (Docker), 130 and 143 stopped by a signal, 141 the reader of the output went away.', '',
  ].join('\n');
}

function help({ name, usage, summary, help: lines }: CliCommand): string {
  return [`Usage: cdk8s-python-venv ${name} ${usage}`, '', `${summary[0].toUpperCase()}${summary.slice(1)}.`, '', ...lines, ''].join('\n');
}

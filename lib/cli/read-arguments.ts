import { parseArgs } from 'util';
import { Arguments, CliCommand, UsageError } from './command';
import { didYouMean } from '../core/suggestion';

/** The words of a command line, checked against what the command takes. */
export function readArguments(command: CliCommand, words: readonly string[]): Arguments {
  const end = words.indexOf('--');
  const rest = end < 0 ? undefined : words.slice(end + 1);
  const givenOn = command.givesOn === true ? rest ?? [] : [];
  const parsed = command.givesOn === true && end >= 0 ? words.slice(0, end) : words;
  // not strict: node's own errors name neither what there is nor what was meant
  const { positionals, tokens } = parseArgs({ args: [...parsed], options: command.options, allowPositionals: true, strict: false, tokens: true });
  const flags: { [name: string]: string | boolean } = {};
  for (const token of tokens) {
    if (token.kind === 'option') flags[token.name] = valueOf(command, token);
  }
  const missing = command.positionals.slice(positionals.length).find((argument) => !argument.startsWith('['));
  if (missing !== undefined) throw new UsageError(`${command.name} needs ${missing}`);
  if (positionals.length > command.positionals.length) {
    throw new UsageError(`${command.name} takes ${command.positionals.join(' ') || 'no argument'}, got also '${positionals[command.positionals.length]}'`);
  }
  return { positionals, flags, rest: givenOn };
}

/** Is help asked for, before what belongs to another program? */
export function asksForHelp(words: readonly string[]): boolean {
  const own = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  return own.includes('--help') || own.includes('-h');
}

interface OptionToken {
  readonly name: string;
  /** As it was written: `-o`. */
  readonly rawName: string;
  readonly value?: string;
  readonly inlineValue?: boolean;
}

function valueOf(command: CliCommand, token: OptionToken): string | boolean {
  const option = Object.hasOwn(command.options, token.name) ? command.options[token.name] : undefined;
  if (!option) {
    const known = Object.keys(command.options).map((name) => `--${name}`);
    throw new UsageError(`${command.name} has no option '${token.rawName}'${didYouMean(token.rawName, known)}; there are: ${[...known, '--help'].join(', ')}`);
  }
  if (option.type === 'boolean') {
    if (token.value !== undefined) throw new UsageError(`${command.name} takes no value for ${token.rawName}, got '${token.value}'`);
    return true;
  }
  // a value that looks like an option is nearly always a forgotten one; --name=-x says that it is meant
  if (token.value === undefined || token.value === '' || (token.inlineValue !== true && token.value.startsWith('-'))) {
    throw new UsageError(`${command.name} needs a value for ${token.rawName}`);
  }
  return token.value;
}

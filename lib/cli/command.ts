import { ParseArgsConfig } from 'util';

/** Where a command writes. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** What a command was given. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly flags: { readonly [name: string]: string | boolean | undefined };
}

/** One command of `cdk8s-python-venv`: a thin shell over what the library does. */
export interface CliCommand {
  readonly name: string;
  /** `DIR -o OUT` */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Lines of `--help` behind the usage. */
  readonly help: readonly string[];
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Names of the positional arguments; a name in brackets may be left out. */
  readonly positionals: readonly string[];
  /** @returns the exit code */
  run(given: Arguments, output: Output): number;
}

/** Exit codes, which scripts rely on. */
export const EXIT = { done: 0, problems: 1, usage: 2 } as const;

/** What was called wrongly: told with the way to the help, exit code 2. */
export class UsageError extends Error {}

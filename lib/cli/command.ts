import { ParseArgsConfig } from 'util';

/** Where a command writes. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
  /** A line about work in progress, over the last one; shown only by a terminal. Without text the line is cleared. */
  progress?(text?: string): void;
}

/** What a command was given. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly flags: { readonly [name: string]: string | boolean | undefined };
  /** The words behind `--`, of a command that gives them on. */
  readonly rest?: readonly string[];
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
  /** Words behind `--` are another program's. */
  readonly givesOn?: boolean;
  /** @returns the exit code */
  run(given: Arguments, output: Output): number | Promise<number>;
}

/** Exit codes, which scripts rely on. */
export const EXIT = {
  done: 0,
  /** The application, the definition or the image has a problem, or the build failed. */
  problems: 1,
  /** The command was called wrongly. */
  usage: 2,
  /** A program that the command needs is not there. */
  missing: 3,
  /** As shells tell a process that was stopped by a signal: 128 and the signal's number. */
  interrupted: 130,
  terminated: 143,
  brokenPipe: 141,
} as const;

/** What was called wrongly: told with the way to the help, exit code 2. */
export class UsageError extends Error {}

/** A program that is needed is not there: exit code 3. */
export class MissingProgram extends Error {}

import { assignment, programWord, shellWord } from './quoting';

/** Shell text that is not quoted: for the library's own constants, such as a pattern that the shell must expand. */
export class ShellText {
  constructor(public readonly text: string) {}
}

/** One simple command of a RUN: words that reach the program as they are. */
export interface Command {
  readonly words: ReadonlyArray<string | ShellText>;
  /** Variables that exist for this command only, in this order: `NAME=value program`. */
  readonly environment?: ReadonlyArray<readonly [string, string]>;
  /** Further words, written one a line: packages, so that a diff shows the one that came. */
  readonly list?: readonly string[];
}

/** A command from its words. */
export function command(...words: Array<string | ShellText>): Command {
  if (words.length === 0) throw new Error('a command needs at least one word');
  return { words };
}

/** The same command with one more word a line for each entry of `list`. */
export function withList(of: Command, list: readonly string[]): Command {
  return { ...of, list: [...list] };
}

/** The same command with variables of its own. */
export function withEnvironment(of: Command, environment: ReadonlyArray<readonly [string, string]>): Command {
  return { ...of, environment: [...environment] };
}

/** The text of a command; a list continues on lines of their own, indented by `indent`. */
export function renderCommand(of: Command, indent: string): string {
  const quote = (word: string, i: number) => i === 0 ? programWord(word) : shellWord(word);
  const head = of.words.map((word, i) => typeof word === 'string' ? quote(word, i) : word.text).join(' ');
  const assignments = (of.environment ?? []).map(([name, value]) => assignment(name, value));
  return [...assignments, head, ...(of.list ?? []).map(shellWord)].join(` \\\n${indent}`);
}

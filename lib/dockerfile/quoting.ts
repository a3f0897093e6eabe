import { checkText, isWellFormed } from './text-check';

/**
 * The only file that turns a value into text that a tool will parse again: one function for each place.
 *
 * Whatever the input, the tool reads the same value back and nothing else: a value cannot end its word, expand a
 * variable or begin an instruction. `test/dockerfile/quoting.test.ts` holds this with parsers that are not ours.
 */

/** A reference to a variable of the build, the only way to get an unescaped `$` into a word. */
export class Variable {
  constructor(public readonly name: string) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new Error(`${JSON.stringify(name)} is not a variable name`);
  }
}

/** Text, or pieces of it with variables between them. */
export type Word = string | ReadonlyArray<string | Variable>;

/**
 * A value in ENV, LABEL and ARG.
 * @see https://docs.docker.com/reference/dockerfile/#env
 */
export function dockerfileValue(what: string, value: Word): string {
  const parts = typeof value === 'string' ? [value] : value;
  const literal = parts.filter((part): part is string => typeof part === 'string').join('');
  checkText(what, literal, false);
  if (parts.length === 1 && /^[A-Za-z0-9_./:@%+,-]+$/.test(literal)) return literal;
  const inner = parts.map((part) => typeof part === 'string' ? part.replace(/[\\"$]/g, '\\$&') : `$${part.name}`);
  return `"${inner.join('')}"`;
}

/** A LABEL's key; a plain one stays without quotes. */
export function dockerfileKey(what: string, key: string): string {
  if (key === '') throw new Error(`${what} is empty`);
  return /^[A-Za-z0-9_./-]+$/.test(key) ? key : dockerfileValue(what, key);
}

/**
 * A source or destination of COPY, where variables and Go's wildcards would be expanded.
 * @see https://docs.docker.com/reference/dockerfile/#copy
 */
export function copyPath(path: string): string {
  checkText('a path in COPY', path, false);
  if (path.includes('\\')) throw new Error(`a path in COPY cannot contain a backslash, got ${JSON.stringify(path)}; rename the file`);
  if (path === '') throw new Error('a path in COPY is empty');
  // A first character that could start a flag, a heredoc, JSON or a comment is kept away from the start of the word.
  const safeStart = /^[A-Za-z0-9_./@]/.test(path) ? path : `./${path}`;
  return safeStart.replace(/[*?[]/g, '[$&]').replace(/["'$]/g, '\\$&');
}

/** The exec form of CMD, ENTRYPOINT and SHELL: JSON, in which nothing is expanded. */
export function execForm(what: string, words: readonly string[]): string {
  words.forEach((word) => checkText(what, word, true));
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}

/**
 * One word of a POSIX shell command.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
 */
export function shellWord(word: string): string {
  checkText('a word of a command', word, true);
  if (/^[A-Za-z0-9_./:@%+,=-]+$/.test(word)) return word;
  return `'${word.replace(/'/g, '\'\\\'\'')}'`;
}

/**
 * A string in a bake file. HCL evaluates `${` and `%{` inside quotes, so the character before the brace is written by
 * its code, which works for every run of `$` or `%` in front of it.
 * @see https://docs.docker.com/build/bake/reference/
 */
export function hclString(value: string): string {
  if (!isWellFormed(value)) throw new Error(`a bake value is not valid Unicode, got ${JSON.stringify(value)}`);
  // eslint-disable-next-line no-control-regex
  const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
  const inner = value
    .replace(/[\\"]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(control, unicodeEscape)
    .replace(/[$%](?=\{)/g, unicodeEscape);
  return `"${inner}"`;
}

/**
 * A path as a pattern of an ignore file that matches just this path and what is below it.
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function ignorePattern(path: string): string {
  checkText('a path in an ignore file', path, false);
  const escaped = path.replace(/[*?[\]\\]/g, '\\$&');
  // The reader trims each line: a space at an end survives only inside a character class.
  const spaces = escaped.replace(/^ +| +$/g, (run) => '[ ]'.repeat(run.length));
  // `/` is dropped by the reader; behind it `#` and `!` mean themselves.
  return `/${spaces}`;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

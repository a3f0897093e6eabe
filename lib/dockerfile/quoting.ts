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
  return doubleQuoted(parts);
}

/** A LABEL's key; a plain one stays without quotes. */
export function dockerfileKey(what: string, key: string): string {
  if (key === '') throw new Error(`${what} is empty`);
  // The parser cuts at the first `=`, also inside quotes.
  if (key.includes('=')) throw new Error(`${what} cannot contain '=', got ${JSON.stringify(key)}`);
  checkText(what, key, false);
  return /^(?!--)[A-Za-z0-9_./-]+$/.test(key) ? key : doubleQuoted([key]);
}

/**
 * A source of COPY, where variables and Go's wildcards would be expanded.
 * @see https://docs.docker.com/reference/dockerfile/#copy
 */
export function copySource(path: string): string {
  // Escaped and in a class: the transfer of the context reads `[*]` as something else, the copy `\*` alone.
  return copyPath(path).replace(/[*?[]/g, '[\\\\$&]');
}

/**
 * A destination of COPY, where variables would be expanded.
 * @see https://docs.docker.com/reference/dockerfile/#copy
 */
export function copyPath(path: string): string {
  checkText('a path in COPY', path, false);
  if (path.includes('\\')) throw new Error(`a path in COPY cannot contain a backslash, got ${JSON.stringify(path)}; rename the file`);
  if (path.includes('<<')) throw new Error(`a path in COPY cannot contain '<<', which begins a heredoc, got ${JSON.stringify(path)}; rename the file`);
  if (path === '') throw new Error('a path in COPY is empty');
  // What could start a flag, JSON, a comment or a URL is kept away from the start of the word.
  const safeStart = /^(?:[./]|[A-Za-z0-9_@][^:]*$)/.test(path) ? path : `./${path}`;
  return safeStart.replace(/["'$]/g, '\\$&');
}

/** A pattern of COPY's --exclude. A flag is read twice, by different rules, so only what both leave alone may be in it. */
export function excludePattern(pattern: string): string {
  if (!/^[A-Za-z0-9_./@+*?-]+$/.test(pattern)) {
    throw new Error(`a pattern to exclude may contain letters, digits and '_', '.', '/', '@', '+', '-', '*', '?', got ${JSON.stringify(pattern)}`);
  }
  return pattern;
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
  return /^[A-Za-z0-9_./:@%+,=-]+$/.test(word) ? word : singleQuoted(word);
}

/** The words that a POSIX shell gives a meaning where a program is expected, and bash's. */
const RESERVED = [
  'case', 'coproc', 'do', 'done', 'elif', 'else', 'esac', 'fi', 'for', 'function', 'if', 'in', 'select', 'then', 'time', 'until', 'while',
];

/** The first word of a command: it may not become a flag of RUN, an assignment or a reserved word. */
export function programWord(word: string): string {
  const plain = shellWord(word);
  return plain === word && (/^--|=/.test(word) || RESERVED.includes(word)) ? singleQuoted(word) : plain;
}

/** An assignment in front of a shell command: `NAME=value`. */
export function assignment(name: string, value: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new Error(`${JSON.stringify(name)} is not a variable name`);
  return `${name}=${shellWord(value)}`;
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

/** A string of a bake file with variables of it in between: `"src=${HOME}/.netrc"`. */
export function hclTemplate(value: Word): string {
  if (typeof value === 'string') return hclString(value);
  return `"${value.map((part) => typeof part === 'string' ? hclString(part).slice(1, -1) : `\${${part.name}}`).join('')}"`;
}

/** A word of a shell command with variables of the shell in between: `"src=$HOME/.netrc"`. */
export function shellTemplate(value: Word): string {
  if (typeof value === 'string') return shellWord(value);
  value.forEach((part) => typeof part === 'string' && checkText('a word of a command', part, true));
  return `"${value.map((part) => typeof part === 'string' ? part.replace(/[\\"$`]/g, '\\$&') : `\${${part.name}}`).join('')}"`;
}

/**
 * A path as a pattern of an ignore file that matches just this path and what is below it.
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function ignorePattern(path: string): string {
  checkText('a path in an ignore file', path, false);
  // `^`, `|` and braces mean themselves in a plain pattern only, and a `!` at the start would still negate behind the `/`.
  const escaped = path.replace(/[*?[\]\\^|{}]|^!/g, '\\$&');
  // The reader trims each line, twice: a space at an end survives only inside a character class.
  const spaces = escaped.replace(/^\s+|\s+$/gu, (run) => [...run].map((space) => `[${space}]`).join(''));
  // `/` is dropped by the reader; behind it `#` means itself.
  return `/${spaces}`;
}

function doubleQuoted(parts: ReadonlyArray<string | Variable>): string {
  // Braces, where what follows could be taken for more of the name.
  const variable = (name: string, i: number) => i === parts.length - 1 ? `$${name}` : `\${${name}}`;
  const inner = parts.map((part, i) => typeof part === 'string' ? part.replace(/[\\"$]/g, '\\$&') : variable(part.name, i));
  return `"${inner.join('')}"`;
}

function singleQuoted(word: string): string {
  return `'${word.replace(/'/g, '\'\\\'\'')}'`;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * A string in a compose file, as a value that YAML has yet to quote: `$` begins a variable there.
 * @see https://docs.docker.com/reference/compose-file/interpolation/
 */
export function composeText(value: string): string {
  checkText('a value of a compose file', value, true);
  return value.replace(/\$/g, '$$$$');
}

/**
 * A string in a Tiltfile, which is Starlark.
 * @see https://github.com/bazelbuild/starlark/blob/master/spec.md#string-literals
 */
export function starlarkString(value: string): string {
  checkText('a value of a Tiltfile', value, false);
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}

import { posix } from 'path';
import { remembered } from '../core/remembered';

/** One rule of an ignore file, as BuildKit understands it. */
export interface IgnoreRule {
  /** The line as it stands in the file, for messages. */
  readonly source: string;
  readonly negated: boolean;
  /** Without `!`, cleaned. */
  readonly pattern: string;
  readonly matches: (path: string) => boolean;
}

/**
 * The rules of an ignore file's text, in order.
 *
 * Own code where a library exists, for the tag must cover exactly the files that BuildKit sends: decision 0007.
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 * @throws on a pattern that BuildKit refuses, or takes for a regular expression
 */
export const parseIgnoreFile = remembered((text): readonly IgnoreRule[] => (
  text.replace(/^\ufeff/, '').split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => {
      // The second reader knows nothing of the first, so what is left behind a leading `/` counts once more.
      const word = clean(trim(readLine(line)));
      if (word === undefined) return [];
      const negated = word.startsWith('!');
      const pattern = negated ? word.slice(1) : word;
      if (pattern === '' || !isWellFormed(pattern)) {
        throw new Error(`the ignore pattern ${JSON.stringify(line)} is malformed, and BuildKit refuses it; correct or remove it`);
      }
      return [{ source: line, negated, pattern, matches: matcher(pattern, line) }];
    })
));

/** The line as BuildKit's client sends it: trimmed, cleaned, without a leading `/`. */
function readLine(line: string): string {
  const trimmed = trim(line);
  const negated = trimmed.startsWith('!');
  const path = clean(negated ? trim(trimmed.slice(1)) : trimmed) ?? '';
  return `${negated ? '!' : ''}${path.length > 1 && path.startsWith('/') ? path.slice(1) : path}`;
}

/** As Go's `strings.TrimSpace`, which knows U+0085 and not U+FEFF. */
function trim(text: string): string {
  return text.replace(/^(?:[^\S\ufeff]|\u0085)+|(?:[^\S\ufeff]|\u0085)+$/gu, '');
}

/** As Go's `filepath.Clean`; undefined for nothing. */
function clean(path: string): string | undefined {
  return path === '' ? undefined : posix.normalize(path).replace(/(?<=.)\/$/, '');
}

/** Whether Go's `filepath.Match` takes it: no open character class, no backslash with nothing behind it. */
function isWellFormed(pattern: string): boolean {
  return /^(?:\\[^]|\[\^?(?:(?:\\[^]|[^\]\\-])(?:-(?:\\[^]|[^\]\\-]))?)+\]|[^[\\])*$/u.test(pattern);
}

/** Plain patterns are compared, not compiled: `c++` means itself. */
function matcher(pattern: string, line: string): (path: string) => boolean {
  const [, before, plain, after] = /^(\*\*)?([^*?[\]\\]*)(\*\*)?$/.exec(pattern) ?? [];
  if (plain !== undefined && !(before && after)) {
    if (after) return (path) => path.startsWith(plain);
    if (before) return (path) => path.endsWith(plain) || (plain.startsWith('/') && path === plain.slice(1));
    return (path) => path === plain;
  }
  const regexp = new RegExp(`^${expression(pattern, line)}$`, 'u');
  // what a pattern ends with is compared first, for most paths end otherwise; a bar is an alternative
  const [end] = (pattern.includes('|') ? null : /[A-Za-z0-9_./-]*$/.exec(pattern)) ?? [''];
  return (path) => path.endsWith(end) && regexp.test(path);
}

const TOKEN = /\*\*\/?$|\*\*\/?|\{\d+(?:,\d*)?\}|\[(?:\\[^]|[^\]\\])+\]|\\[^]|[^]/gu;

function expression(pattern: string, line: string): string {
  return pattern.replace(TOKEN, (text: string, offset: number) => {
    if (text.startsWith('**')) return offset + text.length === pattern.length ? '[^\\n]*' : '(?:[^\\n]*/)?';
    if (text === '*') return '[^/]*';
    if (text === '?') return '[^/]';
    if (text === '^' || text === '|') return text; // BuildKit does not escape them either: the start of the path, and "or"
    if (/^\{\d/.test(text)) throw regularExpression(line);
    if (text.startsWith('[')) return characterClass(text, line);
    if (text.startsWith('\\')) return literal(escaped(text, line));
    return literal(text);
  });
}

function characterClass(text: string, line: string): string {
  const [, negation, items] = /^\[(\^?)([^]*)\]$/u.exec(text) ?? [];
  if (/(?<!\\)(?:\\\\)*(?:[*?]|\[:)/.test(items)) throw regularExpression(line);
  const inner = items.replace(/\\[^]|[^]/gu, (item) => item === '-' ? item : literal(item.startsWith('\\') ? escaped(item, line) : item));
  try {
    return new RegExp(`[${negation}${inner}]`, 'u').source;
  } catch {
    throw new Error(`the ignore pattern ${JSON.stringify(line)} is malformed, and BuildKit refuses it; correct or remove it`);
  }
}

/** The character behind a backslash. */
function escaped(text: string, line: string): string {
  const character = text.slice(1);
  if (!/^[ -/:-@[-`{-~]$/.test(character)) throw regularExpression(line);
  return character;
}

/** BuildKit makes a regular expression of a pattern, and some of its syntax shows through. */
function regularExpression(line: string): Error {
  return new Error(`the ignore pattern ${JSON.stringify(line)} has '*', '?' or '[:' in brackets, a number in braces, or a backslash before a letter or digit: BuildKit would take it for a regular expression; write it without`);
}

function literal(character: string): string {
  return /^[A-Za-z0-9/]$/.test(character) ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

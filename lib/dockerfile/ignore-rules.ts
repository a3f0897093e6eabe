import { posix } from 'path';

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
 * @throws on a pattern that BuildKit refuses
 */
export function parseIgnoreFile(text: string): IgnoreRule[] {
  return text.replace(/^\ufeff/, '').split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => !line.startsWith('#') && line.trim() !== '')
    .map((line) => {
      const trimmed = line.trim();
      const negated = trimmed.startsWith('!');
      const pattern = clean(negated ? trimmed.slice(1).trim() : trimmed);
      if (pattern === undefined || !isWellFormed(pattern)) {
        throw new Error(`the ignore pattern ${JSON.stringify(line)} is malformed, and BuildKit refuses it; correct or remove it`);
      }
      return { source: line, negated, pattern, matches: matcher(pattern) };
    });
}

/** As Go's `filepath.Clean`, then relative to the context; undefined for a lone `!`. */
function clean(pattern: string): string | undefined {
  if (pattern === '') return undefined;
  const normal = posix.normalize(pattern).replace(/(?<=.)\/+$/, '');
  return normal.length > 1 && normal.startsWith('/') ? normal.replace(/^\/+/, '') : normal;
}

/** Whether Go's `filepath.Match` takes it: no open character class, no backslash with nothing behind it. */
function isWellFormed(pattern: string): boolean {
  return /^(?:\\[^]|\[\^?(?:\\[^]|[^\]\\-])(?:-(?:\\[^]|[^\]\\-])|\\[^]|[^\]\\-])*\]|[^[\\])*$/u.test(pattern);
}

/** Plain patterns are compared, not compiled: `c++` means itself. */
function matcher(pattern: string): (path: string) => boolean {
  if (!/[*?[\]\\]/.test(pattern)) return (path) => path === pattern;
  const suffix = /^\*\*(\/?[^*?[\]\\]+)$/.exec(pattern)?.[1];
  if (suffix !== undefined) return (path) => path.endsWith(suffix) || (suffix.startsWith('/') && path === suffix.slice(1));
  const regexp = new RegExp(`^${expression(pattern)}$`);
  return (path) => regexp.test(path);
}

function expression(pattern: string): string {
  const token = /\*\*\/?$|\*\*\/?|\*|\?|\\[^]|[[\]]|[^]/gu;
  return pattern.replace(token, (text: string, offset: number) => {
    if (text.startsWith('**')) return offset + text.length === pattern.length ? '[^\\n]*' : '(?:[^\\n]*/)?';
    if (text === '*') return '[^/]*';
    if (text === '?') return '(?:[\\ud800-\\udbff][\\udc00-\\udfff]|[^/])';
    return /^[.+(){}|$]$/.test(text) ? `\\${text}` : text;
  });
}

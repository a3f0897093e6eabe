import { posix } from 'path';
import { Checkout } from './checkout';

/** A line of a .gitignore. */
interface Rule {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly negated: boolean;
  readonly directoryOnly: boolean;
  /** Patterns of the names from the folder of the file on; `**` stands for any number of names. */
  readonly names: readonly string[];
}

/** Where a path is ignored. */
export interface Ignored {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/**
 * What Git leaves out of a checkout, by the .gitignore files of the context.
 * @see https://git-scm.com/docs/gitignore
 */
export class GitIgnore {
  private readonly rules = new Map<string, readonly Rule[]>();

  constructor(private readonly checkout: Checkout) {}

  /** The rule that ignores a path; undefined when it belongs to the checkout. */
  public find(path: string, directory: boolean): Ignored | undefined {
    const names = posix.normalize(path).split('/').filter((name) => name !== '.');
    for (let depth = 1; depth <= names.length; depth++) {
      const found = this.match(names.slice(0, depth), directory || depth < names.length);
      if (found) return found; // what is in an ignored folder cannot be brought back
    }
    return undefined;
  }

  /** A rule that names something below a directory, by a path of its own: `/static/bundle.js*`. */
  public findBelow(directory: string): Ignored | undefined {
    const folders = directory === '.' ? ['.'] : directory.split('/').map((_, i, all) => all.slice(0, i).join('/') || '.');
    return folders.flatMap((folder) => this.rulesOf(folder)).find(({ file, names, negated }) =>
      !negated && names.length > 1 && names[0] !== '**' && `${posix.join(posix.dirname(file), names.join('/'))}/`.startsWith(`${directory}/`)
      && posix.join(posix.dirname(file), names.join('/')) !== directory);
  }

  private match(names: readonly string[], directory: boolean): Rule | undefined {
    let last: Rule | undefined;
    for (let depth = 0; depth < names.length; depth++) {
      const below = names.slice(depth);
      for (const rule of this.rulesOf(names.slice(0, depth).join('/') || '.')) {
        if ((directory || !rule.directoryOnly) && matchNames(rule.names, below)) last = rule;
      }
    }
    return last?.negated ? undefined : last;
  }

  private rulesOf(folder: string): readonly Rule[] {
    const known = this.rules.get(folder);
    if (known) return known;
    const file = posix.join(folder, '.gitignore');
    const rules = (this.checkout.readText(file) ?? '').split('\n').flatMap((text, i) => readRule(file, i + 1, text));
    this.rules.set(folder, rules);
    return rules;
  }
}

function readRule(file: string, line: number, raw: string): Rule[] {
  const shown = raw.replace(/\r$/, '').trimEnd();
  if (shown === '' || shown.startsWith('#') || shown.length > 1000) return [];
  const negated = shown.startsWith('!');
  const pattern = shown.slice(negated ? 1 : 0).replace(/^\\(?=[!#])/, '');
  const directoryOnly = pattern.endsWith('/');
  const names = pattern.split('/').filter((name) => name !== '');
  const anchored = pattern.slice(0, -1).includes('/');
  return names.length === 0 ? [] : [{ file, line, text: shown, negated, directoryOnly, names: anchored ? names : ['**', ...names] }];
}

/** Row by row: which numbers of names the patterns so far can have taken. */
function matchNames(patterns: readonly string[], names: readonly string[]): boolean {
  let taken = names.map(() => false);
  let nothing = true; // whether the patterns so far can have taken no name at all
  patterns.forEach((pattern, i) => {
    const last = i === patterns.length - 1;
    const next = names.map(() => false);
    names.forEach((name, n) => {
      const before = n === 0 ? nothing : taken[n - 1];
      if (pattern === '**') next[n] = before || taken[n] || (n > 0 && next[n - 1]);
      else next[n] = before && matchName(pattern, name);
    });
    nothing = nothing && pattern === '**' && !last;
    taken = next;
  });
  return taken[names.length - 1];
}

/** One name against a pattern with `*`, `?` and `[…]`: one way back, to the last star, is enough. */
function matchName(pattern: string, name: string): boolean {
  const tokens = pattern.match(/\[(?:\\.|[^\]\\])+\]|\\.|./gu) ?? [];
  let [p, n, star, retry] = [0, 0, -1, 0];
  while (n < name.length) {
    if (p < tokens.length && tokens[p] === '*') {
      star = p++;
      retry = n;
    } else if (p < tokens.length && matchOne(tokens[p], name[n])) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++retry;
    } else return false;
  }
  while (tokens[p] === '*') p++;
  return p === tokens.length;
}

function matchOne(token: string, char: string): boolean {
  if (token === '?') return true;
  if (!/^\[[^]+\]$/u.test(token)) return (token.length === 2 && token.startsWith('\\') ? token[1] : token) === char;
  const inner = token.slice(1, -1);
  const negated = /^[!^]/.test(inner);
  const items = (negated ? inner.slice(1) : inner).match(/[^](?:-[^])?/gu) ?? [];
  const found = items.some((item) => item.length === 3 ? item[0] <= char && char <= item[2] : item.includes(char));
  return found !== negated;
}

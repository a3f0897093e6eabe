import * as fc from 'fast-check';

/** A context as `writeTree` writes it, and the text of an ignore file. */
export interface ContextCase {
  readonly tree: readonly string[];
  readonly ignore: string;
}

const NAMES = [
  'a', 'b', 'ab', 'src', 'app.py', 'c++', 'x.pyc', 'constructor', '__proto__', 'é', '日本', '😀', 'a b', ' lead', 'trail ', '#x', '!x', '[x]', 'a^b', 'a$b', 'a(b)', 'a\\b', 'x*y', '.env', '.git',
  '{}', 'a|b', '-', 'A', 'a.b', 'e\u0301', 'nb\u00a0', '\u00a0', 'new\nline',
];
const name = fc.constantFrom(...NAMES);
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

const entry = fc.oneof(
  { weight: 6, arbitrary: path },
  { weight: 2, arbitrary: path.map((directory) => `${directory}/`) },
  { weight: 1, arbitrary: fc.tuple(path, fc.constantFrom('.', '..', 'a', 'nowhere', '/etc', 'a/b')).map(([link, target]) => `${link} -> ${target}`) },
);

/** Keeps the entries that agree with those before them: nothing lies below a file or a link. */
function consistent(entries: readonly string[]): string[] {
  const kinds = new Map<string, 'leaf' | 'directory'>();
  return entries.filter((text) => {
    const directory = text.endsWith('/') && !text.includes(' -> ');
    const parts = text.split(' -> ')[0].replace(/\/$/, '').split('/');
    const above = parts.slice(0, -1).map((_, i) => parts.slice(0, i + 1).join('/'));
    const whole = parts.join('/');
    if (above.some((folder) => kinds.get(folder) === 'leaf') || kinds.has(whole)) return false;
    above.forEach((folder) => kinds.set(folder, 'directory'));
    kinds.set(whole, directory ? 'directory' : 'leaf');
    return true;
  });
}

const piece = fc.oneof(
  { weight: 20, arbitrary: name },
  { weight: 16, arbitrary: fc.constantFrom('*', '**', '?', '*.py', '*.py?', 'a*', '*b', '**a', 'a**', '[a-z]', '[^a]', '[ab]*', 'a?', '\\*', '\\[x\\]', '\\!x', '\\#x', '[ ]*', '..', '.', 'a\\\\b') },
  { weight: 1, arbitrary: fc.constantFrom('[a-', '[]', '[z-a]', '[a-b-c]', '[*]', '[[:alpha:]]', '\\d', '\\é', '\\', '[') },
  { weight: 2, arbitrary: fc.constantFrom('[[]*', '^a', '^', 'a^b*', '[\\]]', '[\\*]', '[!a]', ']', '{a,b}', '(a|b)', 'a.b', '+', '[é-ż]', '[😀]*', '\u00a0', '\ufeff') },
);

const pattern = fc.tuple(
  fc.constantFrom('', '', '', '!', '!', '/', '!/', ' ', '! ', './', '//', '#', '\t', '/!', '/ ', '\u0085', '\u00a0'),
  fc.array(piece, { maxLength: 4 }).map((parts) => parts.join('/')),
  fc.constantFrom('', '', '', '/', '/**', '/*', ' ', '\r', '/.', '\t', ' /'),
).map((parts) => parts.join(''));

/** Trees and ignore files with everything that the rules of ignore files know, and what they trip over. */
export const contextCase: fc.Arbitrary<ContextCase> = fc.record({
  tree: fc.array(entry, { minLength: 3, maxLength: 14 }).map(consistent),
  ignore: fc.tuple(fc.constantFrom('', '', '', '\ufeff'), fc.array(pattern, { minLength: 1, maxLength: 5 }), fc.constantFrom('', '\n', '\n\n'))
    .map(([mark, lines, end]) => `${mark}${lines.join('\n')}${end}`),
});

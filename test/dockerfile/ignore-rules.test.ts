import { parseIgnoreFile } from '../../lib/dockerfile/ignore-rules';
import { ignorePattern } from '../../lib/dockerfile/quoting';
import { walkContext } from '../../lib/project/context-walk';
import { withTemporaryDirectory, writeTree } from '../support/temporary-tree';

/** Paths that BuildKit would send of a tree; a directory ends with `/`, a link names its target. */
function sent(ignore: string, tree: readonly string[]): string[] {
  return withTemporaryDirectory((directory) => {
    writeTree(directory, tree);
    return walkContext(directory, parseIgnoreFile(ignore)).entries
      .map(({ path, kind, target }) => `${path}${kind === 'directory' ? '/' : ''}${kind === 'symlink' ? ` -> ${target}` : ''}`);
  });
}

// The expectations are those of moby/patternmatcher 0.6.1 and fsutil's filter; test/check/context-files.test.ts asks them.
test.each<[string, string, string[], string[]]>([
  ['nothing ignored', '', ['b', 'a/x'], ['a/', 'a/x', 'b']],
  ['a comment, an empty line', '# b\n\n   \n#a\n', ['a', 'b'], ['a', 'b']],
  ['a comment sign with a space before it is a pattern', ' #a', ['#a', 'b'], ['b']],
  ['a file', 'a', ['a', 'b', 'c/a'], ['b', 'c/', 'c/a']],
  ['a leading slash changes nothing', '/a', ['a', 'c/a'], ['c/', 'c/a']],
  ['a directory and all below it', 'a/', ['a/b/c', 'ab'], ['ab']],
  ['a path is cleaned', './a/../b//c/.', ['b/c/d', 'b/e'], ['b/', 'b/e']],
  ['the last rule that matches decides', 'a\n!a\na\n!a', ['a', 'b'], ['a', 'b']],
  ['a child is brought back, with the directory above it', 'a\n!a/b', ['a/b', 'a/c'], ['a/', 'a/b']],
  ['an exception far below', 'a\n!a/b/c', ['a/b/c/d', 'a/b/e', 'a/f'], ['a/', 'a/b/', 'a/b/c/', 'a/b/c/d']],
  ['an exception with a wildcard below an excluded directory', 'a\n!a/*.txt', ['a/x.txt', 'a/x.py', 'a/b/x.txt'], ['a/', 'a/x.txt']],
  ['an exception with a doublestar', 'a\n!**/keep', ['a/b/keep', 'a/b/x', 'c'], ['a/', 'a/b/', 'a/b/keep', 'c']],
  ['an exception for a directory that holds nothing else', 'a\n!a/b', ['a/b/', 'a/c'], ['a/', 'a/b/']],
  ['everything but one file', '*\n!a', ['a', 'b', 'c/d'], ['a']],
  ['everything, also below', '**', ['a', 'c/d'], []],
  ['an exception before the rule is lost', '!a\na', ['a', 'b'], ['b']],
  ['exclamation mark and space', '*\n! a', ['a', 'b'], ['a']],
  ['a star stops at a slash', 'a/*', ['a/b/c', 'a/d', 'e'], ['a/', 'e']],
  ['a star in the middle', '*/b', ['a/b', 'b', 'a/c/b'], ['a/', 'a/c/', 'a/c/b', 'b']],
  ['doublestar and a name', '**/x', ['x', 'a/x', 'a/b/x/y', 'ax'], ['a/', 'a/b/', 'ax']],
  ['doublestar and an ending', '**.pyc', ['a.pyc', 'b/c.pyc', 'c.py'], ['b/', 'c.py']],
  ['a name and doublestar', 'a/**', ['a/b/c', 'b'], ['a/', 'b']],
  ['doublestar in the middle', 'a/**/z', ['a/z', 'a/b/c/z', 'a/b/y'], ['a/', 'a/b/', 'a/b/c/', 'a/b/y']],
  ['doublestar twice', '**/a/**/b', ['x/a/y/b', 'a/b', 'b'], ['a/', 'b', 'x/', 'x/a/', 'x/a/y/']],
  ['a question mark', 'a?', ['a', 'ab', 'a😀', 'abc'], ['a', 'abc']],
  ['a class', '[a-c]x', ['ax', 'cx', 'dx', '[a-c]x'], ['[a-c]x', 'dx']],
  ['a negated class', '[^a]x', ['ax', 'bx'], ['ax']],
  ['a class of one bracket', '[[]x', ['[x', 'x'], ['x']],
  ['an escaped character', '\\*\n\\[x]', ['*', '[x]', 'y'], ['y']],
  ['plus signs, dots, brackets mean themselves', 'c++\na.b\n(x)\n$y', ['c++', 'c', 'a.b', 'axb', '(x)', 'x', '$y'], ['axb', 'c', 'x']],
  ['the same beside a wildcard', '*c++\n?.b', ['c++', 'cc', 'a.b', 'axb'], ['axb', 'cc']],
  ['names of JavaScript objects', 'constructor', ['constructor', '__proto__', 'toString/x'], ['__proto__', 'toString/', 'toString/x']],
  ['spaces at the ends are dropped', '  a  \n', ['a', 'a ', ' a'], [' a', 'a ']],
  ['a class keeps a space', 'a[ ]', ['a', 'a '], ['a']],
  ['a byte order mark', '\ufeffa', ['a', '\ufeffa'], ['\ufeffa']],
  ['a byte order mark before a comment', '\ufeff#a\nb', ['#a', 'b'], ['#a']],
  ['carriage returns', 'a\r\n!a\r\nb\r\n', ['a', 'b'], ['a']],
  ['a slash before an exclamation mark is dropped, and then it negates', '*\n/!a', ['a', '!a'], ['a']],
  ['a slash alone, a dot alone', '/\n.', ['a'], ['a']],
  ['case counts', 'A', ['A', 'a'], ['a']],
  ['composed and decomposed letters differ', '\u00e9', ['\u00e9', 'e\u0301'], ['e\u0301']],
  ['a bar is an alternative beside a wildcard, as BuildKit does not escape it', '*.x|b', ['a.x', 'b', 'cb', '|b'], []],
  ['a bar alone means itself', 'a|b', ['a', 'a|b'], ['a']],
  ['empty directories are sent', 'x', ['a/', 'b/c/'], ['a/', 'b/', 'b/c/']],
  ['links are sent as links, and never followed', 'x', ['a/f', 'l -> a', 'dangling -> nowhere', 'loop -> loop', 'up -> ..'], ['a/', 'a/f', 'dangling -> nowhere', 'l -> a', 'loop -> loop', 'up -> ..']],
  ['a link that is ignored', 'l', ['l -> a', 'a'], ['a']],
  ['a rule for what a link leads to', 'l/f', ['a/f', 'l -> a'], ['a/', 'a/f', 'l -> a']],
])('%s', (_, ignore, tree, expected) => expect(sent(ignore, tree).sort()).toEqual([...expected].sort()));

test.each([
  ['!', 'is malformed, and BuildKit refuses it; correct or remove it'],
  ['!/', 'is malformed, and BuildKit refuses it; correct or remove it'],
  ['[', 'is malformed, and BuildKit refuses it; correct or remove it'],
  ['a[b', 'is malformed, and BuildKit refuses it; correct or remove it'],
  ['[]', 'is malformed, and BuildKit refuses it; correct or remove it'],
  ['[]a]', 'is malformed, and BuildKit refuses it; correct or remove it'],
  ['[-a]', 'is malformed, and BuildKit refuses it; correct or remove it'],
  ['[a-b-c]', 'is malformed, and BuildKit refuses it; correct or remove it'],
  ['[z-a]', 'is malformed, and BuildKit refuses it; correct or remove it'],
  ['a\\', 'is malformed, and BuildKit refuses it; correct or remove it'],
  ...['[*]', 'x[?]', '[[:alpha:]]', '\\d', '\\é', '*{2}'].map((pattern) => [
    pattern, 'has \'*\', \'?\' or \'[:\' in brackets, a number in braces, or a backslash before a letter or digit: BuildKit would take it for a regular expression; write it without',
  ]),
])('%s is refused', (pattern, reason) =>
  expect(() => parseIgnoreFile(`ok\n${pattern}\n`)).toThrow(new Error(`the ignore pattern ${JSON.stringify(pattern)} ${reason}`)));

test('the executable bit of a file is kept, of a directory not', () => withTemporaryDirectory((directory) => {
  writeTree(directory, ['a/x']);
  expect(walkContext(directory, []).entries).toEqual([
    { path: 'a', kind: 'directory', executable: false }, { path: 'a/x', kind: 'file', executable: false, size: 15, inode: expect.any(Number), modified: expect.any(Number), changed: expect.any(Number) },
  ]);
}));

test.each(['a', 'c++', '!x', '#x', ' x', 'x ', 'a^b', 'a|b', '{1}', '[x]', 'x*', 'a\\b', '\u00a0x', '(x)', '$x', 'a^*', '!', 'a/!b', '日本'])('ignorePattern(%j) matches this path and no other', (path) => {
  const others = ['a', 'b', 'x', 'xx', 'y'].filter((other) => other !== path.split('/')[0]);
  expect(sent(`${ignorePattern(path)}\n`, [...others, `${path}/below`]).filter((entry) => entry !== 'a/')).toEqual(others);
});

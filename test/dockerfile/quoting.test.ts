import {
  copyPath, copySource, dockerfileKey, dockerfileValue, excludePattern, execForm, hclString, ignorePattern, programWord, shellWord, Variable, Word,
} from '../../lib/dockerfile/quoting';

describe('dockerfileValue', () => {
  test.each<[Word, string]>([
    ['plain', 'plain'],
    ['C.UTF-8', 'C.UTF-8'],
    ['/venv/bin:/usr/bin', '/venv/bin:/usr/bin'],
    ['a@b%c+d,e', 'a@b%c+d,e'],
    ['', '""'],
    ['two words', '"two words"'],
    [' edges ', '" edges "'],
    ['say "hi"', '"say \\"hi\\""'],
    ['it\'s', '"it\'s"'],
    ['a\\b\\', '"a\\\\b\\\\"'],
    ['$HOME ${HOME}', '"\\$HOME \\${HOME}"'],
    ['a=b', '"a=b"'],
    ['#x', '"#x"'],
    ['<<EOF', '"<<EOF"'],
    ['`id`', '"`id`"'],
    ['é 日本 😀', '"é 日本 😀"'],
    [['/venv/bin:', new Variable('PATH')], '"/venv/bin:$PATH"'],
    [[new Variable('PATH')], '"$PATH"'],
    [[new Variable('A'), 'b', new Variable('C')], '"${A}b$C"'],
    [['$A', new Variable('B'), '"'], '"\\$A${B}\\""'],
    [['plain'], 'plain'],
  ])('%j is written %s', (value, text) => expect(dockerfileValue('ENV A', value)).toBe(text));

  test.each([
    ['line\nbreak', 'ENV A contains a line break or tab, which this instruction cannot hold, got "line\\nbreak"; keep it on one line'],
    ['a\tb', 'ENV A contains a line break or tab, which this instruction cannot hold, got "a\\tb"; keep it on one line'],
    ['a\u0000', 'ENV A contains a control character, got "a\\u0000"; remove it'],
    ['a\rb', 'ENV A contains a control character, got "a\\rb"; remove it'],
    ['a\u2028b', 'ENV A contains a control character, got "a\u2028b"; remove it'],
    ['\u0085', 'ENV A contains a control character, got "\u0085"; remove it'],
    ['\ud800', 'ENV A is not valid Unicode (a lone surrogate), got "\\ud800"'],
  ])('%j is refused', (value, message) => expect(() => dockerfileValue('ENV A', value)).toThrow(new Error(message)));

  test.each(['1A', '', 'A-B', 'A}', '$A'])('%j names no variable', (name) =>
    expect(() => new Variable(name)).toThrow(new Error(`${JSON.stringify(name)} is not a variable name`)));
});

describe('dockerfileKey', () => {
  test.each([
    ['org.opencontainers.image.source', 'org.opencontainers.image.source'],
    ['a/b_c-d', 'a/b_c-d'],
    ['--flag', '"--flag"'],
    ['a b', '"a b"'],
    ['$A"', '"\\$A\\""'],
  ])('%j is written %s', (key, text) => expect(dockerfileKey('a key', key)).toBe(text));

  test.each([
    ['', 'a key is empty'],
    ['a=b', 'a key cannot contain \'=\', got "a=b"'],
    ['a\nb', 'a key contains a line break or tab, which this instruction cannot hold, got "a\\nb"; keep it on one line'],
  ])('%j is refused', (key, message) => expect(() => dockerfileKey('a key', key)).toThrow(new Error(message)));
});

describe('copySource and copyPath', () => {
  test.each([
    // given, as a source, as a destination
    ['./', './', './'],
    ['/venv', '/venv', '/venv'],
    ['requirements/prod.txt', 'requirements/prod.txt', 'requirements/prod.txt'],
    ['@scope/x', '@scope/x', '@scope/x'],
    ['a b', 'a b', 'a b'],
    ['*.py', './[\\\\*].py', './*.py'],
    ['a[1]?', 'a[\\\\[]1][\\\\?]', 'a[1]?'],
    ['--from=x', './--from=x', './--from=x'],
    ['#x', './#x', './#x'],
    ['["a"]', './[\\\\[]\\"a\\"]', './[\\"a\\"]'],
    ['it\'s $HOME', 'it\\\'s \\$HOME', 'it\\\'s \\$HOME'],
    ['git@example.com:a/b', './git@example.com:a/b', './git@example.com:a/b'],
    ['./a:b', './a:b', './a:b'],
    ['/a:b', '/a:b', '/a:b'],
    ['é', './é', './é'],
  ])('%j', (path, source, destination) => expect([copySource(path), copyPath(path)]).toEqual([source, destination]));

  test.each([
    ['', 'a path in COPY is empty'],
    ['a\\b', 'a path in COPY cannot contain a backslash, got "a\\\\b"; rename the file'],
    ['1<<EOF', 'a path in COPY cannot contain \'<<\', which begins a heredoc, got "1<<EOF"; rename the file'],
    ['a\nb', 'a path in COPY contains a line break or tab, which this instruction cannot hold, got "a\\nb"; keep it on one line'],
  ])('%j is refused', (path, message) => {
    expect(() => copySource(path)).toThrow(new Error(message));
    expect(() => copyPath(path)).toThrow(new Error(message));
  });

  test('a pattern to exclude keeps its wildcards, and refuses what a flag cannot hold', () => {
    expect(excludePattern('**/*.py?')).toBe('**/*.py?');
    expect(() => excludePattern('a b')).toThrow(new Error(
      'a pattern to exclude may contain letters, digits and \'_\', \'.\', \'/\', \'@\', \'+\', \'-\', \'*\', \'?\', got "a b"'));
  });
});

describe('execForm', () => {
  test.each<[string[], string]>([
    [['gunicorn', '--bind=0.0.0.0:8000'], '["gunicorn", "--bind=0.0.0.0:8000"]'],
    [['a "b" \\', '$HOME', 'line\nbreak', '\t', ''], '["a \\"b\\" \\\\", "$HOME", "line\\nbreak", "\\t", ""]'],
    [['é😀'], '["é😀"]'],
  ])('%j is written %s', (words, text) => expect(execForm('CMD', words)).toBe(text));

  test('a control character is refused', () =>
    expect(() => execForm('CMD', ['a', '\u001b[0m'])).toThrow(new Error('CMD contains a control character, got "\\u001b[0m"; remove it')));
});

describe('shellWord and programWord', () => {
  test.each([
    // given, as a word, as the program
    ['python3.13', 'python3.13', 'python3.13'],
    ['virtualenv==20.35.4', 'virtualenv==20.35.4', '\'virtualenv==20.35.4\''],
    ['--flag', '--flag', '\'--flag\''],
    ['-y', '-y', '-y'],
    ['FOO=bar', 'FOO=bar', '\'FOO=bar\''],
    ['if', 'if', '\'if\''],
    ['', '\'\'', '\'\''],
    ['it\'s', '\'it\'\\\'\'s\'', '\'it\'\\\'\'s\''],
    ['$HOME && `id`', '\'$HOME && `id`\'', '\'$HOME && `id`\''],
    ['a\nb', '\'a\nb\'', '\'a\nb\''],
    ['~', '\'~\'', '\'~\''],
    ['*.py', '\'*.py\'', '\'*.py\''],
    ['#', '\'#\'', '\'#\''],
    ['é', '\'é\'', '\'é\''],
  ])('%j', (word, asWord, asProgram) => expect([shellWord(word), programWord(word)]).toEqual([asWord, asProgram]));

  test('a null character is refused', () =>
    expect(() => shellWord('a\u0000')).toThrow(new Error('a word of a command contains a control character, got "a\\u0000"; remove it')));
});

describe('hclString', () => {
  test.each([
    ['plain', '"plain"'],
    ['say "hi" \\', '"say \\"hi\\" \\\\"'],
    ['a\nb\tc\u0000', '"a\\nb\\u0009c\\u0000"'],
    ['${x} %{y}', '"\\u0024{x} \\u0025{y}"'],
    ['$${x} $%{', '"$\\u0024{x} $\\u0025{"'],
    ['$ % {', '"$ % {"'],
    ['\u2028\u007f', '"\\u2028\\u007f"'],
    ['é😀', '"é😀"'],
  ])('%j is written %s', (value, text) => expect(hclString(value)).toBe(text));

  test('broken Unicode is refused', () =>
    expect(() => hclString('\udc00')).toThrow(new Error('a bake value is not valid Unicode, got "\\udc00"')));
});

describe('ignorePattern', () => {
  test.each([
    ['static/dist', '/static/dist'],
    ['c++', '/c++'],
    ['#x', '/#x'],
    ['!x', '/\\!x'],
    ['a!', '/a!'],
    ['a*[b]?\\', '/a\\*\\[b\\]\\?\\\\'],
    ['a^|{1}', '/a\\^\\|\\{1\\}'],
    [' a b ', '/[ ]a b[ ]'],
    ['\u00a0x\u3000', '/[\u00a0]x[\u3000]'],
  ])('%j is written %s', (path, text) => expect(ignorePattern(path)).toBe(text));

  test('a line break is refused', () => expect(() => ignorePattern('a\nb')).toThrow(new Error(
    'a path in an ignore file contains a line break or tab, which this instruction cannot hold, got "a\\nb"; keep it on one line')));
});

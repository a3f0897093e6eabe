import { dockerfileInstructions, shellText } from '../../lib/syntax/dockerfile-instructions';
import { shellCommands } from '../../lib/syntax/shell-words';

const read = (...lines: string[]) => dockerfileInstructions(lines.join('\n'));

test('lines are joined, over comments and empty lines; each instruction knows where it begins', () => {
  expect(read('# syntax=docker/dockerfile:1', '', 'from python:3.13 \\', '  # why', '', '  AS app', 'RUN a && \\  ', '    b').map(({ line, keyword, rest }) => [line, keyword, rest]))
    .toEqual([[3, 'FROM', 'python:3.13 AS app'], [7, 'RUN', 'a && b']]);
});

test('flags stand apart', () => {
  expect(read('COPY --from=node:22 --chown=1:1 /a /b')).toEqual([{ line: 1, keyword: 'COPY', flags: ['--from=node:22', '--chown=1:1'], rest: '/a /b', heredoc: '' }]);
});

test('the exec form is words, and what is not JSON is for a shell', () => {
  expect(read('CMD ["gunicorn", "it\'s:app"]', 'CMD [ -f x ]').map(({ words }) => words)).toEqual([['gunicorn', 'it\'s:app'], undefined]);
  expect(shellCommands(shellText(read('CMD ["gunicorn", "it\'s:app"]')[0])).map(({ words }) => words)).toEqual([['gunicorn', 'it\'s:app']]);
});

test('here-documents are no instructions', () => {
  const [run, copy, cmd] = read('RUN <<EOF', 'pip install -r a.txt', 'CMD no', 'EOF', 'COPY <<-"A" <<B /x/', '\tFROM no', '\tA', 'RUN no', 'B', 'CMD yes');
  expect([run.heredoc, copy.heredoc, cmd.rest]).toEqual(['pip install -r a.txt\nCMD no', '\tFROM no\nRUN no', 'yes']);
  expect(shellCommands(shellText(run)).map(({ words }) => words.join(' '))).toEqual(['pip install -r a.txt', 'CMD no']);
});

test('Windows\' escape, and a file that ends in the middle', () => {
  expect(read('# escape=`', 'RUN a `', ' b', 'RUN c `').map(({ rest }) => rest)).toEqual(['a b', 'c']);
});

test.each([
  ['(cd web && npm ci) || exit 1', ['cd web', 'npm ci', 'exit 1']],
  ['case $1 in\nweb) exec gunicorn app;;\nesac', ['case $1 in', 'exec gunicorn app']],
  ['gunicorn shop:create_app()', ['gunicorn shop:create_app()']],
])('commands of a shell: %s', (text, expected) => {
  expect(shellCommands(text).map(({ words }) => words.join(' '))).toEqual(expected);
});

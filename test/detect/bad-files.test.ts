import { PythonProject } from '../../lib';
import { AppFiles, temporaryApp } from '../support/temporary-app';

const CODE = 'from flask import Flask\n\napp = Flask(__name__)\n';
const APP: AppFiles = { 'requirements.txt': 'flask==3.1.2\ngunicorn==23.0.0\n', 'app.py': CODE };
const inspect = (files: AppFiles): PythonProject => PythonProject.inspect(temporaryApp(files));

test('links that lead back into the directory are not followed', () => {
  const { problems, findings } = inspect({ ...APP, 'self': '-> .', 'again': '-> .', 'a': '-> b', 'b': '-> a', 'sub/up': '-> ..', 'sub/app2.txt': '' });
  expect(problems).toEqual([]);
  expect(findings.find(({ subject }) => subject === 'command')?.value).toContain('"app:app"');
});

const WRONG: ReadonlyArray<readonly [string, AppFiles, string]> = [
  ['broken TOML', { 'pyproject.toml': '[project]\nname = "a\n', 'app.py': CODE }, 'pyproject.toml:2:10 is no TOML: Expected "\\""'],
  ['a broken lock', { 'Pipfile': '[packages]\n', 'Pipfile.lock': '{"a": 1,,}', 'app.py': CODE }, 'Pipfile.lock:1:9 is no JSON: Expected double-quoted property name'],
  ['broken Python', { ...APP, 'app.py': `${CODE}def f(:\n` }, 'app.py:4:7 is no Python that can be read; correct the syntax, or, if Python takes it, say how to start: command: […]'],
];

test.each(WRONG)('%s is named with its line, and the rest is still found', (_, files, problem) => {
  const { problems, findings } = inspect(files);
  expect(problems).toContain(problem);
  expect(findings.map(({ subject }) => subject)).toEqual(expect.arrayContaining(['python', 'base', 'port']));
});

test('a byte order mark and carriage returns change nothing', () => {
  const marked = Object.fromEntries(Object.entries(APP).map(([name, text]) => [name, `\ufeff${text.replace(/\n/g, '\r\n')}`]));
  expect(inspect(marked).problems).toEqual([]);
  expect(inspect(marked).findingsOf('command')).toEqual(inspect(APP).findingsOf('command'));
});

test('an application that is further down is named', () => {
  const [problem] = inspect({ 'shop/backend/requirements.txt': 'flask\n', 'shop/backend/app.py': CODE }).problems;
  expect(problem).toMatch(/^no dependency file in the context itself; the application seems to be further down \(shop\/backend has requirements\.txt: context: '.*shop\/backend'\)$/);
});

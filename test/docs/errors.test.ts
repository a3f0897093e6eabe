import * as fs from 'node:fs';
import * as path from 'node:path';
import { Chart, Testing } from 'cdk8s';
import { PythonProject, PythonVenvImage, PythonVenvImageProps } from '../../lib';
import { AppFiles, temporaryApp } from '../support/temporary-app';

const DOCS = path.join(__dirname, '../../docs');
const APP = 'from flask import Flask\napp = Flask(__name__)\n';
const LOCK = 'flask==3.1.2\ngunicorn==23.0.0\n';

/** The line of the page that a real error begins with or contains. */
const TABLE: ReadonlyArray<readonly [string, AppFiles, Partial<PythonVenvImageProps>]> = [
  ['no dependency file: expected requirements.txt, uv.lock, poetry.lock, pdm.lock, Pipfile.lock, pyproject.toml or setup.py', { 'app.py': APP }, {}],
  ['found pyproject.toml (1 dependency) and requirements.txt (2 requirements; it lacks django; it has flask, gunicorn that pyproject.toml has not), which disagree', { 'requirements.txt': LOCK, 'app.py': APP, 'pyproject.toml': '[project]\nname="a"\nversion="1"\ndependencies=["django"]\n' }, {}],
  ['requirements.txt:1 has a password in the URL of a package index, which would stay in a layer of the image', { 'app.py': APP, 'requirements.txt': `--index-url https://u:p@pypi.example.com/simple\n${LOCK}` }, {}],
  ['the files contradict each other about Python, no series satisfies all of them: .python-version:1 \'3.11\'; pyproject.toml:4 requires-python \'>=3.12\'', { 'app.py': APP, '.python-version': '3.11\n', 'pyproject.toml': '[project]\nname="a"\nversion="1"\nrequires-python=">=3.12"\ndependencies=["flask","gunicorn"]\n' }, {}],
  ['app.py:2 is a Flask application, and no server for it is among the dependencies', { 'app.py': APP, 'requirements.txt': 'flask==3.1.2\n' }, {}],
  ['several applications could be the one to start, and nothing says which', { 'app.py': APP, 'main.py': APP, 'requirements.txt': LOCK }, {}],
  ['no web application was found in the code', { 'requirements.txt': LOCK, 'a.py': 'import os\n' }, {}],
  ['package.json:1 has script \'build\', which writes dist, and nothing says whether the application serves that', { 'app.py': APP, 'requirements.txt': LOCK, 'package.json': '{"scripts":{"build":"webpack"},"devDependencies":{"webpack":"5"}}' }, {}],
  ['command starts "./bin/start.sh", which is not executable; run \'chmod +x bin/start.sh\' and commit that', { 'requirements.txt': LOCK, 'bin/start.sh': 'exec true\n' }, { command: ['./bin/start.sh'] }],
  ['repository "registry.example.com/shop:latest"', { 'requirements.txt': LOCK, 'app.py': APP }, { repository: 'registry.example.com/shop:latest' }],
  ['replicas is 2, but autoscaling decides how many Pods there are; give minReplicas instead', { 'requirements.txt': LOCK, 'app.py': APP }, { replicas: 2, autoscaling: { maxReplicas: 4 } }],
];

test.each(TABLE)('the docs have the text of: %s', (text, files, props) => {
  expect(fs.readFileSync(path.join(DOCS, 'errors.md'), 'utf8')).toContain(`\n    ${text}\n`);
  const context = temporaryApp(files);
  if (Object.keys(props).length === 0) {
    expect(PythonProject.inspect(context).problems).toEqual(expect.arrayContaining([expect.stringContaining(text)]));
    return;
  }
  expect(() => new PythonVenvImage(new Chart(Testing.app(), 'shop'), 'web', { context, repository: 'shop', ...props })).toThrow(text);
});

test('every other text of the docs is in the sources', () => {
  const shown = [...fs.readFileSync(path.join(DOCS, 'errors.md'), 'utf8').matchAll(/^ {4}(\S.*)$/gm)].map(([, text]) => text);
  const rest = shown.filter((text) => !TABLE.some(([known]) => known === text));
  expect(rest).toEqual([
    'context "nowhere" does not exist',
    'is there and was not written by this library, so it is left alone; move it, or give another directory',
    'changed while synth ran',
  ]);
  expect(() => PythonProject.inspect('nowhere')).toThrow(rest[0]);
  const sources = ['local-development.ts', 'python-venv-build.ts'].map((name) => fs.readFileSync(path.join(DOCS, '../lib', name), 'utf8')).join('');
  rest.slice(1).forEach((text) => expect(sources).toContain(text));
});

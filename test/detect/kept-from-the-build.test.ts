import { PythonProject } from '../../lib';
import { AppFiles, temporaryApp } from '../support/temporary-app';

const FLASK = 'from flask import Flask\napp = Flask(__name__)\n';
const APP: AppFiles = { 'one.py': FLASK, 'two.py': FLASK, 'requirements.txt': 'flask==3.1.2\ngunicorn==23.0.0\n' };

/** Files that no image gets by the ignore rules say all the same how the application starts. */
test.each<[string, AppFiles, string]>([
  ['Dockerfile', { Dockerfile: 'FROM python:3.13\nENTRYPOINT ["gunicorn", "--bind", "[::]:80"]\nCMD ["two:app"]\n' }, 'Dockerfile:3'],
  ['compose', { 'compose.yaml': 'services:\n  web:\n    command: gunicorn two:app\n' }, 'compose.yaml:1'],
  ['a Dockerfile in a folder that .dockerignore names', { 'docker/Dockerfile': 'FROM python:3.13\nCMD gunicorn two:app\n', '.dockerignore': 'docker\n' }, 'docker/Dockerfile:2'],
  ['a Procfile that .dockerignore names', { 'Procfile': 'web: gunicorn two:app\n', '.dockerignore': 'Procfile\n' }, 'Procfile:1'],
])('%s', (_, files, evidence) => {
  const found = PythonProject.inspect(temporaryApp({ ...APP, ...files }));
  expect(found.problems).toEqual([]);
  expect(found.findingsOf('command')).toMatchObject([{ value: expect.stringContaining('"two:app"'), evidence: expect.stringContaining(`${evidence} starts two:app`) }]);
});

test('without them it is a question', () => {
  expect(PythonProject.inspect(temporaryApp(APP)).problems).toEqual([expect.stringContaining('several applications could be the one to start')]);
});

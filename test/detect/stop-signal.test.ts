import { App, Chart } from 'cdk8s';
import { PythonVenvBuild } from '../../lib';
import { detectStart } from '../../lib/detect/detect-start';
import { AppDirectory } from '../../lib/project/app-directory';
import { AppFiles, temporaryApp } from '../support/temporary-app';

const FLASK = 'from flask import Flask\napp = Flask(__name__)\n';
const TORNADO = 'import tornado.web\napp = tornado.web.Application([])\napp.listen(8000)\n';

function signal(files: AppFiles, installed: readonly string[], command?: readonly string[]): string {
  const distributions = installed.map((name) => ({ name }));
  const { value, problems } = detectStart({ files: new AppDirectory(temporaryApp(files), []), distributions, port: 8000, python: '3.13', command });
  expect(problems).toEqual([]);
  return value?.stopSignal ?? 'SIGTERM';
}

test.each<[string, AppFiles, readonly string[], string]>([
  ['gunicorn', { 'app.py': FLASK }, ['flask', 'gunicorn'], 'SIGTERM'],
  ['waitress', { 'app.py': FLASK }, ['flask', 'waitress'], 'SIGINT'],
  ['Tornado', { 'app.py': TORNADO }, ['tornado'], 'SIGINT'],
  ['Tornado with a handler of its own', { 'app.py': `import signal\nsignal.signal(signal.SIGTERM, print)\n${TORNADO}` }, ['tornado'], 'SIGTERM'],
  ['aiohttp', { 'app.py': 'from aiohttp import web\napp = web.Application()\nweb.run_app(app, port=8000)\n' }, ['aiohttp'], 'SIGTERM'],
  ['a program that calls waitress', { 'app.py': `from waitress import serve\n${FLASK}serve(app, port=8000)\n` }, ['flask', 'waitress'], 'SIGINT'],
])('%s is ended by a signal that it hears', (_, files, installed, expected) => {
  expect(signal(files, installed)).toBe(expected);
});

test('a command that was given is ended by what its program hears', () => {
  expect(signal({}, [], ['waitress-serve', 'app:app'])).toBe('SIGINT');
  expect(signal({}, [], ['python', 'app.py'])).toBe('SIGTERM');
});

test('the Dockerfile says it', () => {
  const context = temporaryApp({ 'app.py': FLASK, 'requirements.txt': 'flask==3.1.2\nwaitress==3.0.2\n' });
  const { dockerfile } = new PythonVenvBuild(new Chart(new App(), 'shop'), 'web', { context, repository: 'registry.example.com/shop' });
  expect(dockerfile).toContain('STOPSIGNAL SIGINT\nCMD ["waitress-serve"');
});

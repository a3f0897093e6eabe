import * as fs from 'node:fs';
import * as path from 'node:path';
import { PythonProject } from '../../lib';
import { AppFiles, temporaryApp } from '../support/temporary-app';

/** The pages about frameworks and queues, held against what is found in applications such as they speak of. */
const page = (name: string) => fs.readFileSync(path.join(__dirname, '../../docs', name), 'utf8').replace(/\s+/g, ' ');
const finding = (files: AppFiles, subject: string) => PythonProject.inspect(temporaryApp(files)).findingsOf(subject).map(({ value }) => value);

const FLASK: AppFiles = { 'wsgi.py': 'from flask import Flask\n\napp = Flask(__name__)\n' };
const FACTORY: AppFiles = { 'shop.py': 'from flask import Flask\n\n\ndef create_app():\n    app = Flask(__name__)\n    return app\n' };
const FASTAPI: AppFiles = { 'api/__init__.py': '', 'api/main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n' };
const requires = (...names: string[]): AppFiles => ({ 'requirements.txt': names.map((name) => `${name}\n`).join('') });

test.each<[string, string, AppFiles]>([
  ['fastapi.md', 'uvicorn api.main:app --host=0.0.0.0 --port=8000 --timeout-graceful-shutdown=30', { ...FASTAPI, ...requires('fastapi==0.121.0', 'uvicorn==0.38.0') }],
  ['fastapi.md', 'uvicorn api.main:app --host=0.0.0.0 --port=8000 --timeout-graceful-shutdown=30', { ...FASTAPI, ...requires('fastapi[standard]==0.121.0') }],
  ['flask.md', 'gunicorn wsgi:app --bind=0.0.0.0:8000 --threads=4 --worker-tmp-dir=/dev/shm --graceful-timeout=30', { ...FLASK, ...requires('flask==3.1.2', 'gunicorn==23.0.0') }],
])('%s: %s', (name, command, files) => {
  expect(page(name)).toContain(command);
  expect(finding(files, 'command')).toEqual([JSON.stringify(command.split(' '))]);
});

test.each<[string, string, RegExp, AppFiles]>([
  ['fastapi.md', '| hypercorn, granian, daphne |', /^\["hypercorn",/, { ...FASTAPI, ...requires('fastapi==0.121.0', 'hypercorn==0.17.3') }],
  ['fastapi.md', '| hypercorn, granian, daphne |', /^\["granian",/, { ...FASTAPI, ...requires('fastapi==0.121.0', 'granian==2.5.0') }],
  ['fastapi.md', '| hypercorn, granian, daphne |', /^\["daphne",/, { ...FASTAPI, ...requires('fastapi==0.121.0', 'daphne==4.2.0') }],
  ['fastapi.md', 'gunicorn with `uvicorn_worker.UvicornWorker`', /^\["gunicorn",.*"--worker-class=uvicorn_worker\.UvicornWorker"/, { ...FASTAPI, ...requires('fastapi==0.121.0', 'gunicorn==23.0.0', 'uvicorn-worker==0.4.0', 'uvicorn==0.38.0') }],
  ['flask.md', "`gunicorn 'shop:create_app()'`", /^\["gunicorn","shop:create_app\(\)"/, { ...FACTORY, ...requires('flask==3.1.2', 'gunicorn==23.0.0') }],
  ['flask.md', '| waitress, uWSGI, granian | serve, where gunicorn is not installed |', /^\["waitress-serve",/, { ...FLASK, ...requires('flask==3.1.2', 'waitress==3.0.2') }],
  ['flask.md', '| waitress, uWSGI, granian | serve, where gunicorn is not installed |', /^\["uwsgi",/, { ...FLASK, ...requires('flask==3.1.2', 'uwsgi==2.0.31') }],
  ['flask.md', '| waitress, uWSGI, granian | serve, where gunicorn is not installed |', /^\["granian",/, { ...FLASK, ...requires('flask==3.1.2', 'granian==2.5.0') }],
])('%s says: %s (%s)', (name, text, command, files) => {
  expect(page(name)).toContain(text);
  expect(finding(files, 'command')).toEqual([expect.stringMatching(command)]);
});

test.each<[string, string, AppFiles]>([
  ['celery.md', 'celery --app=shop worker --loglevel=INFO', { 'shop.py': 'from celery import Celery\n\napp = Celery("shop")\n', ...requires('celery==5.5.3') }],
  ['celery.md', 'rq worker', requires('rq==2.6.0')],
  ['celery.md', 'python manage.py rqworker', { 'manage.py': '', ...requires('django==5.2.8', 'django-rq==3.1') }],
  ['celery.md', 'huey_consumer shop.tasks.huey', { 'shop/__init__.py': '', 'shop/tasks.py': 'from huey import RedisHuey\n\nhuey = RedisHuey("shop")\n', ...requires('huey==2.5.4') }],
  ['celery.md', 'dramatiq shop.tasks', {
    'shop/__init__.py': '', 'shop/tasks.py': 'from dramatiq.brokers.redis import RedisBroker\n\nbroker = RedisBroker()\n', ...requires('dramatiq==1.18.0'),
  }],
  ['celery.md', 'arq shop.tasks.WorkerSettings', { 'shop/__init__.py': '', 'shop/tasks.py': 'class WorkerSettings:\n    functions = []\n', ...requires('arq==0.26.3') }],
  ['celery.md', 'python manage.py qcluster', { 'manage.py': '', ...requires('django==5.2.8', 'django-q2==1.8.0') }],
  ['migrations.md', 'alembic upgrade head', { 'alembic.ini': '[alembic]\nscript_location = migrations\n', 'migrations/env.py': '', ...requires('alembic==1.17.2') }],
  ['migrations.md', 'aerich upgrade', { 'pyproject.toml': '[tool.aerich]\ntortoise_orm = "shop.ORM"\n', ...requires('aerich==0.9.2') }],
])('%s: %s is offered', (name, command, files) => {
  expect(page(name)).toContain(`\`${command}\``);
  expect(finding(files, 'offer').join('\n')).toContain(`[${command.split(' ').map((word) => `'${word}'`).join(', ')}]`);
});

test('nothing but Flask, or FastAPI, is an error that says what to add', () => {
  for (const [files, name] of [[FLASK, 'flask==3.1.2'], [FASTAPI, 'fastapi==0.121.0']] as const) {
    expect(PythonProject.inspect(temporaryApp({ ...files, ...requires(name) })).problems).toEqual([expect.stringContaining('and no server for it is among the dependencies')]);
  }
});

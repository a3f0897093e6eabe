import { DevelopmentFacts } from '../../lib/detect/detect-development';
import { reloading } from '../../lib/development/reload';

const NOTHING: DevelopmentFacts = { services: [], variables: [], workers: [], sourceFolders: [], packages: [] };
const facts = (of: Partial<DevelopmentFacts>): DevelopmentFacts => ({ ...NOTHING, ...of });

const DJANGO = facts({ framework: 'Django', manage: 'manage.py' });
const FLASK = facts({ framework: 'Flask' });

/** What production runs, what a developer runs, and whether that reloads. */
const TABLE: ReadonlyArray<readonly [string, DevelopmentFacts, string, boolean]> = [
  ['uvicorn shop.asgi:app --host=0.0.0.0 --port=8000 --timeout-graceful-shutdown=30', facts({}), 'uvicorn shop.asgi:app --host=0.0.0.0 --port=8000 --reload', true],
  ['uvicorn shop:make --factory --workers 4 --port=8000', facts({}), 'uvicorn shop:make --factory --port=8000 --reload', true],
  ['gunicorn shop.wsgi --bind=0.0.0.0:8000 --threads=4 --worker-tmp-dir=/dev/shm --no-control-socket --graceful-timeout=30', DJANGO, 'python manage.py runserver 0.0.0.0:8000', true],
  ['gunicorn app:app --bind=0.0.0.0:8000', FLASK, 'flask --app=app:app run --debug --host=0.0.0.0 --port=8000', true],
  ['gunicorn shop.wsgi --bind=0.0.0.0:8000', FLASK, 'flask --app=shop.wsgi:application run --debug --host=0.0.0.0 --port=8000', true],
  ['gunicorn app:app --worker-class=gevent --bind=0.0.0.0:8000', FLASK, 'gunicorn app:app --worker-class=gevent --bind=0.0.0.0:8000 --reload', true],
  ['gunicorn app:app --preload --max-requests 100 --bind=0.0.0.0:8000', facts({}), 'gunicorn app:app --bind=0.0.0.0:8000 --reload', true],
  ['hypercorn app:app --bind=0.0.0.0:8000 --graceful-timeout=30', facts({}), 'hypercorn app:app --bind=0.0.0.0:8000 --reload', true],
  ['daphne --bind=0.0.0.0 --port=8000 shop.asgi:application', DJANGO, 'python manage.py runserver 0.0.0.0:8000', true],
  ['daphne --bind=0.0.0.0 --port=8000 app:app', facts({}), 'daphne --bind=0.0.0.0 --port=8000 app:app', false],
  ['granian app:app --interface=asgi', facts({ packages: ['granian', 'watchfiles'] }), 'granian app:app --interface=asgi --reload', true],
  ['granian app:app --interface=asgi', facts({}), 'granian app:app --interface=asgi', false],
  ['sanic app:app --host=0.0.0.0', facts({}), 'sanic app:app --host=0.0.0.0 --auto-reload', true],
  ['uwsgi --http-socket=0.0.0.0:8000 --module=app:app', facts({}), 'uwsgi --http-socket=0.0.0.0:8000 --module=app:app --py-autoreload=1', true],
  ['streamlit run app.py --server.fileWatcherType=none', facts({}), 'streamlit run app.py --server.runOnSave=true', true],
  ['fastapi run app.py --workers 2', facts({}), 'fastapi dev app.py --host=0.0.0.0', true],
  ['./bin/run.sh', DJANGO, './bin/run.sh', false],
  ['python -m tea', facts({}), 'python -m tea', false],
];

test.each(TABLE)('%s', (production, of, development, reloads) => {
  expect(reloading(production.split(' '), of, '.', 8000)).toEqual({ command: development.split(' '), reloads });
});

test('manage.py is found from the folder that the server starts in', () => {
  const of = facts({ framework: 'Django', manage: 'backend/manage.py' });
  expect(reloading(['gunicorn', 'shop.wsgi'], of, 'backend', 8000).command[1]).toBe('manage.py');
  expect(reloading(['gunicorn', 'shop.wsgi'], of, '.', 8000).command[1]).toBe('backend/manage.py');
});

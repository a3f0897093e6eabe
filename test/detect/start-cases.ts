import { AppFiles } from '../support/temporary-app';

/** One small application and how it starts. `NAME` stands for the name of its package: every case is tried with two. */
export interface StartCase {
  readonly title: string;
  readonly files: AppFiles;
  /** `uvicorn==0.30.0`, `fastapi[standard]` */
  readonly installed: readonly string[];
  readonly port?: number;
  readonly command?: string;
  readonly directory?: string;
  readonly environment?: { readonly [name: string]: string };
  /** Each `NAME=value … program …`. */
  readonly steps?: readonly string[];
  /** What every problem has to say, instead of a command. */
  readonly problems?: readonly string[];
}

const FLASK = 'from flask import Flask\napp = Flask(__name__)\n';
const FACTORY = 'from flask import Flask\n\ndef create_app(config=None):\n    app = Flask(__name__)\n    return app\n';
const FASTAPI = 'from fastapi import FastAPI\n\napp = FastAPI()\n';
const MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "NAME.settings")\nfrom django.core.management import execute_from_command_line\n';
const WSGI = 'import os\nfrom django.core.wsgi import get_wsgi_application\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "NAME.settings")\napplication = get_wsgi_application()\n';
const ASGI = WSGI.replace(/wsgi/g, 'asgi');
const SETTINGS = 'INSTALLED_APPS = ["django.contrib.staticfiles"]\nSTATIC_ROOT = BASE_DIR / "static"\nSECRET_KEY = "x"\n';
const DJANGO: AppFiles = { 'manage.py': MANAGE, 'NAME/__init__.py': '', 'NAME/settings.py': SETTINGS, 'NAME/wsgi.py': WSGI, 'NAME/asgi.py': ASGI };
const COLLECT = 'python manage.py collectstatic --noinput';

/** What gunicorn gets whatever it serves: `target` and then these. */
const gunicorn = (target: string, extra = '--threads=4') => `gunicorn ${target} --bind=0.0.0.0:8000${extra ? ` ${extra}` : ''} --worker-tmp-dir=/dev/shm --no-control-socket --graceful-timeout=30`;
const uvicorn = (target: string, extra = '') => `uvicorn ${target} --host=0.0.0.0 --port=8000 --timeout-graceful-shutdown=30${extra}`;
const G = ['gunicorn'];

/** A server whose own options say where it listens. */
const OWN: AppFiles = { 'NAME/__init__.py': '', 'NAME/__main__.py': 'from NAME.app import main\nmain()\n', 'NAME/app.py': 'from tornado import httpserver\n\ndef main():\n    httpserver.HTTPServer(make()).listen(options.port, options.host)\n' };

export const CASES: readonly StartCase[] = [
  // ---- Flask and other WSGI
  { title: 'a Flask module', files: { 'app.py': FLASK }, installed: ['flask', ...G], command: gunicorn('app:app') },
  { title: 'a Flask package', files: { 'NAME/__init__.py': FLASK }, installed: ['flask', ...G], command: gunicorn('NAME:app') },
  { title: 'the default name of gunicorn', files: { 'wsgi.py': FLASK.replace('app =', 'application =') }, installed: ['flask', ...G], command: gunicorn('wsgi') },
  { title: 'a factory', files: { 'NAME/__init__.py': FACTORY }, installed: ['flask', ...G], command: gunicorn('NAME:create_app()') },
  { title: 'a module that calls the factory beats the factory', files: { 'NAME/__init__.py': FACTORY, 'wsgi.py': 'from NAME import create_app\napp = create_app()\n' }, installed: ['flask', ...G], command: gunicorn('wsgi:app') },
  { title: 'a factory that needs an argument', files: { 'NAME/__init__.py': FACTORY.replace('config=None', 'config') }, installed: ['flask', ...G], problems: ['NAME/__init__.py:3 makes the application with create_app(config), and only you know the arguments'] },
  { title: 'a factory with the argument that a Procfile gives', files: { 'NAME/__init__.py': FACTORY.replace('config=None', 'config'), 'Procfile': 'web: gunicorn "NAME:create_app(\'prod\')"\n' }, installed: ['flask', ...G], command: gunicorn('NAME:create_app(\'prod\')') },
  { title: 'a middleware around it', files: { 'app.py': 'from flask import Flask\nfrom x import ProxyFix\napp = ProxyFix(Flask(__name__))\n' }, installed: ['flask', ...G], command: gunicorn('app:app') },
  { title: 'a class of its own', files: { 'NAME/__init__.py': '', 'NAME/core.py': 'from flask import Flask\nclass Web(Flask):\n    pass\n', 'app.py': 'from NAME.core import Web\napp = Web(__name__)\n' }, installed: ['flask', ...G], command: gunicorn('app:app') },
  { title: 'an alias of the import', files: { 'app.py': 'import flask as f\napi = f.Flask(__name__)\n' }, installed: ['flask', ...G], command: gunicorn('app:api') },
  { title: 'an application that is only imported', files: { 'NAME/__init__.py': '', 'NAME/web.py': FLASK, 'wsgi.py': 'from NAME.web import app as application\n' }, installed: ['flask', ...G], command: gunicorn('wsgi') },
  { title: 'a star import', files: { 'NAME/__init__.py': 'from .core import *\n', 'NAME/core.py': FLASK, 'Procfile': 'web: gunicorn NAME:app\n' }, installed: ['flask', ...G], command: gunicorn('NAME:app') },
  { title: 'waitress', files: { 'app.py': FLASK }, installed: ['flask', 'waitress'], command: 'waitress-serve --listen=0.0.0.0:8000 app:app' },
  { title: 'waitress and a factory', files: { 'NAME/__init__.py': FACTORY }, installed: ['flask', 'waitress'], command: 'waitress-serve --listen=0.0.0.0:8000 --call NAME:create_app' },
  { title: 'uwsgi', files: { 'app.py': FLASK }, installed: ['flask', 'uwsgi'], command: 'uwsgi --http-socket=0.0.0.0:8000 --master --die-on-term --need-app --enable-threads --module=app:app' },
  { title: 'granian', files: { 'app.py': FLASK }, installed: ['flask', 'granian'], command: 'granian app:app --interface=wsgi --host=0.0.0.0 --port=8000 --workers-kill-timeout=30' },
  { title: 'an old gunicorn has no control socket', files: { 'app.py': FLASK }, installed: ['flask', 'gunicorn==23.0.0'], command: gunicorn('app:app').replace(' --no-control-socket', '') },
  { title: 'Bottle', files: { 'app.py': 'import bottle\napp = bottle.default_app()\n' }, installed: ['bottle', ...G], command: gunicorn('app:app') },
  { title: 'Falcon', files: { 'app.py': 'import falcon\napp = falcon.App()\n' }, installed: ['falcon', ...G], command: gunicorn('app:app') },
  { title: 'Pyramid by code', files: { 'app.py': 'from pyramid.config import Configurator\nwith Configurator() as c:\n    app = c.make_wsgi_app()\n' }, installed: ['pyramid', ...G], command: gunicorn('app:app') },
  { title: 'Pyramid by its ini', files: { 'production.ini': '[app:main]\nuse = egg:NAME\n', 'NAME/__init__.py': '' }, installed: ['pyramid', ...G], command: gunicorn('--paste=production.ini') },
  { title: 'Pyramid by its ini, which waitress serves', files: { 'production.ini': '[app:main]\nuse = egg:NAME\n[server:main]\nuse = egg:waitress#main\nlisten = *:8000\n', 'NAME/__init__.py': '' }, installed: ['pyramid', 'waitress'], command: 'pserve production.ini' },
  { title: 'Pyramid by its ini, which nobody can reach', files: { 'production.ini': '[app:main]\nuse = egg:NAME\n[server:main]\nuse = egg:waitress#main\nlisten = 127.0.0.1:6543\n', 'NAME/__init__.py': '' }, installed: ['pyramid', 'waitress'], problems: ['production.ini:5 listens on 127.0.0.1:6543; write \'use = egg:waitress\' and \'listen = *:8000\' in its [server:main], or install gunicorn'] },
  { title: 'Pyramid by an ini without a server', files: { 'production.ini': '[app:main]\nuse = egg:NAME\n', 'NAME/__init__.py': '' }, installed: ['pyramid', 'waitress'], problems: ['production.ini has no [server:main] that says which server takes it; write \'use = egg:waitress\''] },
  { title: 'Dash', files: { 'app.py': 'import dash\napp = dash.Dash(__name__)\nserver = app.server\n' }, installed: ['dash', ...G], command: gunicorn('app:server') },
  { title: 'Dash without a name for its server', files: { 'app.py': 'import dash\napp = dash.Dash(__name__)\n' }, installed: ['dash', ...G], problems: ['app.py:2 is a Dash application, and gunicorn cannot take app.server; add a line \'server = app.server\' below it'] },
  { title: 'Flask-SocketIO', files: { 'app.py': `${FLASK}from flask_socketio import SocketIO\nsocketio = SocketIO(app)\n` }, installed: ['flask', 'flask-socketio', 'gevent', ...G], command: gunicorn('app:app', '--worker-class=gevent') },
  { title: 'no server: requirements.txt', files: { 'app.py': FLASK, 'requirements.txt': '' }, installed: ['flask'], problems: ['app.py:2 is a Flask application, and no server for it is among the dependencies; add a line \'gunicorn\' to requirements.txt, or pass \'command\''] },
  { title: 'no server: uv', files: { 'app.py': FASTAPI, 'uv.lock': '' }, installed: ['fastapi'], problems: ['app.py:3 is a FastAPI application, and no server for it is among the dependencies; run \'uv add uvicorn\', or pass \'command\''] },
  { title: 'no server: Poetry', files: { 'app.py': FLASK, 'poetry.lock': '' }, installed: ['flask'], problems: ['run \'poetry add gunicorn\''] },
  { title: 'no server: Pipenv', files: { 'app.py': FLASK, 'Pipfile': '' }, installed: ['flask'], problems: ['run \'pipenv install gunicorn\''] },
  { title: 'no server: PDM', files: { 'app.py': FLASK, 'pdm.lock': '' }, installed: ['flask'], problems: ['run \'pdm add gunicorn\''] },
  { title: 'a file called wsgi.py, whoever makes what it has', files: { 'wsgi.py': 'from elsewhere import make\napplication = make()\n' }, installed: ['elsewhere', ...G], command: gunicorn('wsgi') },
  { title: 'a src layout that Poetry packs under another name', files: { 'pyproject.toml': '[tool.poetry]\nname = "shop-api"\npackages = [{ include = "src" }]\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n', 'src/NAME/__init__.py': '', 'src/NAME/wsgi.py': `from NAME import x\n${FLASK}` }, installed: ['flask', ...G], command: gunicorn('NAME.wsgi:app'), environment: { PYTHONPATH: '/app/src' } },
  { title: 'a src layout that Poetry packs', files: { 'pyproject.toml': '[tool.poetry]\nname = "shop-api"\npackages = [{ include = "NAME", from = "src" }]\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n', 'src/NAME/__init__.py': '', 'src/NAME/wsgi.py': `from NAME import x\n${FLASK}` }, installed: ['flask', ...G], command: gunicorn('NAME.wsgi:app') },
  { title: 'a program whose code does not tell what it serves', files: { 'Dockerfile': 'FROM python\nENTRYPOINT ["python3", "NAME.py"]\n', 'NAME.py': 'from elsewhere import serve\nserve()\n' }, installed: ['elsewhere'], problems: ['Dockerfile:2 runs NAME.py, and where that listens only running it would tell; pass command: [\'python\', \'NAME.py\'] with what makes it listen on 0.0.0.0:8000'] },
  { title: 'Reflex', files: { 'rxconfig.py': 'import reflex as rx\nconfig = rx.Config(app_name="NAME")\n', 'NAME/NAME.py': 'import reflex as rx\napp = rx.App()\n' }, installed: ['reflex'], problems: ['rxconfig.py: Reflex compiles its front end with Node, which the image does not have; serve what \'reflex export --frontend-only\' writes from elsewhere, and pass what starts the backend: command: [\'reflex\', \'run\', \'--env=prod\', \'--backend-only\', \'--backend-host=0.0.0.0\', \'--backend-port=8000\']'] },
  { title: 'Gradio above an API that nothing starts', files: { 'app.py': 'import os\nimport gradio as gr\ndemo = gr.Blocks()\ndemo.launch()\n', 'NAME/__init__.py': '', 'NAME/api.py': FASTAPI }, installed: ['gradio', 'fastapi'], command: 'python app.py', environment: { GRADIO_SERVER_NAME: '0.0.0.0', GRADIO_SERVER_PORT: '8000' } },
  { title: 'Gradio that another package makes', files: { 'app.py': 'from NAME.main import App\nApp().make().queue().launch(inbrowser=True)\n', 'NAME/__init__.py': '', 'NAME/main.py': '' }, installed: ['gradio'], command: 'python app.py', environment: { GRADIO_SERVER_NAME: '0.0.0.0', GRADIO_SERVER_PORT: '8000' } },
  { title: 'Gradio beside an API', files: { 'app.py': 'import gradio as gr\ngr.Blocks().launch()\n', 'api.py': FASTAPI }, installed: ['gradio', 'fastapi'], problems: ['pass command: [\'python\', \'app.py\'] for app.py:2, which serves by Gradio, or command: [\'uvicorn\', \'api:app\', \'--host=0.0.0.0\', \'--port=8000\', \'--timeout-graceful-shutdown=30\'] for api.py:3'] },
  { title: 'Gradio beside an API, and a Procfile', files: { 'Procfile': 'web: python app.py\n', 'app.py': 'import gradio as gr\ngr.Blocks().launch()\n', 'api.py': FASTAPI }, installed: ['gradio', 'fastapi'], command: 'python app.py', environment: { GRADIO_SERVER_NAME: '0.0.0.0', GRADIO_SERVER_PORT: '8000' } },
  { title: 'a Django handler of its own', files: { ...DJANGO, 'NAME/wsgi.py': 'import os\nfrom django.core.handlers.wsgi import WSGIHandler\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "NAME.settings")\nclass Own(WSGIHandler):\n    pass\napplication = Own()\n', 'NAME/asgi.py': '' }, installed: ['django', ...G], command: gunicorn('NAME.wsgi'), steps: [COLLECT] },
  { title: 'Django settings that nobody has', files: { 'manage.py': MANAGE.replace('NAME.settings', 'NAME_conf'), 'NAME/__init__.py': '', 'NAME/wsgi.py': WSGI.replace('NAME.settings', 'NAME_conf') }, installed: ['django', ...G], problems: ['NAME/wsgi.py:3 names the settings \'NAME_conf\', which the application does not have; add them, or, where the Pod brings them, pass command: [\'gunicorn\', \'NAME.wsgi\''] },
  { title: 'aiohttp whose function wants what only the application has', files: { 'Procfile': 'web: python serve.py\n', 'NAME.py': 'from aiohttp import web\ndef make_app(services):\n    return web.Application()\n', 'serve.py': 'from NAME import make_app\nfrom elsewhere import run\nrun(make_app([]))\n' }, installed: ['aiohttp'], problems: ['Procfile:1 runs serve.py, and where that listens only running it would tell; pass command: [\'python\', \'serve.py\'] with'] },
  // ---- ASGI
  { title: 'FastAPI', files: { 'main.py': FASTAPI }, installed: ['fastapi', 'uvicorn'], command: uvicorn('main:app') },
  { title: 'FastAPI with its standard extra', files: { 'main.py': FASTAPI }, installed: ['fastapi[standard]'], command: uvicorn('main:app') },
  { title: 'an old uvicorn waits as long as it likes', files: { 'main.py': FASTAPI }, installed: ['fastapi', 'uvicorn==0.18.2'], command: 'uvicorn main:app --host=0.0.0.0 --port=8000' },
  { title: 'gunicorn with the worker for it', files: { 'main.py': FASTAPI }, installed: ['fastapi', 'uvicorn-worker'], command: gunicorn('main:app', '--worker-class=uvicorn_worker.UvicornWorker') },
  { title: 'gunicorn without it', files: { 'main.py': FASTAPI }, installed: ['fastapi', 'uvicorn', ...G], command: uvicorn('main:app') },
  { title: 'hypercorn', files: { 'main.py': FASTAPI }, installed: ['fastapi', 'hypercorn'], command: 'hypercorn main:app --bind=0.0.0.0:8000 --graceful-timeout=30' },
  { title: 'daphne', files: { 'main.py': FASTAPI }, installed: ['fastapi', 'daphne'], command: 'daphne --bind=0.0.0.0 --port=8000 main:app' },
  { title: 'a factory by its annotation', files: { 'NAME/__init__.py': '', 'NAME/main.py': 'from fastapi import FastAPI\ndef create_app() -> FastAPI:\n    return build()\n' }, installed: ['fastapi', 'uvicorn'], command: uvicorn('NAME.main:create_app --factory') },
  { title: 'Starlette', files: { 'app.py': 'from starlette.applications import Starlette\napp = Starlette()\n' }, installed: ['starlette', 'uvicorn'], command: uvicorn('app:app') },
  { title: 'Responder', files: { 'app.py': 'import responder\napi = responder.API()\n' }, installed: ['responder'], command: uvicorn('app:api') },
  { title: 'Litestar', files: { 'app.py': 'from litestar import Litestar\napp = Litestar([])\n' }, installed: ['litestar[standard]'], command: uvicorn('app:app') },
  { title: 'Quart brings hypercorn', files: { 'app.py': 'from quart import Quart\napp = Quart(__name__)\n' }, installed: ['quart'], command: 'hypercorn app:app --bind=0.0.0.0:8000 --graceful-timeout=30' },
  { title: 'Falcon on ASGI', files: { 'app.py': 'import falcon.asgi\napp = falcon.asgi.App()\n' }, installed: ['falcon', 'uvicorn'], command: uvicorn('app:app') },
  { title: 'FastHTML', files: { 'main.py': 'from fasthtml.common import *\napp, rt = fast_app()\nserve()\n' }, installed: ['python-fasthtml'], command: uvicorn('main:app') },
  { title: 'Socket.IO around it', files: { 'main.py': `import socketio\n${FASTAPI}app = socketio.ASGIApp(socketio.AsyncServer(), app)\n` }, installed: ['fastapi', 'uvicorn'], command: uvicorn('main:app') },
  { title: 'uvicorn.run says which', files: { 'NAME/__init__.py': '', 'NAME/web.py': FASTAPI, 'run.py': 'import uvicorn\nif __name__ == "__main__":\n    uvicorn.run("NAME.web:app", port=80, reload=True)\n' }, installed: ['fastapi', 'uvicorn'], command: uvicorn('NAME.web:app') },
  // ---- servers of their own
  { title: 'Sanic', files: { 'server.py': 'from sanic import Sanic\napp = Sanic("x")\n' }, installed: ['sanic'], command: 'sanic server:app --host=0.0.0.0 --port=8000' },
  { title: 'aiohttp under gunicorn', files: { 'main.py': 'from aiohttp import web\napp = web.Application()\n' }, installed: ['aiohttp', ...G], command: gunicorn('main:app', '--worker-class=aiohttp.GunicornWebWorker') },
  { title: 'aiohttp alone, its port by a variable', files: { 'main.py': 'import os\nfrom aiohttp import web\napp = web.Application()\nif __name__ == "__main__":\n    web.run_app(app, port=int(os.environ.get("PORT", 8080)))\n' }, installed: ['aiohttp'], command: 'python main.py', environment: { PORT: '8000' } },
  { title: 'aiohttp alone, its port in the code', files: { 'main.py': 'from aiohttp import web\napp = web.Application()\nweb.run_app(app)\n' }, installed: ['aiohttp'], problems: ['main.py:3 listens on port 8080, and the image\'s port is 8000; pass port: 8080'] },
  { title: 'the port that the code has', files: { 'main.py': 'from aiohttp import web\napp = web.Application()\nweb.run_app(app)\n' }, installed: ['aiohttp'], port: 8080, command: 'python main.py' },
  { title: 'Tornado', files: { 'main.py': 'import tornado.web\napp = tornado.web.Application([])\napp.listen(8000)\n' }, installed: ['tornado'], command: 'python main.py' },
  { title: 'Streamlit', files: { 'app.py': 'import streamlit as st\nst.write(1)\n', 'pages/a.py': 'import streamlit\n' }, installed: ['streamlit'], command: 'streamlit run app.py --server.address=0.0.0.0 --server.port=8000 --server.headless=true --server.fileWatcherType=none --browser.gatherUsageStats=false' },
  { title: 'Gradio', files: { 'app.py': 'import gradio as gr\nwith gr.Blocks() as demo:\n    pass\ndemo.launch()\n' }, installed: ['gradio'], command: 'python app.py', environment: { GRADIO_SERVER_NAME: '0.0.0.0', GRADIO_SERVER_PORT: '8000' } },
  // ---- Django
  { title: 'Django', files: DJANGO, installed: ['django', ...G], command: gunicorn('NAME.wsgi'), steps: [COLLECT] },
  { title: 'Django on ASGI', files: DJANGO, installed: ['django', 'channels', 'daphne'], command: 'daphne --bind=0.0.0.0 --port=8000 NAME.asgi:application', steps: [COLLECT] },
  { title: 'Django one level down', files: Object.fromEntries(Object.entries(DJANGO).map(([name, text]) => [`backend/${name}`, text])), installed: ['django', ...G], command: gunicorn('NAME.wsgi'), directory: 'backend', steps: [COLLECT] },
  { title: 'Django without static files', files: { ...DJANGO, 'NAME/settings.py': 'INSTALLED_APPS = []\nSTATIC_ROOT = "x"\n' }, installed: ['django', ...G], command: gunicorn('NAME.wsgi'), steps: [] },
  { title: 'Django without STATIC_ROOT', files: { ...DJANGO, 'NAME/settings.py': 'INSTALLED_APPS = ["django.contrib.staticfiles"]\n' }, installed: ['django', ...G], command: gunicorn('NAME.wsgi'), steps: [] },
  { title: 'Django with settings that need variables', files: { ...DJANGO, 'NAME/settings.py': `import os, environ\nfrom decouple import config\nenv = environ.Env(DEBUG=(bool, False))\nDATABASES = {"default": env.db()}\nDEBUG = env("DEBUG")\nWORKERS = config("WORKERS", cast=int)\nNAME2 = config("NAME2", default="x")\nA = os.environ["A_TOKEN"]\nB = os.getenv("B")\nif "C" in os.environ:\n    C = os.environ["C"]\n${SETTINGS}` }, installed: ['django', ...G], command: gunicorn('NAME.wsgi'), steps: [`A_TOKEN=build DATABASE_URL=sqlite:////tmp/build.sqlite3 WORKERS=1 ${COLLECT}`] },
  { title: 'Django with production settings beside those for development', files: { 'manage.py': MANAGE.replace('settings', 'settings.dev'), 'NAME/__init__.py': '', 'NAME/wsgi.py': WSGI.replace('NAME.settings', 'NAME.settings.dev'), 'NAME/settings/__init__.py': '', 'NAME/settings/base.py': SETTINGS, 'NAME/settings/dev.py': 'from .base import *\n', 'NAME/settings/production.py': 'from .base import *\nimport os\nSECRET_KEY = os.environ["KEY"]\n' }, installed: ['django', ...G], command: gunicorn('NAME.wsgi'), environment: { DJANGO_SETTINGS_MODULE: 'NAME.settings.production' }, steps: [`DJANGO_SETTINGS_MODULE=NAME.settings.production KEY=build ${COLLECT}`] },
  { title: 'Django whose static files go elsewhere', files: { ...DJANGO, 'NAME/settings.py': `${SETTINGS}STATICFILES_STORAGE = "storages.backends.s3boto3.S3StaticStorage"\n` }, installed: ['django', ...G], command: gunicorn('NAME.wsgi'), steps: [] },
  // ---- evidence
  { title: 'a Procfile: socket, port and reload are dropped', files: { 'NAME.py': FLASK, 'other.py': FLASK, 'Procfile': 'web: cd . && X=1 exec gunicorn --reload -b unix:/tmp/x.sock --timeout 90 -w 4 NAME:app\n' }, installed: ['flask', ...G], command: `${gunicorn('NAME:app')} --timeout=90` },
  { title: 'one worker is meant', files: { 'NAME.py': FLASK, 'Procfile': 'web: gunicorn -w 1 NAME:app\n' }, installed: ['flask', ...G], command: gunicorn('NAME:app', '--workers=1 --threads=4') },
  { title: 'migrate, then serve', files: { 'NAME.py': FLASK, 'Procfile': 'web: flask db upgrade; gunicorn NAME:app\n' }, installed: ['flask', ...G], command: gunicorn('NAME:app') },
  { title: 'a script', files: { 'NAME.py': FLASK, 'app.py': FLASK, 'boot.sh': '#!/bin/sh\nexec gunicorn -b :${PORT:-5000} \\\n  --access-logfile - NAME:app\n' }, installed: ['flask', ...G], command: `${gunicorn('NAME:app')} --access-logfile=-` },
  { title: 'a Dockerfile, its ENTRYPOINT and CMD together', files: { 'NAME.py': FLASK, 'app.py': FLASK, 'Dockerfile': 'FROM x\nENTRYPOINT ["gunicorn", "-k", "gevent"]\nCMD ["NAME:app"]\n' }, installed: ['flask', 'gevent', ...G], command: gunicorn('NAME:app', '--worker-class=gevent') },
  { title: 'compose', files: { 'NAME.py': FLASK, 'app.py': FLASK, 'compose.yaml': 'services:\n  web:\n    command: sh -c "sleep 1 && gunicorn NAME:app"\n' }, installed: ['flask', ...G], command: gunicorn('NAME:app') },
  { title: 'a stale Procfile', files: { 'app.py': FLASK, 'Procfile': 'web: gunicorn gone:app\n' }, installed: ['flask', ...G], command: gunicorn('app:app') },
  { title: 'a gunicorn configuration', files: { 'NAME.py': FLASK, 'gunicorn.conf.py': 'wsgi_app = "NAME:app"\nbind = "127.0.0.1:5000"\nthreads = 2\n', 'Procfile': 'web: gunicorn\n' }, installed: ['flask', ...G], command: gunicorn('NAME:app', '') },
  { title: 'an ini of uWSGI', files: { 'NAME/__init__.py': FLASK, 'uwsgi.ini': '[uwsgi]\nmodule = NAME:app\nsocket = /tmp/x.sock\nprocesses = 2\nuid = www\n', 'Procfile': 'web: uwsgi uwsgi.ini\n' }, installed: ['flask', 'uwsgi'], command: 'uwsgi --http-socket=0.0.0.0:8000 --master --die-on-term --need-app --enable-threads --processes=2 --module=NAME:app' },
  { title: 'directories of another image in an ini of uWSGI', files: { 'NAME/__init__.py': FLASK, 'NAME/static/a.css': '', 'uwsgi.ini': '[uwsgi]\nmodule = NAME:app\nstatic-map = /static=/srv/code/NAME/static\nstatic-map = /media/=/srv/code/NAME/media/\nstatic-map = /x=/var/www\n', 'Procfile': 'web: uwsgi uwsgi.ini\n' }, installed: ['flask', 'uwsgi'], command: 'uwsgi --http-socket=0.0.0.0:8000 --master --die-on-term --need-app --enable-threads --static-map=/static=NAME/static --static-map=/media/=NAME/media --module=NAME:app' },
  { title: 'a YAML file of uWSGI that no command names', files: { 'NAME/__init__.py': '', 'NAME/core.py': 'def get_wsgi_app():\n    return make()\n', 'NAME/doc_helper.py': FLASK, 'ops/uwsgi-docker.yaml': 'prod:\n  master: True\n  module: NAME.core:get_wsgi_app()\n' }, installed: ['flask', ...G], command: gunicorn('NAME.core:get_wsgi_app()') },
  { title: 'a program that its image gives the port', files: { ...OWN, Dockerfile: 'FROM python\nEXPOSE 8080\nCMD ["python", "-m", "NAME", "--port=8080", "--host", "127.0.0.1"]\n' }, installed: ['tornado'], command: 'python -m NAME --port=8000 --host 0.0.0.0' },
  { title: 'a program that its image gives the port, shortly', files: { ...OWN, Dockerfile: 'FROM python\nCMD python -u -m NAME -p 80 --address=localhost\n' }, installed: ['tornado'], command: 'python -m NAME -p 8000 --address=0.0.0.0' },
  { title: 'a program that only a variable gives the port', files: { ...OWN, Dockerfile: 'FROM python\nCMD python -m NAME --port=$PORT\n' }, installed: ['tornado'], problems: ['NAME/app.py:4 listens on a port that only running it would tell; pass command: [\'python\', \'-m\', \'NAME.app\'] with what makes it listen on 0.0.0.0:8000'] },
  { title: 'no server, and a program beside the application', files: { 'NAME/__init__.py': '', 'NAME/web.py': FLASK, 'serve.py': 'import NAME\nNAME.main()\n', 'Dockerfile': 'FROM python\nCMD ["python", "./serve.py", "-d", "/data"]\n' }, installed: ['flask'], problems: ['NAME/web.py:2 is a Flask application, and no server for it is among the dependencies; add \'gunicorn\' to the dependencies, or, as Dockerfile:2 runs serve.py, pass command: [\'python\', \'serve.py\', \'-d\', \'/data\'] with what makes it listen on 0.0.0.0:8000'] },
  { title: 'no server, and a program beside the application that its image gives the port', files: { 'NAME/__init__.py': '', 'NAME/web.py': FLASK, 'serve.py': 'import NAME\nNAME.main()\n', 'Dockerfile': 'FROM python\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["python", "./serve.py", "-p", "80"]\n' }, installed: ['flask'], command: 'python serve.py -p 8000' },
  { title: 'a src layout that is no package', files: { 'src/NAME/__init__.py': '', 'src/NAME/app.py': FLASK }, installed: ['flask', ...G], command: gunicorn('NAME.app:app'), environment: { PYTHONPATH: '/app/src' } },
  { title: 'a src layout that is installed', files: { 'pyproject.toml': '[build-system]\n', 'src/NAME/__init__.py': '', 'src/NAME/app.py': FLASK }, installed: ['flask', ...G], command: gunicorn('NAME.app:app') },
  // ---- nothing, too much, broken
  { title: 'two applications', files: { 'one.py': FLASK, 'two.py': FLASK }, installed: ['flask', ...G], problems: ['several applications could be the one to start, and nothing says which; pass command: [\'gunicorn\', \'one:app\''] },
  { title: 'tests and examples never count', files: { 'tests/app.py': FLASK, 'examples/app.py': FLASK, 'test_app.py': FLASK, 'node_modules/x/app.py': FLASK }, installed: ['flask', ...G], problems: ['no web application was found'] },
  { title: 'a comment and a string are no application', files: { 'app.py': '# app = Flask(__name__)\nx = "from flask import Flask\\napp = Flask(1)"\n' }, installed: ['flask', ...G], problems: ['no web application was found'] },
  { title: 'a program', files: { 'pyproject.toml': '[project]\nname = "NAME"\n[project.scripts]\nNAME = "NAME.cli:main"\n', 'NAME/cli.py': 'def main(): pass\n' }, installed: ['click'], problems: ['its programs are NAME (NAME.cli:main, pyproject.toml:4); if one of them serves, pass command: [\'NAME\']'] },
  { title: 'broken syntax', files: { 'app.py': `${FLASK}def x(:\n  pass\n` }, installed: ['flask', ...G], problems: ['app.py:3:7 is no Python that can be read; correct the syntax'] },
  { title: 'a byte order mark and CRLF', files: { 'app.py': `\ufeff${FLASK.replace(/\n/g, '\r\n')}` }, installed: ['flask', ...G], command: gunicorn('app:app') },
];

import { normalName } from './requirement';

/** Distributions that serve HTTP for an application of another. */
export const SERVERS: ReadonlySet<string> = new Set([
  'bjoern', 'cheroot', 'cherrypy', 'daphne', 'fastapi-cli', 'gevent-websocket', 'granian', 'gunicorn', 'hypercorn', 'meinheld', 'mod-wsgi', 'nginx-unit',
  'pyuwsgi', 'robyn', 'socketify', 'uvicorn', 'uvicorn-worker', 'uwsgi', 'waitress',
]);

/** Distributions that an application is written with, and that serve themselves, if need be. */
export const SELF_SERVING: ReadonlySet<string> = new Set(['aiohttp', 'bentoml', 'chainlit', 'gradio', 'mlflow', 'nicegui', 'panel', 'sanic', 'streamlit', 'tornado', 'voila']);

/** Whether one of these distributions serves an application of another. */
export function haveServer(names: readonly string[]): boolean {
  return names.some((name) => SERVERS.has(normalName(name)));
}

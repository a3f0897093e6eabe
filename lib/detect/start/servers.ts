import { AppIndex } from './app-index';
import { Candidate } from './candidate';
import { configOf, GunicornConfig, gunicornConfig } from './complete-mention';
import { Interface } from './frameworks';
import { Installed } from './installed';
import { Mention, ServerName } from './mention';

/** Who can serve an interface, best first. */
const ABLE: { readonly [face in Interface]: readonly ServerName[] } = {
  wsgi: ['gunicorn', 'uwsgi', 'granian', 'waitress'],
  asgi: ['uvicorn', 'hypercorn', 'granian', 'daphne'],
  aiohttp: ['gunicorn'],
  own: [],
};

/** The 30 s that gunicorn gives to requests in flight; the Pod waits longer. */
const GRACEFUL = '30';

/** Options of a server that are the application's own matter; where it listens, and how often it runs, are the image's. */
const KEPT: { readonly [server in ServerName]: readonly string[] } = {
  gunicorn: ['--threads', '--timeout', '--preload', '--max-requests', '--max-requests-jitter', '--keep-alive', '--limit-request-line', '--limit-request-field_size', '--limit-request-fields', '--forwarded-allow-ips', '--worker-connections', '--log-level', '--access-logformat', '--logger-class', '--capture-output', '--proxy-allow-from', '--no-sendfile'],
  uvicorn: ['--proxy-headers', '--no-proxy-headers', '--forwarded-allow-ips', '--root-path', '--no-access-log', '--log-level', '--loop', '--http', '--ws', '--no-server-header', '--no-date-header', '--timeout-keep-alive', '--limit-concurrency', '--limit-max-requests', '--lifespan', '--interface', '--ws-max-size', '--backlog', '--h11-max-incomplete-event-size'],
  hypercorn: ['--root-path', '--keep-alive', '--log-level', '--worker-class', '--websocket-ping-interval', '--backlog'],
  daphne: ['--http-timeout', '--websocket_timeout', '--websocket_connect_timeout', '--proxy-headers', '--root-path', '--verbosity'],
  granian: ['--interface', '--ws', '--no-ws', '--loop', '--http', '--blocking-threads', '--backlog', '--backpressure', '--log-level', '--url-path-prefix', '--respawn-failed-workers', '--static-path-mount', '--static-path-route', '--log', '--no-log', '--access-log'],
  waitress: ['--threads', '--url-scheme', '--url-prefix', '--trusted-proxy', '--trusted-proxy-headers', '--channel-timeout', '--connection-limit', '--max-request-body-size'],
  uwsgi: ['--processes', '--threads', '--harakiri', '--buffer-size', '--static-map', '--max-requests', '--lazy-apps', '--enable-threads', '--post-buffering', '--thunder-lock', '--gevent', '--mount', '--manage-script-name', '--listen', '--disable-write-exception', '--ignore-sigpipe', '--ignore-write-errors', '--offload-threads', '--static-expires', '--static-gzip-all', '--single-interpreter', '--env'],
};

/** The server that is installed for a candidate; the one that the application's own files start comes first. */
export function chooseServer(candidate: Pick<Candidate, 'framework' | 'mention'>, installed: Installed): ServerName | undefined {
  const able = ABLE[candidate.framework.interface];
  const { mention } = candidate;
  const wanted = able.find((server) => server === mention?.server && installed.has(server));
  // uvicorn under gunicorn, where the worker for it is there
  if (candidate.framework.interface === 'asgi' && installed.has('gunicorn') && installed.has('uvicorn-worker') && (wanted === undefined || mention?.server === 'gunicorn')) return 'gunicorn';
  return wanted ?? able.find((server) => installed.has(server));
}

/** The words that start a server with an application: on all addresses, stopped by SIGTERM, nothing written but to memory. */
export function serverCommand(server: ServerName, candidate: Candidate, index: AppIndex, installed: Installed, port: number, directory: string): string[] {
  const { module, attribute, isFactory, mention } = candidate;
  const kept = keptOptions(server, mention?.server === server ? mention : undefined, index);
  const target = `${module}:${attribute}`;
  const called = isFactory ? candidate.call ? `${module}:${candidate.call}` : `${target}()` : target;
  switch (server) {
    case 'gunicorn': return gunicorn(candidate, called, kept, index, installed, port, directory);
    case 'uvicorn': {
      const graceful = installed.isAtLeast('uvicorn', 0, 22) ? [`--timeout-graceful-shutdown=${GRACEFUL}`] : [];
      return ['uvicorn', target, ...(isFactory ? ['--factory'] : []), '--host=0.0.0.0', `--port=${port}`, ...graceful, ...kept];
    }
    case 'hypercorn': return ['hypercorn', called, `--bind=0.0.0.0:${port}`, `--graceful-timeout=${GRACEFUL}`, ...kept];
    case 'daphne': return ['daphne', '--bind=0.0.0.0', `--port=${port}`, ...kept, target];
    case 'granian': {
      const face = kept.some((word) => word.startsWith('--interface=')) ? [] : [`--interface=${candidate.framework.interface === 'wsgi' ? 'wsgi' : 'asgi'}`];
      const graceful = installed.isAtLeast('granian', 2, 4) ? [`--workers-kill-timeout=${GRACEFUL}`] : [];
      return ['granian', target, ...(isFactory ? ['--factory'] : []), ...face, '--host=0.0.0.0', `--port=${port}`, ...graceful, ...kept];
    }
    case 'waitress': return ['waitress-serve', `--listen=0.0.0.0:${port}`, ...kept, ...(isFactory ? ['--call'] : []), target];
    case 'uwsgi': {
      const name = (option: string) => kept.some((word) => word.split('=')[0] === option);
      return ['uwsgi', `--http-socket=0.0.0.0:${port}`, '--master', '--die-on-term', '--need-app', ...(name('--enable-threads') ? [] : ['--enable-threads']),
        ...kept, `--module=${called}`];
    }
  }
}

function gunicorn(candidate: Candidate, target: string, kept: readonly string[], index: AppIndex, installed: Installed, port: number, directory: string): string[] {
  const { mention } = candidate;
  const isMentioned = mention?.server === 'gunicorn';
  const named = isMentioned ? configOf(index, mention) : undefined;
  const config = gunicornConfig(index, named, directory);
  const worker = workerClass(candidate, config, installed);
  const single = isMentioned && mention.options.some(([name, value]) => name === '--workers' && value === '1');
  const says = (option: string, setting: string) => kept.some((word) => word.startsWith(`${option}=`)) || config?.sets.includes(setting) === true;
  // one slow client must not keep the health check waiting
  const threads = worker === undefined && candidate.framework.interface === 'wsgi' && !says('--threads', 'threads') && config?.workerClass === undefined && !config?.sets.includes('worker_class') ? ['--threads=4'] : [];
  const usesDefaultAttribute = target.endsWith(':application') && !candidate.isFactory;
  return [
    'gunicorn', ...(candidate.paste !== undefined ? [`--paste=${candidate.paste}`] : [usesDefaultAttribute ? target.slice(0, -':application'.length) : target]),
    ...(named === undefined ? [] : [`--config=${relativeTo(named, directory)}`]),
    `--bind=0.0.0.0:${port}`, ...(worker === undefined ? [] : [`--worker-class=${worker}`]), ...(single ? ['--workers=1'] : []), ...threads,
    '--worker-tmp-dir=/dev/shm', ...(installed.isAtLeast('gunicorn', 25, 1) ? ['--no-control-socket'] : []),
    ...(says('--graceful-timeout', 'graceful_timeout') ? [] : [`--graceful-timeout=${GRACEFUL}`]), ...kept,
  ];
}

/** A path as a command that runs in a directory takes it. */
export function relativeTo(path: string, directory: string): string {
  if (directory === '.') return path;
  return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : `${directory.split('/').map(() => '..').join('/')}/${path}`;
}

/** The worker of gunicorn that the interface needs, or that the application's own files ask for and is installed. */
function workerClass(candidate: Candidate, config: GunicornConfig | undefined, installed: Installed): string | undefined {
  const { framework, mention } = candidate;
  if (framework.interface === 'asgi') return 'uvicorn_worker.UvicornWorker';
  const wanted = mention?.server === 'gunicorn' ? mention.options.find(([name]) => name === '--worker-class')?.[1] : undefined;
  if (framework.interface === 'aiohttp') return wanted?.startsWith('aiohttp.') ? wanted : 'aiohttp.GunicornWebWorker';
  if (wanted === undefined || wanted === 'sync' || wanted.includes('$')) {
    if (wanted !== undefined || config?.sets.includes('worker_class')) return undefined;
    // WebSockets of Flask-SocketIO need a worker that keeps connections
    if (!installed.has('flask-socketio')) return undefined;
    return installed.has('gevent-websocket') ? 'geventwebsocket.gunicorn.workers.GeventWebSocketWorker' : installed.has('gevent') ? 'gevent' : undefined;
  }
  const needs = /gevent|eventlet|tornado|meinheld/.exec(wanted.toLowerCase())?.[0];
  return needs !== undefined && !installed.has(needs) ? undefined : wanted === 'gthread' ? undefined : wanted;
}

/** Options of the application's own line that hold in any image, each as one word. */
function keptOptions(server: ServerName, mention: Mention | undefined, index: AppIndex): string[] {
  const words: string[] = [];
  for (const [name, value] of mention?.options ?? []) {
    if (!KEPT[server].includes(name) || value.includes('$')) continue;
    if (name === '--env' && !/^[A-Z_]+=[\w.]+$/.test(value)) continue;
    if (name === '--static-path-mount' && (value.startsWith('/') || !index.files.directoryExists(value))) continue;
    const isBound = name === '--http' || name === '--workers';
    if (isBound && !/^[a-z]*$/.test(value)) continue;
    const word = value === '' ? name : `${name}=${value}`;
    if (!words.includes(word)) words.push(word);
  }
  // a log that goes to the terminal is wanted, one in a file has no place
  if (server === 'gunicorn' && mention?.options.some(([name, value]) => name === '--access-logfile' && value === '-')) words.push('--access-logfile=-');
  return words;
}

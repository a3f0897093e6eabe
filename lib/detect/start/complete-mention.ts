import { posix } from 'path';
import { AppIndex } from './app-index';
import { Mention } from './mention';
import { readIni } from '../../syntax/ini';
import { stringOf } from '../../syntax/walk-tree';

/** What a gunicorn configuration file of the application says. */
export interface GunicornConfig {
  readonly path: string;
  readonly application?: string;
  readonly workerClass?: string;
  /** Names that it sets. */
  readonly sets: readonly string[];
}

/** Options of uWSGI that mean the same wherever the image runs. */
const UWSGI_KEPT = ['processes', 'threads', 'harakiri', 'buffer-size', 'static-map', 'route', 'max-requests', 'lazy-apps', 'enable-threads', 'post-buffering', 'thunder-lock', 'gevent', 'mount', 'manage-script-name', 'pythonpath', 'listen', 'ignore-sigpipe', 'ignore-write-errors', 'disable-write-exception', 'single-interpreter', 'offload-threads', 'static-expires', 'static-gzip-all', 'http-keepalive', 'log-x-forwarded-for', 'mimefile', 'mime-file', 'hash-map', 'cheaper', 'reload-on-rss', 'worker-reload-mercy', 'strict'];

/** A mention with what the files of its server say: uWSGI's ini, gunicorn's configuration. */
export function completeMention(index: AppIndex, mention: Mention): Mention {
  if (mention.server === 'uwsgi') return mention.target === '' ? withUwsgiIni(index, mention) : mention;
  if (mention.server !== 'gunicorn' || mention.target !== '') return mention;
  const config = gunicornConfig(index, configOf(index, mention), mention.directory);
  return config?.application ? { ...mention, target: config.application, isFactory: /\)$/.test(config.application) } : mention;
}

/** The path of the configuration that a mention names, in the application. */
export function configOf(index: AppIndex, mention: Mention | undefined): string | undefined {
  const given = mention?.options.find(([name]) => name === '--config')?.[1].replace(/^file:/, '');
  if (mention === undefined || given === undefined || given.startsWith('python:')) return undefined;
  return locate(index, given, mention.directory);
}

/** The configuration that gunicorn reads: a named one, else `gunicorn.conf.py` where it starts. */
export function gunicornConfig(index: AppIndex, named: string | undefined, directory: string): GunicornConfig | undefined {
  const path = named ?? posix.join(directory, 'gunicorn.conf.py');
  if (!index.exists(path)) return undefined;
  const sets: string[] = [];
  const values: { [name: string]: string } = {};
  for (const statement of index.module(path).body) {
    if (statement.kind !== 'assign') continue;
    for (const target of statement.targets) {
      if (target.kind !== 'name') continue;
      sets.push(target.name);
      const text = stringOf(statement.value);
      if (text !== undefined) values[target.name] = text;
    }
  }
  return {
    path, sets, ...(values.wsgi_app ? { application: values.wsgi_app } : {}), ...(values.worker_class ? { workerClass: values.worker_class } : {}),
  };
}

/** A file by the path that a command gives, which is often that of another image. */
export function locate(index: AppIndex, given: string, directory: string): string | undefined {
  if (given.includes('$') && !given.includes('/')) return undefined;
  const path = posix.normalize(posix.join(directory, given));
  if (!given.startsWith('/') && index.exists(path)) return path;
  const parts = given.replace(/^\/+|^\.\//g, '').split('/');
  for (let i = 0; i < parts.length; i++) {
    const tail = parts.slice(i).join('/');
    if (index.exists(tail)) return tail;
  }
  return undefined;
}

function withUwsgiIni(index: AppIndex, mention: Mention): Mention {
  const named = mention.words.slice(1).find((word) => /\.ini$/.test(word)) ?? mention.options.find(([name]) => name === '--ini')?.[1];
  const path = named === undefined ? undefined : locate(index, named, mention.directory);
  if (path === undefined) return mention;
  const values = readIni(index.text(path)).filter(({ section }) => section === 'uwsgi').map(({ key, value, line }) => ({ key, value: value.replace(/\s+[;#].*$/, ''), line }));
  const value = (...keys: string[]) => values.find(({ key }) => keys.includes(key))?.value;
  const callable = value('callable');
  const file = value('wsgi-file', 'file')?.replace(/^\.\//, '').replace(/\.py$/, '').replace(/\//g, '.');
  const module = value('module', 'wsgi') ?? file ?? '';
  const target = module !== '' && callable && !module.includes(':') ? `${module}:${callable}` : module;
  // an `if-…` line makes what follows depend on another machine
  const conditional = values.findIndex(({ key }) => key.startsWith('if-'));
  const plain = (conditional < 0 ? values : values.slice(0, conditional)).filter(({ key, value: text }) => UWSGI_KEPT.includes(key) && !/\$\(|%\(|@\(/.test(text) && (!text.startsWith('/') || key === 'static-map'));
  const options = plain.flatMap(({ key, value: text }) => {
    const here = key === 'static-map' ? staticMap(index, text, mention.directory) : text;
    return here === undefined ? [] : [{ key, value: here }];
  }).map(({ key, value: text }) => [`--${key}`, /^(?:true|1)$/i.test(text) && !/^(?:processes|threads|gevent|cheaper)$/.test(key) ? '' : text] as const)
    .filter(([, text]) => !/^false$/i.test(text));
  const variables = values.filter(({ key }) => key === 'env').flatMap(({ value: text }) => {
    const [, name, given] = /^([A-Za-z_]\w*)=(\S+)$/.exec(text) ?? [];
    return name === undefined ? [] : [[name, given] as const];
  });
  const at = values.find(({ key }) => key === 'module' || key === 'wsgi' || key === 'wsgi-file')?.line ?? 1;
  return { ...mention, target, options: [...options, ...mention.options], environment: [...variables, ...mention.environment], ...(target === '' ? {} : { file: path, line: at }) };
}

/** `/media=/srv/shop/media`: a directory of another image is that of this one, or has no meaning here. */
function staticMap(index: AppIndex, text: string, directory: string): string | undefined {
  const [, prefix, path] = /^([^=]*)=(.*)$/.exec(text) ?? [];
  if (path === undefined || !path.startsWith('/')) return text;
  const parts = path.split('/').filter((part) => part !== '');
  // the directory itself may be made by what is written there
  const here = parts.map((_, i) => parts.slice(i).join('/')).find((tail) => index.files.directoryExists(tail) || (tail.includes('/') && index.files.directoryExists(posix.dirname(tail))));
  return here === undefined ? undefined : `${prefix}=${posix.relative(directory, here)}`;
}

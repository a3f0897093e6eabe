import { posix } from 'path';
import { AppIndex, moduleName } from './app-index';
import { locate } from './complete-mention';
import { Framework, MAKER_CALL } from './frameworks';
import { Mention } from './mention';
import { AppResolver, WebApp } from './resolve-app';
import { Statement } from '../../syntax/python-tree';
import { everyStatement } from '../../syntax/walk-tree';

/** An application that a server could be given. */
export interface Candidate {
  /** What has to be on Python's path, relative to the context. */
  readonly root: string;
  readonly module: string;
  /** `app`, or the name of a factory. */
  readonly attribute: string;
  readonly isFactory: boolean;
  /** Parameters of the factory that only its authors can give. */
  readonly required: readonly string[];
  /** `create_app("production")`: a call as the application's own files write it. */
  readonly call?: string;
  /** The ini file of Pyramid that says all of it instead. */
  readonly paste?: string;
  readonly framework: Framework;
  readonly file: string;
  readonly line: number;
  readonly origin: string;
  readonly mention?: Mention;
  readonly score: number;
}

const FILE_SCORES: { readonly [name: string]: number } = {
  wsgi: 30,
  asgi: 30,
  main: 25,
  app: 24,
  application: 24,
  autoapp: 22,
  server: 20,
  api: 18,
  __main__: 18,
  run: 16,
  web: 16,
  __init__: 15,
  index: 12,
  manage: 2,
  config: -10,
  settings: -10,
};
const ATTRIBUTE_SCORES: { readonly [name: string]: number } = { app: 5, application: 5, api: 3, wsgi: 3, asgi: 3, server: 3 };
const FACTORY = /^(?:(?:create|make|build|get|init|new)_?(?:[a-z]+_)?(?:app|application|api|server|wsgi|asgi)(?:_[a-z]+)?|app_factory|application_factory|factory|app|application|main|create|init_func)$/;
/** A module that binds a name as those of applications are called. */
const BINDS_APPLICATION = /^(?:app|application|api|server|wsgi|asgi)\b[^=\n]*=[^=]|^(?:async )?def \w*(?:app|application|factory|wsgi|asgi)\w*\(/m;
const DEVELOPMENT = /(?:^|[-_./])(?:dev|develop|development|debug|local|sample|mock|fake|stub|example|scripts?|playground|prototype|dummy|docs?)(?:[-_./]|$)/i;

/** Every application that the code makes, with how much speaks for each. */
export function codeCandidates(index: AppIndex, resolver: AppResolver): Candidate[] {
  const found: Candidate[] = [];
  for (const file of index.sources) {
    const text = index.text(file);
    const base = posix.basename(file, '.py');
    if (!MAKER_CALL.test(text) && !BINDS_APPLICATION.test(text) && !/^(?:wsgi|asgi|passenger_wsgi)$/.test(base)) continue;
    const root = rootOf(index, file);
    const scope = resolver.scope(file, root);
    const names = new Set<string>();
    const functions = new Set<string>();
    for (const statement of scope.statements) {
      if (statement.kind === 'function' && FACTORY.test(statement.name)) functions.add(statement.name);
      if (statement.kind !== 'assign') continue;
      for (const target of statement.targets) {
        const first = target.kind === 'list' ? target.items[0] : target;
        if (first?.kind === 'name' && !first.name.includes('.')) names.add(first.name);
      }
    }
    // what is only passed on counts where a server is told to look
    if (/^(?:wsgi|asgi|passenger_wsgi)$/.test(base)) ['application', 'app'].forEach((name) => names.add(name));
    for (const name of [...names, ...functions]) {
      const app = resolver.attribute(scope, name);
      if (app && (!app.isFactory || functions.has(name))) found.push(scored(index, app, root));
    }
    if (!found.some((one) => one.file === file)) found.push(...bySpelling(index, scope.statements, file, root));
  }
  return found;
}

/** `application = anything()` in a file called wsgi.py: its name says what it is, whoever makes it. */
function bySpelling(index: AppIndex, statements: Iterable<Statement>, file: string, root: string): Candidate[] {
  const face = /(?:^|\/)(wsgi|asgi)\.py$/.exec(file)?.[1];
  if (face !== 'wsgi' && face !== 'asgi') return [];
  const assigned = [...statements].flatMap((statement) => statement.kind === 'assign' && statement.value?.kind === 'call' ? [statement] : []);
  const made = ['application', 'app'].flatMap((name) => assigned.filter(({ targets }) => targets.some((target) => target.kind === 'name' && target.name === name)).map(({ line }) => ({ name, line })));
  const [first] = made;
  if (first === undefined) return [];
  const framework: Framework = { name: face.toUpperCase(), interface: face, distribution: '' };
  const candidate = scored(index, { framework, attribute: first.name, isFactory: false, required: [], file, line: first.line, origin: `${file}:${first.line}` }, root);
  return [{ ...candidate, score: candidate.score - 20 }];
}

function scored(index: AppIndex, app: WebApp, root: string): Candidate {
  const base = posix.basename(app.file, '.py');
  const depth = app.file.split('/').length - 1;
  const attribute = dashed(app);
  const score = (FILE_SCORES[base] ?? 10) + (ATTRIBUTE_SCORES[app.attribute] ?? 0) - 3 * depth
    + (app.isFactory ? (app.required.length > 0 ? -30 : -2) : 10)
    + (DEVELOPMENT.test(app.file) ? -25 : 0) + (app.attribute.startsWith('_') ? -15 : 0);
  return {
    root,
    module: moduleName(app.file, root),
    attribute,
    isFactory: app.isFactory,
    required: app.required,
    framework: app.framework,
    file: app.file,
    line: app.line,
    origin: app.framework.name === 'Django' ? `django:${djangoProject(index, app.file)}` : app.origin,
    score,
  };
}

/** A Dash application is no WSGI application, its Flask server is. */
function dashed(app: WebApp): string {
  return app.framework.name === 'Dash' && !app.isFactory && !app.attribute.includes('.') && app.attribute !== 'server' ? `${app.attribute}.server` : app.attribute;
}

/** The nearest folder with a manage.py: one Django project. */
function djangoProject(index: AppIndex, file: string): string {
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    if (index.exists(posix.join(folder, 'manage.py')) || folder === '.') return folder;
  }
}

/** The candidate that a line of the application's own files names; undefined when there is no such module any more. */
export function mentioned(index: AppIndex, resolver: AppResolver, mention: Mention): Candidate | undefined {
  const [, module, attribute = defaultAttribute(mention), args] = /^([\w.]+)(?::([\w.]+)(?:\((.*)\))?)?$/.exec(mention.target) ?? [];
  if (module === undefined) return undefined;
  const place = findModule(index, module, mention);
  if (!place) return undefined;
  const scope = resolver.scope(place.file, place.root);
  const app = resolver.attribute(scope, attribute);
  if (!app && !isDefined(scope.statements, attribute.split('.')[0]) && !scope.imports.has(attribute.split('.')[0]) && scope.stars.length === 0) return undefined;
  const isFactory = mention.isFactory || args !== undefined;
  return {
    root: place.root,
    module: moduleName(place.file, place.root),
    attribute,
    isFactory,
    required: args === undefined && app?.isFactory ? app.required : [],
    ...(args !== undefined && args.trim() !== '' ? { call: `${attribute}(${args})` } : {}),
    framework: app?.framework ?? byServer(mention),
    file: place.file,
    line: app?.line ?? 1,
    origin: app?.framework.name === 'Django' ? `django:${djangoProject(index, place.file)}` : app?.origin ?? `${place.file}:${attribute}`,
    mention,
    score: 1000 + mention.weight + (/prod/i.test(mention.words.join(' ')) ? 2 : 0),
  };
}

function byServer(mention: Mention): Framework {
  const worker = mention.options.find(([name]) => name === '--worker-class')?.[1] ?? '';
  const face = mention.options.find(([name]) => name === '--interface')?.[1] ?? '';
  if (/aiohttp/.test(worker)) return { name: 'aiohttp', interface: 'aiohttp', distribution: 'aiohttp' };
  if (mention.server === 'sanic') return { name: 'Sanic', interface: 'own', distribution: 'sanic' };
  const isAsgi = ['uvicorn', 'hypercorn', 'daphne'].includes(mention.server) || /uvicorn|asgi/i.test(worker) || (mention.server === 'granian' && !/wsgi/.test(face) && face !== '');
  return { name: isAsgi ? 'ASGI' : 'WSGI', interface: isAsgi ? 'asgi' : 'wsgi', distribution: '' };
}

/** What a server takes when only a module is given. */
function defaultAttribute(mention: Mention): string {
  return mention.server === 'gunicorn' || mention.server === 'uwsgi' ? 'application' : 'app';
}

function isDefined(statements: Iterable<ReturnType<typeof everyStatement> extends Generator<infer S> ? S : never>, name: string): boolean {
  for (const statement of statements) {
    if ((statement.kind === 'function' || statement.kind === 'class') && statement.name === name) return true;
    if (statement.kind === 'assign' && statement.targets.some((target) => (target.kind === 'list' ? target.items : [target]).some((item) => item.kind === 'name' && item.name === name))) return true;
  }
  return false;
}

function findModule(index: AppIndex, module: string, mention: Mention): { file: string; root: string } | undefined {
  const option = (name: string) => mention.options.find(([given]) => given === name)?.[1];
  const moved = [option('--chdir'), option('--app-dir'), option('--pythonpath'), mention.environment.find(([name]) => name === 'PYTHONPATH')?.[1]]
    .flatMap((path) => (path ?? '').split(/[:,]/)).filter((path) => path !== '')
    .map((path) => posix.normalize(posix.join(mention.directory, path.replace(/^\/+/, ''))));
  for (const root of [...moved, mention.directory, '.', 'src']) {
    const file = index.fileOf(module, root);
    if (file) return { file, root };
  }
  const tail = `/${module.replace(/\./g, '/')}`;
  const below = index.sources.filter((path) => path.endsWith(`${tail}.py`) || path.endsWith(`${tail}/__init__.py`));
  // the folder of the file that says it is nearer than any other
  const home = posix.dirname(mention.file);
  const nearest = below.find((path) => home !== '.' && path.startsWith(`${home}/`)) ?? below[0];
  return nearest === undefined ? undefined : { file: nearest, root: rootOf(index, nearest) };
}

/** What has to be on Python's path for a file's own imports to be found. */
export function rootOf(index: AppIndex, file: string): string {
  const nearest = index.packageRoot(file);
  const tops = new Set<string>();
  let relative = false;
  for (const statement of everyStatement(index.module(file).body)) {
    if (statement.kind === 'import') {
      statement.names.forEach(({ source }) => source.startsWith('.') ? relative = true : tops.add(source.split('.')[0]));
    } else if (statement.kind === 'expression' && statement.value.kind === 'call' && statement.value.args[0]?.kind === 'string' && statement.value.args[0].value === 'DJANGO_SETTINGS_MODULE') {
      const given = statement.value.args[1];
      if (given?.kind === 'string') tops.add(given.value.split('.')[0]);
    }
  }
  const roots = [nearest];
  while (roots[roots.length - 1] !== '.') roots.push(posix.dirname(roots[roots.length - 1]));
  // without __init__.py a relative import still needs a package
  if (relative && nearest === posix.dirname(file) && nearest !== '.') roots.shift();
  const found = (root: string) => [...tops].filter((top) => index.exists(posix.join(root, `${top}.py`)) || index.files.directoryExists(posix.join(root, top))).length
    // an import of the package that the file is in says where that package is found
    + [...tops].filter((top) => file.startsWith(root === '.' ? `${top}/` : `${root}/${top}/`)).length * 5;
  return roots.map((root, i) => ({ root, i, count: found(root) })).sort((a, b) => b.count - a.count || a.i - b.i)[0].root;
}

/** The Python file that a command runs. */
export function scriptOf(index: AppIndex, mention: Mention): string | undefined {
  if (mention.target.endsWith('.py')) return locate(index, mention.target, mention.directory);
  const place = findModule(index, mention.target, mention);
  if (!place) return undefined;
  if (!place.file.endsWith('__init__.py')) return place.file;
  const main = place.file.replace(/__init__\.py$/, '__main__.py');
  return index.exists(main) ? main : undefined;
}

import { posix } from 'path';
import { AppIndex, moduleName } from './app-index';
import { rootOf } from './candidate';
import { AppResolver } from './resolve-app';
import { ModuleScope } from './scope';
import { Call, Expression } from '../../syntax/python-tree';
import { argument, everyCall, everyStatement, stringOf } from '../../syntax/walk-tree';

/** What a value comes to when the program starts. */
export type Known =
  | { readonly kind: 'literal'; readonly value: string }
  /** An environment variable decides, with a default or without. */
  | { readonly kind: 'variable'; readonly name: string; readonly fallback?: string }
  | { readonly kind: 'unknown' };

/** A file that starts a server itself when it runs. */
export interface SelfRun {
  readonly file: string;
  readonly line: number;
  readonly framework: string;
  readonly host: Known;
  readonly port: Known;
  /** The name of the application that it serves, in its module: it could be given to another server. */
  readonly serves?: string;
  /** An import string for the application: `shop.main:app`. */
  readonly target?: string;
}

interface Runner {
  readonly framework: string;
  readonly host: readonly [string, number | undefined];
  readonly port: readonly [string, number | undefined];
  readonly defaultHost: string;
  readonly defaultPort: string;
}

const runner = (framework: string, defaultHost: string, defaultPort: string, host: readonly [string, number | undefined] = ['host', undefined], port: readonly [string, number | undefined] = ['port', undefined]): Runner =>
  ({ framework, host, port, defaultHost, defaultPort });

/** Calls that serve until the process ends, by their full names, and where they listen by default. */
const RUNNERS: { readonly [qualified: string]: Runner } = {
  'aiohttp.web.run_app': runner('aiohttp', '0.0.0.0', '8080'),
  'uvicorn.run': runner('uvicorn', '127.0.0.1', '8000'),
  'waitress.serve': runner('waitress', '0.0.0.0', '8080'),
  'nicegui.ui.run': runner('NiceGUI', '0.0.0.0', '8080'),
  'bottle.run': runner('Bottle', '127.0.0.1', '8080'),
  'cherrypy.quickstart': runner('CherryPy', '127.0.0.1', '8080'),
  'fasthtml.common.serve': runner('uvicorn', '0.0.0.0', '5001'),
};

const WORDS = /^[ \t]*(?:from|import)[ \t]+(?:aiohttp|uvicorn|waitress|cherrypy|gradio|nicegui|bottle|tornado|fasthtml|sanic)\b|\.launch\(/m;

/** Arguments of Gradio's launch() that nothing else called so has. */
const OF_GRADIO = ['server_name', 'server_port', 'share', 'inbrowser', 'prevent_thread_lock', 'allowed_paths', 'favicon_path', 'show_error'];

/** Files that start a server themselves. */
export function selfRuns(index: AppIndex, resolver: AppResolver): SelfRun[] {
  const found: SelfRun[] = [];
  for (const file of index.sources) {
    if (!WORDS.test(index.text(file))) continue;
    const scope = resolver.scope(file, rootOf(index, file));
    for (const call of everyCall(index.module(file).body)) {
      const run = runOf(scope, call, resolver);
      if (run) found.push(run);
    }
  }
  return found;
}

function runOf(scope: ModuleScope, call: Call, resolver: AppResolver): SelfRun | undefined {
  const qualified = scope.qualify(call);
  const known = Object.hasOwn(RUNNERS, qualified) ? RUNNERS[qualified] : starRunner(scope, qualified);
  const base = { file: scope.file, line: call.line };
  if (known) {
    const [first] = call.args;
    const target = stringOf(first) ?? stringOf(argument(call, 'app'));
    return {
      ...base,
      framework: known.framework,
      host: valueOf(scope, argument(call, ...known.host), known.defaultHost),
      port: valueOf(scope, argument(call, ...known.port), known.defaultPort),
      ...(first?.kind === 'name' ? { serves: first.name } : {}),
      ...(target !== undefined && /^[\w.]+:\w+$/.test(target) ? { target } : {}),
    };
  }
  const name = call.callee.kind === 'name' || call.callee.kind === 'member' ? call.callee.name : '';
  const method = /(?:^|\.)([A-Za-z_]+)$/.exec(name)?.[1];
  if (call.callee.kind === 'name' && !name.includes('.')) return undefined;
  const imports = [...scope.imports.values()];
  const uses = (root: string) => imports.some((source) => source === root || source.startsWith(`${root}.`));
  if (method === 'listen' && uses('tornado')) {
    return { ...base, framework: 'Tornado', host: valueOf(scope, argument(call, 'address', 1), '0.0.0.0'), port: valueOf(scope, argument(call, 'port', 0), '') };
  }
  if (method === 'launch' && (uses('gradio') || call.keywords.some(([key]) => OF_GRADIO.includes(key)))) return { ...base, framework: 'Gradio', host: valueOf(scope, argument(call, 'server_name'), '127.0.0.1'), port: valueOf(scope, argument(call, 'server_port'), '7860') };
  if (method === 'run' && call.callee.kind === 'name' && uses('sanic')) {
    const app = resolver.attribute(scope, name.slice(0, name.lastIndexOf('.')));
    if (app?.framework.name === 'Sanic') return { ...base, framework: 'Sanic', host: valueOf(scope, argument(call, 'host', 0), '127.0.0.1'), port: valueOf(scope, argument(call, 'port', 1), '8000') };
  }
  return undefined;
}

function starRunner(scope: ModuleScope, qualified: string): Runner | undefined {
  const name = scope.stars.map((module) => `${module}.${qualified}`).find((full) => Object.hasOwn(RUNNERS, full));
  return name === undefined ? undefined : RUNNERS[name];
}

/** What an argument comes to: a literal, a variable of the environment, or a constant of the module that is one of these. */
export function valueOf(scope: ModuleScope, value: Expression | undefined, fallback: string, depth = 0): Known {
  if (value === undefined) return { kind: 'literal', value: fallback };
  if (value.kind === 'string') return { kind: 'literal', value: value.value };
  if (value.kind === 'number') return { kind: 'literal', value: String(value.value) };
  if (depth > 5) return { kind: 'unknown' };
  if (value.kind === 'call') {
    const qualified = scope.qualify(value);
    if (qualified === 'os.environ.get' || qualified === 'os.getenv') {
      const name = stringOf(value.args[0]);
      const given = argument(value, 'default', 1);
      const other = given === undefined ? undefined : valueOf(scope, given, '', depth + 1);
      return name === undefined ? { kind: 'unknown' } : { kind: 'variable', name, ...(other?.kind === 'literal' ? { fallback: other.value } : {}) };
    }
    if (['int', 'str'].includes(qualified) && value.args.length === 1) return valueOf(scope, value.args[0], fallback, depth + 1);
    return { kind: 'unknown' };
  }
  if (value.kind === 'subscript' && scope.qualify(value.object) === 'os.environ') {
    const name = stringOf(value.index);
    return name === undefined ? { kind: 'unknown' } : { kind: 'variable', name };
  }
  if (value.kind === 'binary' && value.operator === 'or') {
    const left = valueOf(scope, value.left, '', depth + 1);
    const right = valueOf(scope, value.right, '', depth + 1);
    return left.kind === 'variable' && right.kind === 'literal' ? { ...left, fallback: right.value } : { kind: 'unknown' };
  }
  if (value.kind === 'name' && !value.name.includes('.')) {
    for (const statement of everyStatement(scope.index.module(scope.file).body)) {
      if (statement.kind === 'assign' && statement.value && statement.targets.some((target) => target.kind === 'name' && target.name === value.name)) {
        return valueOf(scope, statement.value, fallback, depth + 1);
      }
    }
  }
  return { kind: 'unknown' };
}

/** The words that run a file, and the folder to run them in: `python -m package` where the file needs its package. */
export function runFile(index: AppIndex, file: string): { words: string[]; root: string } {
  const root = rootOf(index, file);
  const module = moduleName(file, root);
  const isMain = posix.basename(file) === '__main__.py';
  if (isMain) return { words: ['python', '-m', module.replace(/\.__main__$/, '')], root };
  if (module.includes('.')) return { words: ['python', '-m', module], root };
  return { words: ['python', root === '.' ? file : file.slice(root.length + 1)], root };
}

/** The words as they are written in the props, for which the context is where they run. */
export function fromContext(file: string, words: readonly string[], root: string): readonly string[] {
  return root === '.' ? words : ['python', file];
}

/** A script of Streamlit, Chainlit or Panel is what its program runs. */
export function scriptApps(index: AppIndex): Array<{ program: 'streamlit' | 'chainlit' | 'panel'; file: string; line: number }> {
  const roots: ReadonlyArray<readonly ['streamlit' | 'chainlit' | 'panel', RegExp]> = [
    ['streamlit', /^[ \t]*(?:import|from)[ \t]+streamlit\b/m], ['chainlit', /^[ \t]*(?:import|from)[ \t]+chainlit\b/m], ['panel', /^[ \t]*(?:import|from)[ \t]+panel\b/m],
  ];
  const score = (file: string) => {
    const base = posix.basename(file, '.py').toLowerCase();
    const place = ['streamlit_app', 'app', 'main', 'home', 'index', 'run'].indexOf(base);
    return (place < 0 ? 20 : place) + 10 * (file.split('/').length - 1) + (/(?:^|\/)pages\//.test(file) ? 100 : 0);
  };
  return roots.flatMap(([program, words]) => index.sources.filter((file) => words.test(index.text(file)) && !/(?:^|\/)pages\//.test(file))
    .map((file) => ({ program, file, line: index.text(file).slice(0, index.text(file).search(words)).split('\n').length })))
    .sort((a, b) => score(a.file) - score(b.file) || (a.file < b.file ? -1 : 1));
}

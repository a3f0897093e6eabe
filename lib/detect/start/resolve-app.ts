import { AppIndex } from './app-index';
import { Framework, frameworkOf, wrapped } from './frameworks';
import { ModuleScope } from './scope';
import { Call, Expression, FunctionStatement, Statement } from '../../syntax/python-tree';
import { executed } from '../../syntax/walk-tree';

/** A web application that a name in a module stands for. */
export interface WebApp {
  readonly framework: Framework;
  /** Attribute of the module: `app`, `server.wsgi`. */
  readonly attribute: string;
  readonly isFactory: boolean;
  /** Parameters that a call of the factory has to give. */
  readonly required: readonly string[];
  readonly file: string;
  readonly line: number;
  /** Where the application itself is made: two names of the same one agree here. */
  readonly origin: string;
}

/** How far a name is followed from module to module. */
const DEEPEST = 8;

/** Follows names through the application's modules to the call that makes a web application. */
export class AppResolver {
  private readonly scopes = new Map<string, ModuleScope>();

  constructor(public readonly index: AppIndex) {}

  public scope(file: string, root: string): ModuleScope {
    const key = `${root}\0${file}`;
    const scope = this.scopes.get(key) ?? new ModuleScope(this.index, file, root);
    this.scopes.set(key, scope);
    return scope;
  }

  /** What an attribute of a module stands for, if that is a web application or makes one. */
  public attribute(scope: ModuleScope, name: string, depth = 0): WebApp | undefined {
    const [first, ...rest] = name.split('.');
    if (depth > DEEPEST) return undefined;
    let found: WebApp | undefined;
    for (const statement of scope.statements) {
      if (statement.kind === 'function' && statement.name === first) found = this.factory(scope, statement, depth);
      if (statement.kind === 'assign' && statement.operator === '=' && statement.value) {
        for (const target of statement.targets) {
          const value = assigned(target, statement.value, first);
          if (value) found = this.value(scope, value, [], depth + 1) ?? (isPlaceholder(value) ? found : undefined);
        }
      }
    }
    if (!found) {
      const imported = scope.imports.get(first);
      if (imported !== undefined && imported !== first) found = this.imported(scope, imported, depth);
    }
    if (!found) return undefined;
    // an attribute of it: Dash's Flask application is `app.server`
    return { ...found, attribute: [first, ...rest].join('.'), file: scope.file };
  }

  /** A web application that a full name leads to in another module of the application. */
  public imported(scope: ModuleScope, qualified: string, depth = 0): WebApp | undefined {
    const at = qualified.lastIndexOf('.');
    if (at < 0 || depth > DEEPEST) return undefined;
    const file = scope.find(qualified.slice(0, at));
    if (file === undefined || file === scope.file) return undefined;
    return this.attribute(this.scope(file, scope.root), qualified.slice(at + 1), depth + 1);
  }

  /** What a value is; `locals` are the statements of the function around it. */
  public value(scope: ModuleScope, value: Expression, locals: readonly Statement[], depth: number): WebApp | undefined {
    if (depth > DEEPEST) return undefined;
    if (value.kind === 'name') return this.named(scope, value.name, locals, depth);
    if (value.kind === 'list') return value.items[0] && this.value(scope, value.items[0], locals, depth + 1);
    if (value.kind === 'binary' && (value.operator === 'or' || value.operator === 'and')) {
      return this.value(scope, value.right, locals, depth + 1) ?? this.value(scope, value.left, locals, depth + 1);
    }
    if (value.kind !== 'call') return undefined;
    const qualified = scope.qualify(value);
    const direct = this.made(scope, qualified, value, depth);
    if (direct) return direct;
    // a method of Pyramid's Configurator, whatever that is called here
    const method = value.callee.kind === 'member' || value.callee.kind === 'name' ? value.callee.name : '';
    if (/\.make_wsgi_app$/.test(`${value.callee.kind === 'member' ? '.' : ''}${method}`)) return this.app(scope, { name: 'Pyramid', interface: 'wsgi', distribution: 'pyramid' }, value);
    const own = this.ownFunction(scope, value, depth);
    if (own !== 'unknown') return own;
    // a wrapper of somebody else's around an application is an application
    for (const given of [...value.args.slice(0, 2), ...value.keywords.filter(([name]) => /app|wsgi|asgi/.test(name)).map(([, inner]) => inner)]) {
      const inner = this.value(scope, given, locals, depth + 1);
      if (inner && !inner.isFactory && !/(?:^|\.)(?:Api|API|SocketIO|Migrate|SQLAlchemy|CORS|run|Limiter|Instrumentator|init_app|TestClient|Celery|FlaskInjector|Admin|Talisman|LoginManager|JWTManager|Babel|Mail|Bootstrap|Debug\w*)$/.test(qualified)) {
        return { ...inner, framework: wrapped(inner.framework, qualified), line: value.line };
      }
    }
    return undefined;
  }

  private app(scope: ModuleScope, framework: Framework, value: { readonly line: number }): WebApp {
    return { framework, attribute: '', isFactory: false, required: [], file: scope.file, line: value.line, origin: `${scope.file}:${value.line}` };
  }

  private made(scope: ModuleScope, qualified: string, call: Call, depth: number): WebApp | undefined {
    const framework = frameworkOf(qualified) ?? this.ownClass(scope, qualified, depth) ?? this.starred(scope, qualified);
    return framework && this.app(scope, framework, call);
  }

  /** `from fasthtml.common import *` and the like. */
  private starred(scope: ModuleScope, qualified: string): Framework | undefined {
    if (qualified.includes('.')) return undefined;
    return scope.stars.map((module) => frameworkOf(`${module}.${qualified}`)).find((framework) => framework !== undefined);
  }

  /** A class of the application's own that extends a framework's. */
  private ownClass(scope: ModuleScope, qualified: string, depth: number): Framework | undefined {
    if (depth > DEEPEST || qualified === '') return undefined;
    const at = qualified.lastIndexOf('.');
    const file = at < 0 ? scope.file : scope.find(qualified.slice(0, at));
    if (file === undefined) return undefined;
    const home = this.scope(file, scope.root);
    const name = qualified.slice(at + 1);
    for (const statement of home.statements) {
      if (statement.kind !== 'class' || statement.name !== name) continue;
      for (const base of statement.bases) {
        const found = frameworkOf(home.qualify(base)) ?? (home.qualify(base) === qualified ? undefined : this.ownClass(home, home.qualify(base), depth + 1));
        if (found) return found;
      }
    }
    const imported = home.imports.get(name);
    return imported !== undefined && imported !== qualified && file !== scope.file ? frameworkOf(imported) ?? this.ownClass(home, imported, depth + 1) : undefined;
  }

  /** What a call of a function of the application gives; `unknown` when the function is not its own. */
  private ownFunction(scope: ModuleScope, call: Call, depth: number): WebApp | undefined | 'unknown' {
    const qualified = scope.qualify(call);
    if (qualified === '') return 'unknown';
    const at = qualified.lastIndexOf('.');
    const local = at < 0;
    const file = local ? scope.file : scope.find(qualified.slice(0, at));
    if (file === undefined) return 'unknown';
    const made = this.attribute(this.scope(file, scope.root), qualified.slice(at + 1), depth + 1);
    if (!made?.isFactory) return local || made ? made && { ...made, isFactory: false } : 'unknown';
    return { ...made, isFactory: false, required: [], line: call.line, file: scope.file };
  }

  private named(scope: ModuleScope, name: string, locals: readonly Statement[], depth: number): WebApp | undefined {
    const [first, ...rest] = name.split('.');
    let found: WebApp | undefined;
    for (const statement of executed(locals)) {
      if (statement.kind !== 'assign' || !statement.value || statement.operator !== '=') continue;
      for (const target of statement.targets) {
        const value = assigned(target, statement.value, first);
        if (value && !(value.kind === 'name' && value.name === name)) found = this.value(scope, value, locals.filter((one) => one !== statement), depth + 1) ?? found;
      }
    }
    if (found) return rest.length === 0 || ['wsgi_app', 'server', 'app', 'asgi_app'].includes(rest.join('.')) ? found : undefined;
    if (rest.length > 0 && scope.imports.has(first)) return this.imported(scope, scope.qualify({ kind: 'name', name, line: 0 }), depth + 1);
    const own = this.attribute(scope, first, depth + 1);
    if (!own || rest.length === 0) return own;
    return ['wsgi_app', 'server', 'app', 'asgi_app'].includes(rest.join('.')) ? own : undefined;
  }

  /** A function that returns a web application. */
  private factory(scope: ModuleScope, statement: FunctionStatement, depth: number): WebApp | undefined {
    const annotated = statement.returns && frameworkOf(scope.qualify(statement.returns));
    const returned = annotated ? this.app(scope, annotated, statement) : this.returned(scope, statement, depth);
    if (!returned) return undefined;
    const required = statement.parameters.filter(({ isRequired }) => isRequired).map(({ name }) => name);
    return { ...returned, isFactory: true, required, attribute: statement.name, file: scope.file, line: statement.line };
  }

  private returned(scope: ModuleScope, statement: FunctionStatement, depth: number): WebApp | undefined {
    for (const inner of executed(statement.body)) {
      const app = inner.kind === 'return' && inner.value ? this.value(scope, inner.value, statement.body, depth + 1) : undefined;
      if (app) return app;
    }
    return undefined;
  }
}

/** The value that an assignment gives to a name; the first of several for a tuple. */
function assigned(target: Expression, value: Expression, name: string): Expression | undefined {
  if (target.kind === 'name') return target.name === name ? value : undefined;
  if (target.kind !== 'list') return undefined;
  const at = target.items.findIndex((item) => item.kind === 'name' && item.name === name);
  if (at < 0) return undefined;
  return value.kind === 'list' ? value.items[at] : at === 0 ? value : undefined;
}

function isPlaceholder(value: Expression): boolean {
  return value.kind === 'constant' || value.kind === 'other';
}

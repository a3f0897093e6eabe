import { prefixedReads } from './prefixed-reads';
import { ModuleScope } from './scope';
import { isPydanticSettings } from './settings-classes';
import { Call, Expression, Statement } from '../../syntax/python-tree';
import { argument, everyStatement, everyValue, executed, isMainGuard, stringOf, valuesOf } from '../../syntax/walk-tree';

/** A variable of the environment that a module needs when it is imported. */
export interface EnvironmentRead {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'boolean' | 'url' | 'json';
  readonly file: string;
  readonly line: number;
}

/** Libraries whose objects and functions read the environment by name. */
const READERS = /^(?:environ\.(?:Env|FileAwareEnv)|environs\.(?:Env|FileAwareEnv)|decouple\.(?:config|Config|AutoConfig)|starlette\.config\.Config|everett\.manager\.ConfigManager(?:\.\w+)?|prettyconf\.(?:config|Configuration)|envparse\.(?:env|Env))$/;

/** Calls that fail on nothing where they want an address, or the name of a configuration. */
const NEEDS_VALUE = /(?:^|\.)(?:create_engine|create_async_engine|from_object|from_url|MongoClient|AsyncIOMotorClient|AsyncMongoClient|databases\.Database|psycopg2?\.connect|urlparse)$/;

/** Functions that make the application when the server starts. */
const MAKES_APPLICATION = /^(?:create|make|build|get)_(?:\w+_)?app(?:lication)?$/;

/** What every image has. */
const SYSTEM = /^(?:PATH|HOME|PWD|USER|HOSTNAME|LANG|SHELL|TMPDIR|PYTHONPATH)$/;

/** Methods of django-environ and environs, by what they parse. */
const TYPES: { readonly [method: string]: EnvironmentRead['type'] } = { bool: 'boolean', int: 'integer', float: 'integer', decimal: 'integer', db: 'url', dj_db_url: 'url', db_url: 'url', cache: 'url', cache_url: 'url', dj_cache_url: 'url', email: 'url', email_url: 'url', url: 'url', search_url: 'url', json: 'json', dict: 'json' };
const IMPLIED: { readonly [method: string]: string } = { db: 'DATABASE_URL', db_url: 'DATABASE_URL', cache: 'CACHE_URL', cache_url: 'CACHE_URL', email: 'EMAIL_URL', email_url: 'EMAIL_URL' };

/** Variables that the module cannot do without, each once. */
export function requiredVariables(scope: ModuleScope): EnvironmentRead[] {
  const body = scope.index.module(scope.file).body;
  const helpers = ownHelpers(scope, body);
  const readers = new Map<string, readonly string[]>();
  const found = new Map<string, EnvironmentRead>();
  const optional = new Set<string>();
  /** Names of the module that hold a variable read without a default. */
  const held = new Map<string, { readonly name: string; readonly line: number }>();
  const add = (name: string | undefined, type: EnvironmentRead['type'], line: number) => {
    if (name !== undefined && /^[A-Za-z_]\w*$/.test(name) && !SYSTEM.test(name) && !found.has(name)) found.set(name, { name, type, file: scope.file, line });
  };
  const look = (statement: Statement) => {
    for (const whole of valuesOf(statement)) {
      for (const [value, around] of everyValue(whole)) {
        if (around?.kind === 'other' && around.parts.length === 3 && readsEnvironment(scope, around.parts[1])) continue; // `x if … else y`
        if (value.kind === 'subscript' && isEnviron(scope, value.object)) {
          if (!(statement.kind === 'assign' && statement.targets.includes(value))) add(stringOf(value.index), kindOf(scope, around), value.line);
        } else if (value.kind === 'call') {
          readCall(value, around, statement);
        }
      }
    }
  };
  const readCall = (call: Call, around: Expression | undefined, statement: Statement) => {
    const qualified = scope.qualify(call);
    const name = stringOf(call.args[0]);
    if (/^configurations\.values\.\w*Value$/.test(qualified)) {
      const [target] = statement.kind === 'assign' ? statement.targets : [];
      const must = /SecretValue$/.test(qualified) || call.keywords.some(([key, value]) => key === 'environ_required' && value.kind === 'constant' && value.value === true);
      if (must && target?.kind === 'name') add(stringOf(argument(call, 'environ_name')) ?? `DJANGO_${target.name}`, 'text', call.line);
      return;
    }
    if (qualified === 'os.environ.setdefault' && name !== undefined) optional.add(name);
    if (qualified === 'os.environ.get' || qualified === 'os.getenv' || qualified === 'os.environ.pop') {
      const used = around?.kind === 'member' || (around?.kind === 'call' && around.callee !== call && ['int', 'float', 'json.loads', 'base64.b64decode', 'dj_database_url.parse'].includes(scope.qualify(around)));
      const secret = statement.kind === 'assign' && statement.targets.some((target) => target.kind === 'name' && target.name === 'SECRET_KEY') && statement.value === call;
      const given = call.args.length > 1 || argument(call, 'default') !== undefined;
      if (!given && name !== undefined && statement.kind === 'assign' && statement.value === call) statement.targets.forEach((target) => target.kind === 'name' && held.set(target.name, { name, line: call.line }));
      if (!given && (used || secret || (around?.kind === 'call' && around.args[0] === call && NEEDS_VALUE.test(scope.qualify(around))))) add(name, kindOf(scope, around), call.line);
      return;
    }
    const [wanted] = call.args;
    const holds = wanted?.kind === 'name' && NEEDS_VALUE.test(qualified) ? held.get(wanted.name) : undefined;
    if (holds) add(holds.name, 'url', holds.line);
    const [owner, method = ''] = splitMethod(call.callee);
    const known = READERS.test(qualified) || readers.has(owner === '' ? method : owner) || READERS.test(scope.imports.get(owner) ?? '');
    if (/^(?:environ|environs)\.Env/.test(qualified)) return;
    if (known) {
      const type = owner === '' ? 'text' : TYPES[method] ?? 'text';
      if (owner !== '' && ['read_env', 'read_envfile', 'prefixed', 'seal', 'with_options', 'from_dict', 'basic_config'].includes(method)) return;
      const given = name ?? (call.args.length === 0 ? IMPLIED[method] : undefined);
      const cast = argument(call, 'cast') ?? argument(call, 'parser') ?? (owner === '' && isCast(call.args[1]) ? call.args[1] : undefined);
      const hasDefault = argument(call, 'default') !== undefined || (call.args.length > 1 && !isCast(call.args[1])) || call.args.length > 2
        || call.keywords.some(([key, value]) => key === 'raise_error' && value.kind === 'constant' && value.value === false)
        || (readers.get(owner === '' ? method : owner) ?? []).includes(given ?? '');
      if (!hasDefault) add(given, cast ? castType(cast) : type, call.line);
    } else if (helpers.has(qualified) && name !== undefined && call.args.length === 1 && call.keywords.length === 0) {
      add(name, kindOf(scope, around), call.line);
    }
  };
  for (const statement of executed(body)) {
    if (statement.kind === 'assign' && statement.value?.kind === 'call' && READERS.test(scope.qualify(statement.value))) {
      const scheme = statement.value.keywords.map(([key]) => key);
      statement.targets.forEach((target) => target.kind === 'name' && readers.set(target.name, scheme));
    }
  }
  for (const statement of unguarded(scope, body)) {
    if (statement.kind === 'class') settingsFields(scope, statement).forEach((read) => found.has(read.name) || found.set(read.name, read));
    if (statement.kind !== 'function') look(statement);
    else if (MAKES_APPLICATION.test(statement.name)) [...unguarded(scope, statement.body)].filter(({ kind }) => kind !== 'function').forEach(look);
    if (statement.kind === 'class') [...unguarded(scope, statement.body)].filter(({ kind }) => kind !== 'function').forEach(look);
  }
  prefixedReads(scope).forEach((read) => found.has(read.name) || found.set(read.name, read));
  return [...found.values()].filter(({ name }) => !optional.has(name));
}

/** Statements that run whatever the environment has: `if 'X' in os.environ:` and `try:` expect that it may not be there. */
function* unguarded(scope: ModuleScope, body: readonly Statement[]): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    if (statement.kind === 'block') yield* statement.isTry ? secretKeys(statement.body) : unguarded(scope, statement.body);
    if (statement.kind === 'if' && !isMainGuard(statement)) {
      const isGuarded = statement.branches.some(({ test }) => test !== undefined && readsEnvironment(scope, test));
      for (const { body: branch } of statement.branches) yield* isGuarded ? secretKeys(branch) : unguarded(scope, branch);
    }
  }
}

/** Django starts with no empty SECRET_KEY, however carefully it is read. */
function secretKeys(body: readonly Statement[]): Statement[] {
  return [...executed(body)].filter((statement) => statement.kind === 'assign' && statement.targets.some((target) => target.kind === 'name' && target.name === 'SECRET_KEY'));
}

function readsEnvironment(scope: ModuleScope, test: Expression): boolean {
  return [...everyValue(test)].some(([value]) => /^(?:os\.environ|os\.getenv)/.test(scope.qualify(value.kind === 'call' ? value.callee : value))
    || (value.kind === 'call' && value.args[0]?.kind === 'string' && /^[A-Z][A-Z0-9_]+$/.test(value.args[0].value)));
}

function splitMethod(callee: Expression): [string, string] {
  const name = callee.kind === 'name' ? callee.name : '';
  const at = name.lastIndexOf('.');
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
}

function isEnviron(scope: ModuleScope, value: Expression): boolean {
  return scope.qualify(value) === 'os.environ';
}

function isCast(value: Expression | undefined): boolean {
  return value?.kind === 'name' && /^(?:bool|int|str|float|list|dict|tuple|set|Secret|URL|CommaSeparatedStrings|Csv)$/.test(value.name);
}

function castType(value: Expression): EnvironmentRead['type'] {
  const name = value.kind === 'name' ? value.name : '';
  return name === 'bool' ? 'boolean' : name === 'int' || name === 'float' ? 'integer' : name === 'dict' || name === 'json.loads' ? 'json' : 'text';
}

function kindOf(scope: ModuleScope, around: Expression | undefined): EnvironmentRead['type'] {
  if (around?.kind !== 'call') return 'text';
  const name = scope.qualify(around);
  if (name === 'int' || name === 'float') return 'integer';
  return /(?:^|\.)(?:parse|urlparse)$/.test(name) ? 'url' : /loads$/.test(name) ? 'json' : 'text';
}

/** Functions of the module that give `os.environ[name]`, whatever they are called. */
function ownHelpers(scope: ModuleScope, body: readonly Statement[]): Set<string> {
  const found = new Set<string>();
  for (const statement of executed(body)) {
    if (statement.kind !== 'function') continue;
    const parameter = statement.parameters[0]?.name;
    for (const inner of everyStatement(statement.body)) {
      for (const whole of valuesOf(inner)) {
        for (const [value] of everyValue(whole)) {
          if (value.kind === 'subscript' && isEnviron(scope, value.object) && value.index.kind === 'name' && value.index.name === parameter) found.add(statement.name);
        }
      }
    }
  }
  return found;
}

/** Fields without a default of a pydantic settings class: read from the environment when the class is made. */
function settingsFields(scope: ModuleScope, statement: Extract<Statement, { kind: 'class' }>): EnvironmentRead[] {
  if (!isPydanticSettings(scope, statement)) return [];
  let prefix = '';
  const fields: EnvironmentRead[] = [];
  for (const inner of statement.body) {
    if (inner.kind === 'assign' && inner.value?.kind === 'call') prefix = stringOf(argument(inner.value, 'env_prefix')) ?? prefix;
    const [target] = inner.kind === 'assign' ? inner.targets : [];
    if (inner.kind !== 'assign' || !inner.annotation || inner.value || target?.kind !== 'name' || target.name === 'model_config') continue;
    const annotation = scope.qualify(inner.annotation);
    if (inner.annotation.kind === 'binary' || /Optional|ClassVar/.test(JSON.stringify(inner.annotation))) continue;
    const type = annotation === 'int' || annotation === 'float' ? 'integer' : annotation === 'bool' ? 'boolean' : /Url|Dsn/.test(annotation) ? 'url' : /^(?:list|dict|List|Dict|set)$/.test(annotation) ? 'json' : 'text';
    fields.push({ name: target.name, type, file: scope.file, line: inner.line });
  }
  return fields.map((field) => ({ ...field, name: `${prefix}${field.name}`.toUpperCase() }));
}

/** A value that lets the settings be read while the image is built; it means nothing and stays nowhere. */
export function throwAway({ name, type }: EnvironmentRead): string {
  if (type === 'boolean' || /(?:^|_)DEBUG$/.test(name)) return type === 'boolean' || type === 'text' ? 'False' : '0';
  if (type === 'integer' || /(?:^|_)(?:PORT|TIMEOUT|TTL|LIMIT|SECONDS|DAYS)$/.test(name)) return '1';
  if (type === 'json') return '{}';
  if (type === 'url' || /(?:URL|URI|DSN|ENDPOINT)$/.test(name)) return urlFor(name);
  if (/FERNET|SALT_KEY$/.test(name)) return 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
  if (/HOSTS?$|DOMAIN$/.test(name)) return 'localhost';
  return 'build';
}

function urlFor(name: string): string {
  if (/REDIS|CACHE|BROKER|CELERY|VALKEY|RESULT_BACKEND|CHANNEL/.test(name)) return 'redis://localhost:6379/0';
  if (/AMQP|RABBIT/.test(name)) return 'amqp://localhost';
  if (/EMAIL|SMTP/.test(name)) return 'consolemail://';
  if (/DATABASE|(?:^|_)DB(?:_|$)|POSTGRES|MYSQL|SQL/.test(name)) return 'sqlite:////tmp/build.sqlite3';
  if (/SENTRY|DSN/.test(name)) return '';
  return 'http://localhost';
}

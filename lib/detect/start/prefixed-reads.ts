import type { EnvironmentRead } from './environment-reads';
import { ModuleScope } from './scope';
import { Call, Expression } from '../../syntax/python-tree';
import { argument, everyStatement, everyValue, stringOf, valuesOf } from '../../syntax/walk-tree';

/** Prefixes of `from_prefixed_env()` that is given none, by the framework. */
const PREFIXES: { readonly [framework: string]: string } = { 'flask.Flask': 'FLASK', 'quart.Quart': 'QUART' };

/** Extensions that fail when the application is made, where the configuration lacks a key. */
const NEEDED: { readonly [qualified: string]: string } = { 'quart_db.QuartDB': 'QUART_DB_DATABASE_URL', 'flask_sqlalchemy.SQLAlchemy': 'SQLALCHEMY_DATABASE_URI' };

/** Keys that every configuration has: reading one does not fail. */
const BUILT_IN = /^(?:DEBUG|TESTING|PROPAGATE_EXCEPTIONS|SECRET_KEY|SECRET_KEY_FALLBACKS|SESSION_\w+|PERMANENT_SESSION_LIFETIME|USE_X_SENDFILE|SEND_FILE_MAX_AGE_DEFAULT|TRUSTED_HOSTS|SERVER_NAME|APPLICATION_ROOT|PREFERRED_URL_SCHEME|MAX_\w+|TEMPLATES_AUTO_RELOAD|EXPLAIN_TEMPLATE_LOADING|TRAP_\w+|PROVIDE_AUTOMATIC_OPTIONS|JSON\w*|BACKGROUND_TASK_SHUTDOWN_TIMEOUT|BODY_TIMEOUT|RESPONSE_TIMEOUT|PREFER_SECURE_URLS)$/;

/**
 * What Flask and Quart take from the environment by a prefix, and then cannot do without: keys that the module, or an extension that it makes,
 * reads from the configuration by `config['KEY']`, and that nothing else there sets.
 * @see https://flask.palletsprojects.com/en/stable/api/#flask.Config.from_prefixed_env
 */
export function prefixedReads(scope: ModuleScope): EnvironmentRead[] {
  if (!scope.index.text(scope.file).includes('from_prefixed_env')) return [];
  const keys = new Map<string, number>();
  const set = new Set<string>();
  let prefix: string | undefined;
  let framework: string | undefined;
  let isOpen = false;
  const extensions = new Map<string, string>();
  const note = (key: string | undefined, line: number) => { if (key !== undefined && !keys.has(key)) keys.set(key, line); };
  const call = (value: Call) => {
    const qualified = scope.qualify(value);
    framework ??= Object.hasOwn(PREFIXES, qualified) ? PREFIXES[qualified] : undefined;
    if (Object.hasOwn(NEEDED, qualified) && value.args.length === 1) note(NEEDED[qualified], value.line);
    const [, owner, method] = /^(.*)\.(\w+)$/.exec(value.callee.kind === 'name' || value.callee.kind === 'member' ? value.callee.name : '') ?? [];
    if (method === 'init_app' && extensions.has(owner)) note(extensions.get(owner), value.line);
    if (owner === undefined || !/(?:^|\.)config$/.test(owner)) return;
    if (method === 'from_prefixed_env') prefix = stringOf(argument(value, 'prefix', 0)) ?? '';
    else if (/^from_(?:object|pyfile|file|envvar|json)$/.test(method) || (method === 'update' && value.args.length > 0 && value.args[0].kind !== 'dict')) isOpen = true;
    else if (method === 'setdefault') set.add(stringOf(value.args[0]) ?? '');
    if (method === 'from_mapping' || method === 'update') {
      value.keywords.forEach(([key]) => set.add(key));
      value.args.forEach((given) => given.kind === 'dict' && given.entries.forEach(([key]) => set.add(stringOf(key) ?? '')));
    }
  };
  for (const statement of everyStatement(scope.index.module(scope.file).body)) {
    if (statement.kind === 'assign') {
      statement.targets.forEach((target) => set.add(keyOf(target) ?? ''));
      const made = statement.value?.kind === 'call' ? scope.qualify(statement.value) : '';
      if (Object.hasOwn(NEEDED, made)) statement.targets.forEach((target) => target.kind === 'name' && extensions.set(target.name, NEEDED[made]));
    }
    const targets = statement.kind === 'assign' ? statement.targets : [];
    for (const whole of valuesOf(statement)) {
      for (const [value] of everyValue(whole)) {
        if (value.kind === 'call') call(value);
        else if (!targets.includes(value)) note(keyOf(value), value.line);
      }
    }
  }
  if (prefix === undefined || isOpen) return [];
  const before = prefix === '' ? framework ?? 'FLASK' : prefix;
  return [...keys].filter(([key]) => !set.has(key) && !BUILT_IN.test(key)).map(([key, line]): EnvironmentRead => ({
    name: `${before}_${key}`, type: /UR[IL]$|DSN$/.test(key) ? 'url' : 'text', file: scope.file, line,
  }));
}

/** The key of `app.config['KEY']`. */
function keyOf(value: Expression): string | undefined {
  const key = value.kind === 'subscript' && value.object.kind === 'name' && /(?:^|\.)config$/.test(value.object.name) ? stringOf(value.index) : undefined;
  return key !== undefined && /^[A-Z][A-Z0-9_]*$/.test(key) ? key : undefined;
}

import { posix } from 'path';
import { keyOf, PathReader, SQLITE } from './path-value';
import { SettingsFields } from './settings-fields';
import { Expression, Statement } from '../../syntax/python-tree';
import { argument, everyStatement, everyValue, stringOf, valuesOf } from '../../syntax/walk-tree';
import { AppIndex } from '../start/app-index';
import { MAKER_CALL } from '../start/frameworks';
import { AppResolver } from '../start/resolve-app';

/** A path below the application that its code makes or writes to. */
export interface WrittenPath {
  /** Relative to the application's directory. */
  readonly path: string;
  readonly kind: 'directory' | 'file';
  readonly file: string;
  readonly line: number;
  /** Whether a variable of the environment can name another place. */
  readonly isVariable: boolean;
}

/** Code of programs that run beside the server, by hand or at build. */
const BESIDE = /(?:^|\/)(?:management\/commands|tests?_\w+|e2e|dev|extras?|scripts?|bin|commands|cli|jobs|cronjobs|smoketests?)(?:\/|\.py$)|(?:^|\/)(?:manage|cli|commands)\.py$/;

/** What a module that writes has somewhere in its text. */
const WRITES = /mkdir|makedirs|FileHandler|\bopen\(|sqlite:\/\/\/|\.(?:sqlite3?|db)\b|(?:CACHE|LOGS?|SESSION|TE?MP|UPLOADS?|DATA|MEDIA)(?:_FILE)?_(?:DIR|DIRECTORY|FOLDER|PATH|ROOT)\b/i;

/** Settings that name a directory to write to. */
const SETTING = /(?:^|_|')(?:CACHE|LOGS?|SESSION|TE?MP|UPLOADS?|DATA|MEDIA)(?:_FILE)?_(?:DIR|DIRECTORY|FOLDER|PATH|ROOT)(?:$|')/;

/** The same as a field of a settings class. */
const FIELD = new RegExp(SETTING.source, 'i');

/** Files that are made, not shipped. */
const MADE = /\.(?:sqlite3?|db|log)$/;

/** What the application's code writes to below its own directory, as far as the code alone says where. */
export function writtenPaths(index: AppIndex, resolver: AppResolver, root: string, directory: string, packages: ReadonlySet<string>): WrittenPath[] {
  const found: WrittenPath[] = [];
  const prefix = root === '.' ? '' : `${root}/`;
  const files = index.sources.filter((file) => file.startsWith(prefix) && !BESIDE.test(file.slice(prefix.length)));
  const settings = new SettingsFields(index, resolver, root, files, directory);
  for (const { name, value, scope, line } of settings.all) {
    if (!FIELD.test(name)) continue;
    const path = new PathReader(scope, directory).below(value);
    if (path !== undefined && path !== '.') found.push({ path, kind: 'directory', file: scope.file, line, isVariable: true });
  }
  for (const file of files) {
    if (!WRITES.test(index.text(file)) || isProgram(index.text(file))) continue;
    const scope = resolver.scope(file, root);
    const reader = new PathReader(scope, directory, settings);
    let isVariable = false;
    const add = (path: string | undefined, kind: WrittenPath['kind'], line: number) => {
      if (path !== undefined && path !== '.') found.push({ path, kind, file, line, isVariable });
    };
    for (const statement of everyStatement(inProduction(index.module(file).body))) {
      isVariable = valuesOf(statement).some(readsVariable);
      const setting = settingOf(statement);
      if (setting) add(reader.below(setting), 'directory', statement.line);
      for (const whole of valuesOf(statement)) {
        for (const [value] of everyValue(whole)) look(value, (call) => scope.qualify(call), reader, add);
        for (const [value] of everyValue(whole)) add(databaseOf(value, reader, packages, root), packages.has('flask-sqlalchemy') && isRelative(value) ? 'directory' : 'file', value.line);
      }
    }
  }
  return found;
}

/** Started by hand, and no server. */
function isProgram(text: string): boolean {
  return /^if __name__ ==/m.test(text) && !MAKER_CALL.test(text);
}

function look(value: Expression, qualify: (value: Expression) => string, reader: PathReader, add: (path: string | undefined, kind: WrittenPath['kind'], line: number) => void): void {
  if (value.kind === 'call') {
    const name = qualify(value);
    const method = value.callee.kind === 'member' ? value.callee : undefined;
    const owner = value.callee.kind === 'name' ? /^(.+)\.mkdir$/.exec(value.callee.name)?.[1] : undefined;
    if (name === 'os.mkdir' || name === 'os.makedirs') add(reader.below(argument(value, 'name') ?? argument(value, 'path', 0)), 'directory', value.line);
    else if (method?.name === 'mkdir') add(reader.below(method.object), 'directory', value.line);
    else if (owner !== undefined && owner !== 'os') add(reader.below({ kind: 'name', name: owner, line: value.line }), 'directory', value.line);
    else if (name === 'open' && /^[wax]/.test(stringOf(argument(value, 'mode', 1)) ?? '')) add(reader.below(argument(value, 'file', 0)), 'file', value.line);
    else if (/^logging\.(?:handlers\.)?\w*FileHandler$/.test(name)) add(reader.below(argument(value, 'filename', 0)), 'file', value.line);
  }
  // a database or a log in a directory that is not there, wherever the value goes
  if (value.kind === 'call' || value.kind === 'binary') {
    const path = reader.below(value);
    if (path !== undefined && MADE.test(path) && posix.dirname(path) !== '.') add(posix.dirname(path), 'directory', value.line);
  }
}

/** `os.getenv('LOG_DIR', …)`, `env('DATABASE_URL', default=…)`, whatever the library. */
function readsVariable(whole: Expression): boolean {
  return [...everyValue(whole)].some(([value]) => value.kind === 'call' && /^[A-Z][A-Z0-9_]+$/.test(stringOf(value.args[0]) ?? ''));
}

/** Configuration classes of other environments do not count. */
function inProduction(body: readonly Statement[]): Statement[] {
  return body.filter((statement) => statement.kind !== 'class' || !/^(?:Test|Dev|Local|Debug)|(?:Test|Dev|Development|Testing|Local|Debug)(?:Config|Settings)?$/.test(statement.name));
}

/** The file of a database; one that Flask-SQLAlchemy is told without a folder is in the instance folder, which it makes. */
function databaseOf(value: Expression, reader: PathReader, packages: ReadonlySet<string>, root: string): string | undefined {
  if (value.kind === 'string' ? !SQLITE.test(value.value) || !/\.\w+$/.test(value.value) : value.kind !== 'binary' && value.kind !== 'call') return undefined;
  if (isRelative(value) && packages.has('flask-sqlalchemy')) return posix.join(root, 'instance');
  const path = reader.below(value);
  return path !== undefined && /\.(?:sqlite3?|db)$/.test(path) ? path : undefined;
}

function isRelative(value: Expression): boolean {
  return value.kind === 'string' && /^sqlite(?:\+\w+)?:\/\/\/[^/:]/.test(value.value);
}

function settingOf(statement: Statement): Expression | undefined {
  if (statement.kind !== 'assign' || !statement.value) return undefined;
  return statement.targets.some((target) => SETTING.test(keyOf(target) ?? '')) ? statement.value : undefined;
}

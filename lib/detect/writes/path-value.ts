import { posix } from 'path';
import { APP_DIRECTORY } from '../../python/virtualenv';
import { Expression, Statement } from '../../syntax/python-tree';
import { argument, everyStatement, stringOf } from '../../syntax/walk-tree';
import { ModuleScope } from '../start/scope';

/** What the application's settings classes say a field is by default. */
export interface FieldDefaults {
  pathOf(name: string, scope: ModuleScope, held: (name: string) => Expression | undefined): string | undefined;
  pathOfCall(call: Expression, field: string, scope: ModuleScope): string | undefined;
}

/** How many names and calls a path may be made of. */
const DEEPEST = 30;

/** URLs of databases that are files. */
export const SQLITE = /^sqlite(?:\+\w+)?:\/\/\//;

/** Paths as a module's code makes them; what depends on anything but the code and its defaults has no value. */
export class PathReader {
  /** What names and subscripts with a text (`app.config['DIR']`) stand for, by the first assignment. */
  private readonly values = new Map<string, Expression>();

  /** @param directory where the server runs, relative to the application's directory */
  constructor(private readonly scope: ModuleScope, private readonly directory: string, private readonly settings?: FieldDefaults) {
    for (const statement of everyStatement(scope.index.module(scope.file).body)) this.note(statement);
  }

  /** The path, no URL, relative to the application's directory; undefined when it is not known, outside, or that directory itself. */
  public below(value: Expression | undefined): string | undefined {
    const written = (value && this.text(value))?.replace(SQLITE, '');
    if (written === undefined || written === '' || /^\w[\w+.-]*:|[^ -~]/.test(written)) return undefined;
    const path = posix.resolve(APP_DIRECTORY, this.directory, written);
    return path.startsWith(`${APP_DIRECTORY}/`) ? path.slice(APP_DIRECTORY.length + 1) : undefined;
  }

  /** The path or text as the code makes it; a relative one counts from where the server runs. */
  public text(value: Expression, depth = 0): string | undefined {
    if (depth > DEEPEST) return undefined;
    const inner = (part: Expression | undefined) => part && this.text(part, depth + 1);
    switch (value.kind) {
      case 'string': return value.value;
      case 'name': return this.name(value.name, depth);
      case 'call': return this.call(value, inner);
      case 'member': return value.name === 'parent' ? dirname(inner(value.object)) : value.object.kind === 'call' ? this.settings?.pathOfCall(value.object, value.name, this.scope) : undefined;
      case 'binary': {
        const [left, right] = [inner(value.left), inner(value.right)];
        if (value.operator === 'or') return left ?? right;
        if (left === undefined || right === undefined) return undefined;
        return value.operator === '/' ? posix.join(left, right) : value.operator === '+' ? left + right : undefined;
      }
      case 'subscript': {
        const { object, index } = value;
        if (object.kind === 'member' && object.name === 'parents' && index.kind === 'number') return above(inner(object.object), index.value);
        if (object.kind === 'name' && object.name.endsWith('.parents') && index.kind === 'number') return above(this.name(object.name.slice(0, -8), depth), index.value);
        const known = this.values.get(keyOf(value) ?? '');
        return known === value ? undefined : inner(known);
      }
      default: return undefined;
    }
  }

  private note(statement: Statement): void {
    if (statement.kind !== 'assign' || statement.operator !== '=' || !statement.value) return;
    for (const target of statement.targets) {
      const key = keyOf(target);
      if (key !== undefined && !this.values.has(key)) this.values.set(key, statement.value);
    }
  }

  private name(name: string, depth: number): string | undefined {
    if (name === '__file__') return posix.join(APP_DIRECTORY, this.scope.file);
    const qualified = this.scope.qualify({ kind: 'name', name, line: 0 });
    if (qualified === 'os.pardir' || qualified === 'os.path.pardir') return '..';
    if (qualified === 'os.curdir') return '.';
    if (qualified === 'os.sep' || qualified === 'os.path.sep') return '/';
    if (name.endsWith('.instance_path')) return posix.join(APP_DIRECTORY, this.scope.root, 'instance'); // of Flask
    const known = this.values.get(name);
    if (known) return this.text(known, depth + 1);
    const field = name.includes('.') ? this.settings?.pathOf(name, this.scope, (held) => this.values.get(held)) : undefined;
    if (field !== undefined) return field;
    return name.endsWith('.parent') ? dirname(this.name(name.slice(0, -7), depth + 1)) : undefined;
  }

  private call(call: Extract<Expression, { kind: 'call' }>, inner: (part: Expression | undefined) => string | undefined): string | undefined {
    const name = this.scope.qualify(call);
    const [first, second] = call.args;
    const joined = (parts: ReadonlyArray<string | undefined>) => parts.some((part) => part === undefined) ? undefined
      : parts.reduce<string>((path, part) => part?.startsWith('/') ? part : posix.join(path, part ?? ''), '');
    if (call.isOpen) return undefined;
    switch (name) {
      case 'os.path.join': return joined(call.args.map(inner));
      case 'os.path.dirname': return dirname(inner(first));
      case 'os.path.abspath': case 'os.path.realpath': case 'os.path.normpath': case 'str': case 'os.fspath': return inner(first);
      case 'os.getcwd': case 'pathlib.Path.cwd': return posix.resolve(APP_DIRECTORY, this.directory);
      case 'pathlib.Path': case 'pathlib.PurePath': case 'pathlib.PosixPath': return joined(call.args.map(inner));
      case 'os.getenv': case 'os.environ.get': return inner(argument(call, 'default') ?? second);
    }
    const { callee } = call;
    if (callee.kind === 'member' && /^(?:resolve|absolute|as_posix|joinpath)$/.test(callee.name)) return joined([inner(callee.object), ...call.args.map(inner)]);
    const method = callee.kind === 'name' ? /^(.+)\.(?:resolve|absolute|as_posix|joinpath)$/.exec(callee.name) : null;
    if (method) return joined([inner({ kind: 'name', name: method[1], line: call.line }), ...call.args.map(inner)]);
    // env('LOG_DIR', default='logs') of whatever library
    return call.args.length <= 1 && stringOf(first) !== undefined ? inner(argument(call, 'default')) : undefined;
  }
}

/** A name, or `name['text']`: what an assignment gives a value that is read elsewhere in the module. */
export function keyOf(target: Expression): string | undefined {
  if (target.kind === 'name') return target.name;
  const text = target.kind === 'subscript' ? stringOf(target.index) : undefined;
  return target.kind === 'subscript' && target.object.kind === 'name' && text !== undefined ? `${target.object.name}['${text}']` : undefined;
}

function dirname(path: string | undefined): string | undefined {
  return path === undefined ? undefined : posix.dirname(path);
}

function above(path: string | undefined, index: number): string | undefined {
  let found = path;
  for (let i = 0; i <= Math.min(index, DEEPEST); i++) found = dirname(found);
  return found;
}

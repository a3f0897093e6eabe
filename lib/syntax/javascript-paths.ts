import { posix } from 'path';
import { anyOf, JsValue, text, UNKNOWN } from './javascript-value';

/** Stands for the context in absolute paths, deep enough that a path which leaves it is seen. */
const CONTEXT = '/-/-/-/-/-/-/-/context';

/** The absolute path of a directory of the context, as a configuration would see it. */
export function absolutePath(directory: string): string {
  return posix.join(CONTEXT, directory);
}

/** The path relative to the context, after `from` when it is relative; undefined when it leaves the context. */
export function contextPath(path: string, from: string): string | undefined {
  const inside = posix.relative(CONTEXT, posix.resolve(absolutePath(from), path.replace(/^file:\/\//, '')));
  return inside === '..' || inside.startsWith('../') ? undefined : inside || '.';
}

/** Functions of Node's libraries that make paths; `cwd` is an absolute path. */
export function callLibrary(name: string, args: readonly JsValue[], cwd: string): JsValue | undefined {
  const words = args.map((arg) => arg.kind === 'text' ? arg.text : undefined);
  const known = words.every((word) => word !== undefined) ? words : undefined;
  switch (name.replace(/^node:/, '').replace(/^path\.posix\./, 'path.')) {
    case 'path.resolve': return combine(args, (parts) => posix.resolve(cwd, ...parts));
    case 'path.join': return combine(args, (parts) => parts.length === 0 ? '.' : posix.join(...parts));
    case 'path.normalize': return known && known.length === 1 ? text(posix.normalize(known[0])) : UNKNOWN;
    case 'path.dirname': return known && known.length === 1 ? text(posix.dirname(known[0])) : UNKNOWN;
    case 'process.cwd': return text(cwd);
    case 'url.fileURLToPath': return known && known.length > 0 ? text(known[0].replace(/^file:\/\//, '')) : UNKNOWN;
    case 'URL': {
      if (!known || known.length !== 2 || !known[1].startsWith('file://')) return UNKNOWN;
      return text(`file://${posix.resolve(posix.dirname(known[1].slice(7)), known[0])}`);
    }
    default: return undefined;
  }
}

function combine(args: readonly JsValue[], join: (parts: readonly string[]) => string): JsValue {
  let choices: string[][] = [[]];
  for (const arg of args) {
    const options = arg.kind === 'any' ? arg.of : [arg];
    const words = options.flatMap((option) => option.kind === 'text' ? [option.text] : []);
    if (words.length < options.length || choices.length * words.length > 20) return UNKNOWN;
    choices = choices.flatMap((parts) => words.map((word) => [...parts, word]));
  }
  return anyOf(choices.map((parts) => text(join(parts))));
}

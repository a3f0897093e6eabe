import { parse } from 'toml';
import { IAppFiles } from './app-files';

/** What was parsed of each directory, for as long as somebody holds it: a lock of megabytes is asked for by several. */
const PARSED = new WeakMap<IAppFiles, Map<string, unknown>>();

/**
 * A TOML file of the application, parsed once.
 * @throws what the parser throws, each time
 */
export function parsedToml(files: IAppFiles, path: string): unknown {
  return once(files, `toml ${path}`, () => parse(files.readFile(path)));
}

/**
 * A JSON file of the application, parsed once.
 * @throws what the parser throws, each time
 */
export function parsedJson(files: IAppFiles, path: string): unknown {
  return once(files, `json ${path}`, (): unknown => JSON.parse(files.readFile(path)));
}

function once(files: IAppFiles, key: string, read: () => unknown): unknown {
  const known = PARSED.get(files) ?? new Map<string, unknown>();
  PARSED.set(files, known);
  if (!known.has(key)) known.set(key, read());
  return known.get(key);
}

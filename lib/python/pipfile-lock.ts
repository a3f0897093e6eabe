import { string, strings, Table, table, tables } from './app-document';
import { COMPACT, contentHash } from './content-hash';
import { LockedPackage } from './locked-graph';
import { normalName } from './requirement';

/** One package of a category of Pipfile.lock. */
export interface PipfilePackage extends LockedPackage {
  /** Where it is, when it comes from the application's directory. */
  readonly path?: string;
  readonly editable: boolean;
  /** Extras that are asked for. */
  readonly asked: readonly string[];
}

/** Keys of a Pipfile that are no categories of packages. */
const OTHER = ['source', 'packages', 'dev-packages', 'requires', 'scripts', 'pipfile', 'pipenv'];
const BUILT_IN = ['default', 'develop'];

/** Names of the categories of a Pipfile beside packages and dev-packages. */
export function categories(pipfile: Table): string[] {
  return Object.keys(pipfile).filter((key) => ![...OTHER, ...BUILT_IN].includes(key)).sort();
}

/** The packages of one section of Pipfile.lock: `default`, or a category. */
export function pipfilePackages(section: unknown): PipfilePackage[] {
  return Object.entries(table(section)).map(([name, value]) => {
    const entry = table(value);
    const path = string(entry.path) ?? string(entry.file)?.replace(/^file:(?:\/\/)?/, '');
    const isLocal = path !== undefined && !/^[a-z][a-z0-9+.-]*:/i.test(path);
    return {
      name: normalName(name),
      version: string(entry.version)?.replace(/^==/, ''),
      archives: [],
      dependencies: [],
      extras: {},
      asked: strings(entry.extras).map(normalName),
      marker: string(entry.markers),
      local: isLocal,
      editable: entry.editable === true,
      ...(isLocal ? { path } : {}),
    };
  });
}

/** URLs of the indexes that Pipenv asks. */
export function pipfileSources(lock: Table): string[] {
  return tables(table(lock._meta).sources).flatMap(({ url }) => string(url) ?? []);
}

/** The hashes of a Pipfile by the rules of Pipenv; undefined where they cannot be known. */
export interface PipfileHashes {
  /** Since 2026.2 or so: names in their normal form. */
  readonly normal: string | undefined;
  /** Before: names as they are written. */
  readonly written: string | undefined;
}

/** @see https://github.com/pypa/pipfile */
export function pipfileHashes(pipfile: Table): PipfileHashes {
  const hash = (names: (section: unknown) => Table) => contentHash({
    _meta: { sources: pipfile.source ?? DEFAULT_SOURCE, requires: pipfile.requires ?? {} },
    default: names(pipfile.packages),
    develop: names(pipfile['dev-packages']),
    ...Object.fromEntries(categories(pipfile).map((name) => [name, names(pipfile[name])])),
  }, COMPACT);
  return {
    normal: hash((section) => Object.fromEntries(Object.entries(table(section)).map(([name, value]) => [normalName(name), value]))),
    written: hash(table),
  };
}

/** What Pipenv takes when the Pipfile has no source. */
const DEFAULT_SOURCE = [{ name: 'pypi', url: 'https://pypi.org/simple', verify_ssl: true }];

import { string, strings, Table, table, tables } from './app-document';
import { contentHash } from './content-hash';
import { LockedDependency, LockedPackage } from './locked-graph';
import { normalName, parseRequirement } from './requirement';

/** Sources that pip cannot check by a hash. */
const WITHOUT_HASH = ['git', 'directory'];

/** One package of poetry.lock, with what only Poetry knows. */
export interface PoetryPackage extends LockedPackage {
  /** `git`, `url`, `file`, `directory`, `legacy`; empty for PyPI. */
  readonly source: string;
  /** Relative to the context, for a file or a directory. */
  readonly path: string;
  readonly hashed: boolean;
}

/**
 * The packages of a poetry.lock of any format since 1.0.
 * @see https://python-poetry.org/docs/basic-usage/#installing-with-poetrylock
 */
export function poetryPackages(lock: Table): PoetryPackage[] {
  // until format 1.1 the files of all packages are in one table
  const filesOf = table(table(lock.metadata).files);
  return tables(lock.package).map((entry) => {
    const name = normalName(string(entry.name) ?? '');
    const source = table(entry.source);
    const type = string(source.type) ?? '';
    const listed = tables(entry.files).length > 0 ? entry.files : filesOf[string(entry.name) ?? ''];
    const extras = Object.entries(table(entry.extras)).map(([extra, list]) => [normalName(extra), strings(list).flatMap(requirement)] as const);
    return {
      name,
      version: string(entry.version),
      archives: tables(listed).flatMap((file) => string(file.file) ?? []),
      dependencies: Object.entries(table(entry.dependencies)).flatMap(([of, value]) => dependency(of, value)),
      extras: Object.fromEntries(extras),
      local: type === 'directory',
      source: type,
      path: string(source.url) ?? '',
      hashed: !WITHOUT_HASH.includes(type),
    };
  });
}

/** URLs of the indexes beside PyPI that the lock has packages of. */
export function poetrySources(lock: Table): string[] {
  const sources = tables(lock.package).map((entry) => table(entry.source)).filter(({ type }) => type === 'legacy');
  return [...new Set(sources.flatMap(({ url }) => string(url) ?? []))].sort();
}

/** `[tool.poetry.dependencies]` and those of a locked package: a version, a table, or a list of tables. */
export function dependency(name: string, value: unknown): LockedDependency[] {
  const entries = Array.isArray(value) ? value : [value];
  return entries.flatMap((entry): LockedDependency[] => {
    const { optional, extras, version, markers } = table(entry);
    if (optional === true) return [];
    return [{
      name: normalName(name), extras: strings(extras).map(normalName), specifier: string(entry) ?? string(version), marker: string(markers),
    }];
  });
}

/** A requirement of PEP 508. */
export function requirement(text: string): LockedDependency[] {
  const parsed = parseRequirement(text);
  return parsed ? [parsed] : [];
}

/** Keys of `[tool.poetry]` that count, those of the oldest format also when they are missing. */
const ALWAYS = ['dependencies', 'source', 'extras', 'dev-dependencies'];
const PROJECT = ['requires-python', 'dependencies', 'optional-dependencies'];

/** The content hashes that Poetry would write for a pyproject.toml; undefined where they cannot be known. */
export interface PoetryHashes {
  /** Poetry 1, which knows `[tool.poetry]` alone. */
  readonly one: string | undefined;
  /** Poetry 2.0 to 2.2, which do not read `[dependency-groups]`. */
  readonly two: string | undefined;
  /** Poetry 2.3 and later. */
  readonly groups: string | undefined;
}

/** @see https://github.com/python-poetry/poetry/blob/2.5.1/src/poetry/packages/locker.py */
export function poetryHashes(pyproject: Table): PoetryHashes {
  const poetry = table(table(pyproject.tool).poetry);
  const project = pick(table(pyproject.project), PROJECT);
  const groups = table(pyproject['dependency-groups']);
  const old = { ...Object.fromEntries(ALWAYS.map((key) => [key, poetry[key] ?? null])), ...pick(poetry, ['group']) };
  const modern = pick(poetry, [...ALWAYS, 'group']);
  const hash = (parts: Table) => contentHash(Object.keys(parts).length > 0 ? { ...parts, tool: { poetry: modern } } : old);
  const projectPart = Object.keys(project).length > 0 ? { project } : {};
  return {
    one: contentHash(old),
    two: hash(projectPart),
    groups: hash({ ...projectPart, ...(Object.keys(groups).length > 0 ? { 'dependency-groups': groups } : {}) }),
  };
}

function pick(from: Table, keys: readonly string[]): Table {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]));
}

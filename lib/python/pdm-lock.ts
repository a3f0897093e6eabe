import { string, strings, Table, table, tables } from './app-document';
import { contentHash } from './content-hash';
import { LockedDependency, LockedPackage } from './locked-graph';
import { normalName, parseRequirement } from './requirement';
import { seriesSatisfies, specifiers } from './series';

/** One package of pdm.lock, with where it is when it comes from the application's directory. */
export interface PdmPackage extends LockedPackage {
  readonly path?: string;
}

/** The packages of a pdm.lock. A package with extras is an entry of its own, beside the one without. */
export function pdmPackages(lock: Table): PdmPackage[] {
  const entries = tables(lock.package);
  return entries.filter((entry) => strings(entry.extras).length === 0 || !hasPlain(entries, entry)).map((entry) => {
    const name = normalName(string(entry.name) ?? '');
    const withExtras = entries.filter((other) => normalName(string(other.name) ?? '') === name && strings(other.extras).length > 0);
    const path = string(entry.path);
    return {
      name,
      version: string(entry.version),
      // with the strategy static_urls a file has its address
      archives: tables(entry.files).flatMap((file) => string(file.file) ?? string(file.url)?.split(/[?#]/)[0].split('/').pop() ?? []),
      dependencies: arrows(entry.dependencies),
      extras: extrasOf(withExtras),
      local: path !== undefined,
      ...(path === undefined ? {} : { path }),
      marker: string(entry.marker),
    };
  });
}

function hasPlain(entries: readonly Table[], of: Table): boolean {
  return entries.some((entry) => entry.name === of.name && strings(entry.extras).length === 0);
}

function extrasOf(entries: readonly Table[]): { [extra: string]: LockedDependency[] } {
  const extras: { [extra: string]: LockedDependency[] } = {};
  for (const entry of entries) {
    for (const extra of strings(entry.extras).map(normalName)) extras[extra] = [...(extras[extra] ?? []), ...arrows(entry.dependencies)];
  }
  return extras;
}

function arrows(of: unknown): LockedDependency[] {
  return strings(of).flatMap((text) => parseRequirement(text) ?? []);
}

/** The indexes that a project of PDM names; one that is called pypi takes the place of PyPI. */
export function pdmSources(pyproject: Table): Array<{ readonly name: string; readonly url: string }> {
  const sources = tables(table(table(pyproject.tool).pdm).source);
  return sources.flatMap(({ name, url }) => (typeof url === 'string' ? [{ name: string(name) ?? '', url }] : []));
}

/** The addresses of the archives, as far as the lock has them. */
export function pdmAddresses(lock: Table): string[] {
  return tables(lock.package).flatMap((entry) => tables(entry.files)).flatMap((file) => string(file.url) ?? []);
}

/** What a lock was made for. */
export interface PdmTarget {
  /** `Python >=3.11, windows_amd64` */
  readonly says: string;
  /** Whether it is for a Linux with the C library of Debian, or for every system. */
  readonly isLinux: boolean;
  /** Whether some patch release of a series is in its range. */
  allows(series: string): boolean;
}

/** @see https://pdm-project.org/latest/usage/lock-targets/ */
export function pdmTargets(lock: Table): PdmTarget[] {
  return tables(table(lock.metadata).targets).map((target) => {
    const range = string(target.requires_python) ?? '';
    const platform = string(target.platform);
    const implementation = string(target.implementation);
    return {
      says: [`Python ${range === '' ? 'of any version' : range}`, platform, implementation].filter((part) => part !== undefined).join(', '),
      isLinux: (platform === undefined || /^(?:many)?linux/.test(platform)) && (implementation === undefined || implementation === 'cpython'),
      allows: (series) => specifiers(range)?.some((one) => seriesSatisfies(series, one)) ?? true,
    };
  });
}

/** The content hashes that PDM would write; undefined where they cannot be known. */
export interface PdmHashes {
  /** PDM 2.16 and later. */
  readonly now: string | undefined;
  /** Until 2.15: with the overrides alone, without `[dependency-groups]`. */
  readonly before: string | undefined;
}

/** @see https://github.com/pdm-project/pdm/blob/2.29.3/src/pdm/project/project_file.py */
export function pdmHashes(pyproject: Table): PdmHashes {
  const project = table(pyproject.project);
  const pdm = table(table(pyproject.tool).pdm);
  // members of a workspace are part of the hash, and so would be what PDM converts from Flit and Poetry
  if (pdm.workspace !== undefined || pyproject.project === undefined) return { now: undefined, before: undefined };
  const groups: { [name: string]: unknown[] } = {};
  for (const of of [table(pyproject['dependency-groups']), table(pdm['dev-dependencies'])]) {
    for (const [name, list] of Object.entries(of)) {
      const group = normalName(name);
      groups[group] = [...(groups[group] ?? []), ...(Array.isArray(list) ? list : [])];
    }
  }
  const same = {
    'sources': pdm.source ?? [],
    'dependencies': project.dependencies ?? [],
    'optional-dependencies': project['optional-dependencies'] ?? {},
    'requires-python': project['requires-python'] ?? '',
  };
  const resolution = pdm.resolution ?? {};
  return {
    now: contentHash({ ...same, 'dev-dependencies': groups, resolution }),
    before: contentHash({ ...same, 'dev-dependencies': pdm['dev-dependencies'] ?? {}, 'overrides': table(resolution).overrides ?? {} }),
  };
}

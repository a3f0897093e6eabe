import { string, strings, Table, table, tables } from './app-document';
import { LockedDependency, LockedPackage } from './locked-graph';
import { dependencyGroups } from './pep735';
import { normalName, parseRequirement, Requirement } from './requirement';
import { compare, valid } from './versions';

/** One package of uv.lock, with what only uv knows. */
export interface UvPackage extends LockedPackage {
  /** How uv takes it: `registry`, `git`, `url`, `path`, `directory`, `editable`, `virtual`. */
  readonly source: string;
  /** Where it is, relative to uv.lock, for what is in the application's directory. */
  readonly path?: string;
  readonly groups: { readonly [group: string]: readonly LockedDependency[] };
  /** What the package asked for when it was locked. */
  readonly metadata: Table;
}

const LOCAL = ['path', 'directory', 'editable', 'virtual'];

/** The packages of a uv.lock. */
export function uvPackages(lock: Table): UvPackage[] {
  return tables(lock.package).map((entry) => {
    const [source = '', place] = Object.entries(table(entry.source)).find(([key]) => key !== 'subdirectory') ?? [];
    const archives = [...tables(entry.wheels), table(entry.sdist)].flatMap(archiveName);
    const markers = strings(entry['resolution-markers']);
    return {
      name: normalName(string(entry.name) ?? ''),
      version: string(entry.version),
      archives,
      dependencies: arrows(entry.dependencies),
      extras: groupsOf(entry['optional-dependencies']),
      groups: groupsOf(entry['dev-dependencies']),
      local: LOCAL.includes(source),
      source,
      ...(LOCAL.includes(source) ? { path: string(place) ?? '.' } : {}),
      metadata: table(entry.metadata),
      ...(markers.length > 0 ? { marker: markers.map((marker) => `(${marker})`).join(' or ') } : {}),
    };
  });
}

/** URLs of the indexes that the lock has packages of. */
export function uvRegistries(lock: Table): string[] {
  return [...new Set(tables(lock.package).flatMap((entry) => string(table(entry.source).registry) ?? []))].sort();
}

function arrows(of: unknown): LockedDependency[] {
  return tables(of).map((entry) => {
    const version = string(entry.version);
    return {
      name: normalName(string(entry.name) ?? ''),
      extras: strings(entry.extra).map(normalName),
      marker: string(entry.marker),
      ...(version === undefined ? {} : { specifier: `==${version}` }),
    };
  });
}

function groupsOf(of: unknown): { [name: string]: LockedDependency[] } {
  return Object.fromEntries(Object.entries(table(of)).map(([name, list]) => [normalName(name), arrows(list)]));
}

function archiveName(archive: Table): string[] {
  const place = string(archive.filename) ?? string(archive.url) ?? string(archive.path);
  return place === undefined ? [] : [decodeURI(place.split(/[?#]/)[0]).split('/').pop() ?? ''];
}

/**
 * What a package asks for and the lock does not know, or the other way round; undefined when both say the same, or the
 * difference may be one of spelling.
 */
export function uvDifference(pyproject: Table, locked: UvPackage): string | undefined {
  const project = table(pyproject.project);
  const dynamic = strings(project.dynamic);
  const version = string(project.version);
  if (version !== undefined && locked.version !== undefined && valid(version) && valid(locked.version) && compare(version, locked.version) !== 0) {
    return `it was made for version ${locked.version}, and ${version} is the version now`;
  }
  const asked = new Set<string>();
  const lists = [
    ...(dynamic.includes('dependencies') ? [] : [strings(project.dependencies)]),
    ...(dynamic.includes('optional-dependencies') ? [] : Object.values(table(project['optional-dependencies'])).map(strings)),
  ];
  if (dynamic.some((key) => key.endsWith('dependencies'))) return undefined;
  const specifiers = new Map<string, Requirement[]>();
  for (const text of lists.flat()) {
    const requirement = parseRequirement(text);
    if (!requirement) return undefined;
    asked.add(requirement.name);
    specifiers.set(requirement.name, [...(specifiers.get(requirement.name) ?? []), requirement]);
  }
  const known = tables(locked.metadata['requires-dist']);
  const names = new Set(known.map((entry) => normalName(string(entry.name) ?? '')));
  const added = [...asked].find((name) => !names.has(name));
  if (added !== undefined) return `it does not know ${added}`;
  const removed = [...names].find((name) => !asked.has(name));
  if (removed !== undefined) return `it has ${removed}, which is not asked for`;
  for (const [name, requirements] of specifiers) {
    const entries = known.filter((entry) => normalName(string(entry.name) ?? '') === name);
    if (requirements.length !== 1 || entries.length !== 1 || requirements[0].url !== undefined) continue;
    const [now, then] = [simple(requirements[0].specifier), simple(string(entries[0].specifier) ?? '')];
    if (now !== undefined && then !== undefined && now !== then) return `${name} was ${then || 'any version'} when it was locked, and is ${now || 'any version'} now`;
  }
  return groupDifference(pyproject, locked);
}

function groupDifference(pyproject: Table, locked: UvPackage): string | undefined {
  const known = table(locked.metadata['requires-dev']);
  for (const [group, requirements] of dependencyGroups(pyproject)) {
    const names = new Set(tables(known[normalName(group)]).map((entry) => normalName(string(entry.name) ?? '')));
    const added = requirements.map((text) => parseRequirement(text)?.name).find((name) => name !== undefined && !names.has(name));
    if (added !== undefined) return `it does not know ${added} of the group ${group}`;
  }
  return undefined;
}

/** A specifier in one spelling; undefined when it is not made of plain release numbers. */
function simple(specifier: string): string | undefined {
  const parts = specifier.split(',').map((part) => part.replace(/\s+/g, '')).filter((part) => part !== '');
  return parts.every((part) => /^(?:[<>=!~]=|[<>])(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*$/.test(part)) ? parts.sort().join(',') : undefined;
}

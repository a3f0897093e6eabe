import { Distribution } from './dependency-installer';
import { holdsOnLinux } from './marker';
import { satisfies } from './versions';

/** One arrow of a lock's graph. */
export interface LockedDependency {
  readonly name: string;
  readonly extras?: readonly string[];
  /** Which of several locked versions it means, as far as the lock says so. */
  readonly specifier?: string;
  readonly marker?: string;
}

/** One package of a lock. */
export interface LockedPackage {
  readonly name: string;
  readonly version?: string;
  readonly archives: readonly string[];
  readonly dependencies: readonly LockedDependency[];
  /** What each extra adds. */
  readonly extras: { readonly [extra: string]: readonly LockedDependency[] };
  /** Its sources are in the application's directory: it is no distribution of an index. */
  readonly local: boolean;
  /** The environment it is locked for, where there are several of its name. */
  readonly marker?: string;
}

/** What is reached in a lock. */
export interface Reached {
  readonly packages: readonly LockedPackage[];
  readonly distributions: Distribution[];
}

/**
 * Walks a lock from what production asks for. A marker that cannot be decided counts as true: a distribution too many
 * costs less than one that is missing.
 */
export function reach(packages: readonly LockedPackage[], roots: readonly LockedDependency[], python: string): Reached {
  const byName = new Map<string, LockedPackage[]>();
  packages.forEach((entry) => byName.set(entry.name, [...(byName.get(entry.name) ?? []), entry]));
  const extrasOf = new Map<LockedPackage, Set<string>>();
  const open: LockedDependency[] = [...roots];
  for (let next = open.pop(); next; next = open.pop()) {
    const { name, extras = [], specifier, marker } = next;
    if (!holds(marker, python)) continue;
    for (const found of meant((byName.get(name) ?? []).filter((entry) => holds(entry.marker, python)), specifier)) {
      const known = extrasOf.get(found);
      if (!known) open.push(...found.dependencies);
      const seen = known ?? new Set<string>();
      extrasOf.set(found, seen);
      for (const extra of extras.filter((each) => !seen.has(each))) {
        seen.add(extra);
        open.push(...(found.extras[extra] ?? []));
      }
    }
  }
  const reached = packages.filter((entry) => extrasOf.has(entry));
  const distributions = reached.filter((entry) => !entry.local).map((entry) => {
    const extras = [...(extrasOf.get(entry) ?? [])].sort();
    return {
      name: entry.name,
      ...(entry.version === undefined ? {} : { version: entry.version }),
      ...(extras.length > 0 ? { extras } : {}),
      ...(entry.archives.length > 0 ? { archives: [...entry.archives] } : {}),
    };
  });
  const key = ({ name, version = '' }: Distribution) => `${name} ${version}`;
  return { packages: reached, distributions: distributions.sort((a, b) => (key(a) < key(b) ? -1 : 1)) };
}

function holds(marker: string | undefined, python: string): boolean {
  return marker === undefined || marker === '' || holdsOnLinux(marker, python) !== false;
}

/** Those that the specifier allows; all when it allows none, for then it is written in another way. */
function meant(entries: readonly LockedPackage[], specifier: string | undefined): readonly LockedPackage[] {
  if (entries.length < 2 || !specifier) return entries;
  const allowed = entries.filter(({ version }) => {
    try {
      return version !== undefined && satisfies(version, specifier, { prereleases: true });
    } catch {
      return false;
    }
  });
  return allowed.length > 0 ? allowed : entries;
}

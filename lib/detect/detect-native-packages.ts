import { howItIsInstalled } from './wheel-choice';
import { Detected } from '../core/detected';
import { Finding } from '../core/finding';
import { ImageWarning } from '../core/image-warning';
import { received } from '../core/problems';
import { didYouMean } from '../core/suggestion';
import { DebianPackages } from '../debian/debian-packages';
import { DebianRelease } from '../debian/debian-release';
import { BY_IMPORT } from '../debian/native/geography';
import { NativeRow, packagesOn } from '../debian/native/native-row';
import { NATIVE_TABLE } from '../debian/native/native-table';
import { Distribution } from '../python/dependency-installer';
import { PythonVersion } from '../python/python-version';
import { normalName } from '../python/requirement';
import { satisfies, valid } from '../python/versions';

/** For whom the wheels of a lock have to fit, and what is known beside the distributions. */
export interface NativeTarget {
  readonly python: PythonVersion;
  readonly release: DebianRelease;
  /** `linux/amd64`; empty: the builder's own, which may be amd64 or arm64. */
  readonly platforms: readonly string[];
  /** What the user says of a distribution, instead of the table. */
  readonly given?: { readonly [distribution: string]: DebianPackages };
  /** Modules that the application uses, where a module of a larger distribution needs packages: `django.contrib.gis`. */
  readonly modules?: readonly string[];
}

/** Debian packages that the distributions need; `name=version` only where the user wrote it. */
export interface NativePackages {
  /** For the builder, beside what the full image has. */
  readonly build: readonly string[];
  /** For the app image. */
  readonly runtime: readonly string[];
}

/** What one distribution adds, and why. */
interface Need {
  readonly name: string;
  readonly build: readonly string[];
  readonly runtime: readonly string[];
  readonly evidence: string;
}

/** Finds the Debian packages that the installed distributions compile against and load. */
export function detectNativePackages(distributions: readonly Distribution[], target: NativeTarget): Detected<NativePackages> {
  const given = Object.fromEntries(Object.entries(target.given ?? {}).map(([name, packages]) => [normalized(name), packages]));
  const known = [...distributions].sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap(withExtras);
  const names = known.map(({ name }) => name);
  const rows = known.filter(({ name }, i) => names.indexOf(name) === i && !has(given, name))
    .flatMap((distribution) => rowOf(distribution, names).map((row) => ({ distribution, row })));
  const needs = [
    ...Object.keys(given).sort().map((name) => givenNeed(name, given[name])),
    ...rows.flatMap(({ distribution, row }) => needOf(distribution, row, target)),
    ...[...target.modules ?? []].sort().filter((name) => has(BY_IMPORT, name) && !has(given, name)).map((name): Need => ({
      name, build: [], runtime: packagesOn(BY_IMPORT[name].runtime, target.release.codename), evidence: `the application uses ${name}`,
    })),
  ];
  return {
    value: { build: together(needs.map(({ build }) => build)), runtime: together(needs.map(({ runtime }) => runtime)) },
    findings: needs.flatMap(findingsOf),
    warnings: rows.flatMap(({ distribution, row }) => gone(distribution, row, target)),
    problems: Object.keys(target.given ?? {}).flatMap((name) => checkGiven(name, names)),
  };
}

/** `psycopg[c]` installs psycopg-c, which a file without a lock does not list. */
function withExtras(distribution: Distribution): Distribution[] {
  return [distribution, ...(distribution.extras ?? []).map((extra): Distribution => ({ name: `${distribution.name}-${extra}` }))];
}

function rowOf(distribution: Distribution, names: readonly string[]): NativeRow[] {
  const row = has(NATIVE_TABLE, distribution.name) ? NATIVE_TABLE[distribution.name] : undefined;
  if (!row || row.unless?.some((other) => names.includes(other))) return [];
  if (row.versions && !(distribution.version && valid(distribution.version) && satisfies(distribution.version, row.versions))) return [];
  return [row];
}

function needOf(distribution: Distribution, row: NativeRow, target: NativeTarget): Need[] {
  const { name, version } = distribution;
  const { codename } = target.release;
  const build = packagesOn(row.build, codename);
  const runtime = packagesOn(row.runtime, codename);
  const who = version ? `${name} ${version}` : name;
  if (row.kind === 'loads') return [{ name, build: [], runtime, evidence: `${who} loads or runs what is in it` }];
  const installed = howItIsInstalled(distribution, row.kind === 'compiled', target);
  if (installed.compiled) return [{ name, build, runtime, evidence: `${who} is compiled: ${installed.because}` }];
  return row.kind === 'links' ? [{ name, build: [], runtime, evidence: `${who} comes as a wheel that loads the system's library` }] : [];
}

function givenNeed(name: string, { buildPackages = [], runtimePackages = [] }: DebianPackages): Need {
  return { name, build: buildPackages, runtime: runtimePackages, evidence: 'given' };
}

function findingsOf({ name, build, runtime, evidence }: Need): Finding[] {
  const override = `nativePackages: { '${name}': {} } for none, or with its own buildPackages and runtimePackages`;
  const finding = (subject: string, packages: readonly string[]): Finding[] =>
    packages.length === 0 ? [] : [{ subject, value: packages.join(' '), evidence: evidence === 'given' ? `given for ${name}` : evidence, override }];
  return [...finding('buildPackages', build), ...finding('runtimePackages', runtime)];
}

function gone({ name }: Distribution, row: NativeRow, { release }: NativeTarget): ImageWarning[] {
  if (row.gone?.release !== release.codename) return [];
  return [{
    code: 'native-package-gone',
    message: `${name} runs ${row.gone.what}, which Debian ${release.codename} does not have; take the release before it, base: PythonBase.debian({ release: DebianRelease.BOOKWORM }), or another tool`,
  }];
}

/** A name that is neither installed nor in the table is most likely a slip of one that is installed. */
function checkGiven(name: string, names: readonly string[]): string[] {
  const normal = normalized(name);
  if (names.includes(normal) || has(NATIVE_TABLE, normal) || has(BY_IMPORT, normal)) return [];
  const meant = didYouMean(normal, names);
  return meant === '' ? [] : [`nativePackages has ${received(name)}, which is not among the dependencies${meant}`];
}

/** @see https://packaging.python.org/en/latest/specifications/name-normalization/ */
function normalized(name: string): string {
  return has(BY_IMPORT, name) ? name : normalName(name);
}

/** Without what every object has: a distribution may be named `constructor`. */
function has(record: object, name: string): boolean {
  return Object.prototype.hasOwnProperty.call(record, name);
}

function together(lists: ReadonlyArray<readonly string[]>): string[] {
  return [...new Set(lists.flat())].sort();
}

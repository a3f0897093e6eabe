import { dockerfileHints } from './python/hints';
import { projectFiles } from './python/project-files';
import { compareSeries, distance, newestPatch, newestSatisfies, seriesSatisfies } from '../python/series';
import { versionFiles } from './python/version-files';
import { place, VersionStatement } from './python/version-statement';
import { IAppFiles } from '../core/app-files';
import { Checkout } from '../core/checkout';
import { Detected } from '../core/detected';
import { Finding } from '../core/finding';
import { Distribution } from '../python/dependency-installer';
import { Misfit, misfits } from '../python/fitting-series';
import { PythonVersion } from '../python/python-version';

/** What is asked about the Python version. */
export interface PythonQuestion {
  /** The checkout as it is: version files are evidence whether or not they reach the build. */
  readonly checkout: IAppFiles & Checkout;
  /** What is installed: old versions do not run on a new Python. */
  readonly distributions: readonly Distribution[];
}

const OVERRIDE = 'base: PythonBase.debian({ python: PythonVersion.V3_13 })';

/** Finds the Python series that everything in the directory allows, explains a contradiction. Decision 0030. */
export function detectPython({ checkout, distributions }: PythonQuestion): Detected<PythonVersion> {
  const statements = [...versionFiles(checkout), ...projectFiles(checkout)];
  const understood = statements.filter((statement) => statement.specifiers !== undefined);
  const hints = dockerfileHints(checkout);
  const unread = statements.filter((statement) => statement.specifiers === undefined)
    .map((statement) => `${place(statement)} is no CPython version or range that the library knows; correct it, or say which Python is meant: ${OVERRIDE}`);
  const allowed = PythonVersion._all.filter(({ series }) => understood.every((statement) => allows(statement, series)));
  if (unread.length > 0) return { findings: [], warnings: [], problems: unread };
  if (allowed.length === 0) return { findings: [], warnings: [], problems: [contradiction(understood)] };

  const open = allowed.filter(({ series }) => understood.every((statement) => statement.kind !== 'range' || (statement.specifiers ?? []).some((one) => newestSatisfies(series, one))));
  if (open.length === 0) return { findings: [], warnings: [], problems: [closed(understood, allowed[allowed.length - 1])] };

  const ranked = rank(open, hints, distributions);
  const [best] = ranked;
  return { value: best.version, findings: [finding(best, ranked.slice(1), understood, hints)], warnings: [], problems: tooOld(best, ranked) };
}

function allows({ specifiers = [] }: VersionStatement, series: string): boolean {
  return specifiers.some((range) => seriesSatisfies(series, range));
}

interface Candidate {
  readonly version: PythonVersion;
  readonly misfits: readonly Misfit[];
}

/**
 * What can be built at all; then maintained series; then what the pinned distributions run on and have wheels for; then what the application was run
 * with elsewhere, or the default; of two as good, the newer.
 */
function rank(allowed: readonly PythonVersion[], hints: readonly VersionStatement[], distributions: readonly Distribution[]): Candidate[] {
  const known = hints.flatMap(({ series }) => series ?? []);
  const wanted = known.length > 0 ? known.sort(compareSeries)[known.length - 1] : PythonVersion.V3_13.series;
  const weight = (of: Candidate) => of.misfits.reduce((sum, { why }) => sum + (why === 'has no wheel' ? 1 : 100), 0);
  const broken = (of: Candidate) => of.misfits.filter(({ why }) => why === 'does not compile').length;
  const far = ({ version }: Candidate) => distance(version.series, wanted);
  return allowed.map((version): Candidate => ({ version, misfits: misfits(distributions, version.series) })).sort((a, b) =>
    broken(a) - broken(b)
    || Number(a.version.isEndOfLife) - Number(b.version.isEndOfLife)
    || weight(a) - weight(b)
    || far(a) - far(b)
    || (known.length > 0 ? compareSeries(b.version.series, a.version.series) : compareSeries(a.version.series, b.version.series)));
}

function finding(
  best: Candidate, others: readonly Candidate[], statements: readonly VersionStatement[], hints: readonly VersionStatement[],
): Finding {
  const { series } = best.version;
  const taken = hints.find((hint) => hint.series === series);
  const [first] = [...statements.filter(({ kind }) => kind === 'pin'), ...statements];
  const says = [...statements, ...(taken ? [taken] : [])].map(place).join('; ');
  const nearest = others.filter(({ version }) => (!version.isEndOfLife || best.version.isEndOfLife)
    && best.misfits.length < misfitsOf(others, version.series).length);
  return {
    subject: 'python',
    value: series,
    evidence: says || `default: no file asks for a version, and ${series} is maintained until ${best.version.endOfLife}`,
    ...((first ?? taken) ? { file: (first ?? taken)?.file, line: (first ?? taken)?.line } : {}),
    ...alternatives(nearest, hints.filter((hint) => hint.series !== series)),
    override: `base: PythonBase.debian({ python: ${best.version._expression} })`,
  };
}

function misfitsOf(candidates: readonly Candidate[], series: string): readonly Misfit[] {
  return candidates.find(({ version }) => version.series === series)?.misfits ?? [];
}

function alternatives(worse: readonly Candidate[], untaken: readonly VersionStatement[]): { alternatives?: string[] } {
  const reasons = [
    ...worse.map(({ version, misfits: all }) => ({ version, misfit: all.find(({ why }) => why !== 'has no wheel') ?? all[0] }))
      .map(({ version, misfit }) => `${version.series}: ${misfit.name} ${misfit.version} ${misfit.why}${misfit.first ? `, ${misfit.first} is the first` : ''}`),
    ...untaken.map((hint) => `${hint.series}: ${place(hint)}`),
  ];
  return reasons.length > 0 ? { alternatives: reasons } : {};
}

/** Why no series is left: no image has it, or two files exclude each other. */
function contradiction(statements: readonly VersionStatement[]): string {
  const series = PythonVersion._all.map((version) => version.series);
  const impossible = statements.filter((statement) => !series.some((name) => allows(statement, name)));
  if (impossible.length > 0) {
    return `${impossible.map(place).join(' and ')} ${impossible.length > 1 ? 'ask' : 'asks'} for a Python that has no maintained official image `
      + `(there are: ${series.join(', ')}); move the application to a newer Python, or say which of these to try: ${OVERRIDE}`;
  }
  return `the files contradict each other about Python, no series satisfies all of them: ${statements.map(place).join('; ')}; correct one of them, or say which is meant: ${OVERRIDE}`;
}

/** A range that ends with a patch release: the images of a series have its newest, and a tag of one patch release gets no fixes. */
function closed(statements: readonly VersionStatement[], { series, _expression }: PythonVersion): string {
  const ends = statements.filter(({ kind, specifiers = [] }) => kind === 'range' && !specifiers.some((one) => newestSatisfies(series, one)));
  const patch = ends.flatMap(({ specifiers = [] }) => specifiers.flatMap((one) => newestPatch(series, one) ?? []))[0] ?? series;
  return `${ends.map(place).join(' and ')} ${ends.length > 1 ? 'allow' : 'allows'} no patch release after ${patch}, and the official images have the newest of a series; `
    + `write '~=${series}.0' there (and lock again), or pass images that have it: base: PythonBase.custom({ builderImage: 'python:${patch}-…', appImage: 'python:${patch}-slim-…', python: ${_expression}, release: DebianRelease.… })`;
}

/** Versions that run on none of the series that are left: an image of them would be built, and would not start. */
function tooOld(best: Candidate, ranked: readonly Candidate[]): string[] {
  const stuck = (of: Candidate) => of.misfits.filter(({ why }) => why !== 'has no wheel');
  const [first, ...more] = stuck(best);
  if (first === undefined) return [];
  const older = ranked.find((other) => stuck(other).length === 0);
  const others = more.length > 0 ? ` (and ${more.slice(0, 3).map(({ name, version, why }) => `${name} ${version} ${why}`).join(', ')})` : '';
  return [`${first.name} ${first.version} ${first.why} on Python ${best.version.series}${others}; raise it${first.first === undefined ? '' : ` to ${first.first} or newer`}, or, `
    + `${older ? 'on a Python that gets no security fixes' : 'if you know better'}, pass base: PythonBase.debian({ python: ${(older ?? best).version._expression} })`];
}

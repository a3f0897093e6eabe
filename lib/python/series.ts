import { satisfies, validRange } from './versions';

/** The patch releases that a series is tried with: one of them is enough. */
const PATCHES = [0, 40, ...Array.from({ length: 39 }, (_, i) => i + 1)];

/**
 * Whether a release of the series satisfies a version specifier (`>=3.11,<4`, `~=3.12.1`, `!=3.13.0`).
 * @see https://packaging.python.org/en/latest/specifications/version-specifiers/
 */
export function seriesSatisfies(series: string, specifier: string): boolean {
  return specifier === '' || PATCHES.some((patch) => satisfies(`${series}.${patch}`, specifier));
}

/** Whether it allows the patch release of a series that is the newest on the day of the build, whichever that is. */
export function newestSatisfies(series: string, specifier: string): boolean {
  return specifier === '' || satisfies(`${series}.${PATCHES[1]}`, specifier);
}

/** The newest patch release of a series that it allows; undefined when there is none. */
export function newestPatch(series: string, specifier: string): string | undefined {
  const patches = [...PATCHES].sort((a, b) => b - a).filter((patch) => satisfies(`${series}.${patch}`, specifier));
  return patches.length === 0 ? undefined : `${series}.${patches[0]}`;
}

/**
 * A constraint as PEP 440 writes it; those of Poetry (`^3.11`, `~3.11`, `3.11.*`, `>=3.9 || ^4`) are translated.
 * @returns the alternatives, of which one has to hold; undefined when it cannot be understood
 */
export function specifiers(constraint: string): string[] | undefined {
  const alternatives = constraint.split(/\|\|?/).map((part) => {
    const clauses = part.trim().split(/\s*,\s*|\s+(?=[<>=!~^])/).filter((clause) => clause !== '').map(clauseOf);
    return clauses.includes(undefined) ? undefined : clauses.filter((clause) => clause !== '').join(',');
  });
  const read = alternatives.filter((alternative) => alternative !== undefined && validOrEmpty(alternative));
  return read.length === alternatives.length ? read as string[] : undefined;
}

function clauseOf(clause: string): string | undefined {
  const text = clause.replace(/\s+/g, '');
  if (text === '*' || text === '') return '';
  const [, operator, version] = /^(\^|~(?!=)|[<>=!~]=?=?)?(\d+(?:\.\d+)*(?:\.\*)?[a-z0-9.+-]*)$/i.exec(text) ?? [];
  if (version === undefined) return undefined;
  const parts = version.replace(/\.\*$/, '').split('.').map(Number);
  const [major, second] = parts;
  if (operator === '^') return `>=${version},<${major + 1}`;
  if (operator === '~') return parts.length === 1 ? `>=${version},<${major + 1}` : `>=${version},<${major}.${second + 1}`;
  if (operator === undefined) return parts.length < 3 ? `==${parts.join('.')}.*` : `==${version}`;
  if (operator === '=') return `==${version}`;
  // `>3.9` and `<=3.13` with a series mean all of it to those who write them, and nothing useful to PEP 440
  if (operator === '<=' && parts.length === 2) return `<${major}.${second + 1}`;
  return text;
}

function validOrEmpty(specifier: string): boolean {
  return specifier === '' || validRange(specifier);
}

/** The series of a version such as `3.11.7`, `python-3.12`, `cpython-3.13.1` or `3.14-dev`; undefined for anything else. */
export function seriesOf(version: string): string | undefined {
  return /^(?:c?python-?)?(3\.\d{1,2})(?:\.\d+)?(?:[a-z0-9.+-]*)$/i.exec(version.trim())?.[1];
}

/** Orders series by their number. */
export function compareSeries(a: string, b: string): number {
  return minor(a) - minor(b);
}

/** How far two series are from each other. */
export function distance(a: string, b: string): number {
  return Math.abs(minor(a) - minor(b));
}

function minor(series: string): number {
  return Number(series.split('.')[1]);
}

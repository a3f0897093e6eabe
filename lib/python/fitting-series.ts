import { Distribution } from './dependency-installer';
import { FIRST_WHEELS, WHEEL_SERIES } from './first-wheels';
import { NOT_COMPILING, NOT_RUNNING } from './not-running';
import { compare, satisfies, valid } from './versions';
import { wheelFits } from './wheel-tags';
import { remembered } from '../core/remembered';

/** A distribution whose version is too old for a series. */
export interface Misfit {
  readonly name: string;
  readonly version: string;
  /** The first version that would do; undefined when there is none yet. */
  readonly first?: string;
  /** Whether it does not run there, cannot be built, or has only no wheel and would have to be compiled. */
  readonly why: 'does not run' | 'does not compile' | 'has no wheel';
}

/** The newest C library of the releases, on the usual architecture: what has no wheel there has none at all. */
const USUAL = { glibc: '2.41', architecture: 'x86_64' };

/** Which of the distributions are too old for a Python series, by the library's own dated tables. */
export function misfits(distributions: readonly Distribution[], series: string): Misfit[] {
  return distributions.flatMap(({ name, version, archives = [] }) => (
    version !== undefined && valid(version) ? misfit([series, name, version, ...archives].join('\n')) : []
  ));
}

const misfit = remembered((question): readonly Misfit[] => {
  const [series, name, version, ...archives] = question.split('\n');
  const wheels = archives.filter((archive) => archive.endsWith('.whl'));
  const fits = wheels.some((wheel) => wheelFits(wheel, { ...USUAL, python: series }));
  for (const [ranges, why] of [[NOT_RUNNING, 'does not run'], ...(fits ? [] : [[NOT_COMPILING, 'does not compile'] as const])] as const) {
    const range = Object.hasOwn(ranges, name) ? rowFor(ranges[name], series) : undefined;
    if (range !== undefined && satisfies(version, range)) return [{ name, version, first: /,?<([\d.]+)$/.exec(range)?.[1], why }];
  }
  // a lock knows the wheels; one without any, such as psycopg2, is compiled on every series
  if (archives.length > 0) return fits || wheels.length === 0 ? [] : [{ name, version, why: 'has no wheel' }];
  const column = WHEEL_SERIES.indexOf(series);
  const wheel = column < 0 || !Object.hasOwn(FIRST_WHEELS, name) ? undefined : FIRST_WHEELS[name].split(' ')[column];
  if (wheel === undefined || (wheel !== '-' && compare(version, wheel) >= 0)) return [];
  return [{ name, version, ...(wheel === '-' ? {} : { first: wheel }), why: 'has no wheel' }];
});

/** What a series lost stays lost in those after it: the row of the nearest one before, where there is none. */
function rowFor(rows: { readonly [series: string]: string }, series: string): string | undefined {
  const minor = (of: string) => Number(of.split('.')[1]);
  const known = Object.keys(rows).filter((of) => minor(of) <= minor(series)).sort((a, b) => minor(b) - minor(a));
  return known.length === 0 ? undefined : rows[known[0]];
}

import { compare, satisfies, valid } from '@renovatebot/pep440';
import { Distribution } from './dependency-installer';
import { FIRST_WHEELS, WHEEL_SERIES } from './first-wheels';
import { NOT_RUNNING } from './not-running';
import { wheelFits } from './wheel-tags';

/** A distribution whose version is too old for a series. */
export interface Misfit {
  readonly name: string;
  readonly version: string;
  /** The first version that would do; undefined when there is none yet. */
  readonly first?: string;
  /** Whether it does not run there, or has only no wheel and would have to be compiled. */
  readonly why: 'does not run' | 'has no wheel';
}

/** The newest C library of the releases, on the usual architecture: what has no wheel there has none at all. */
const USUAL = { glibc: '2.41', architecture: 'x86_64' };

/** Which of the distributions are too old for a Python series, by the library's own dated tables. */
export function misfits(distributions: readonly Distribution[], series: string): Misfit[] {
  return distributions.flatMap(({ name, version, archives = [] }): Misfit[] => {
    if (version === undefined || !valid(version)) return [];
    const range = Object.hasOwn(NOT_RUNNING, name) ? NOT_RUNNING[name][series] : undefined;
    if (range !== undefined && satisfies(version, range)) return [{ name, version, first: /,?<([\d.]+)$/.exec(range)?.[1], why: 'does not run' }];
    const wheels = archives.filter((archive) => archive.endsWith('.whl'));
    // a lock knows the wheels; one without any, such as psycopg2, is compiled on every series
    if (archives.length > 0) {
      const fits = wheels.length === 0 || wheels.some((wheel) => wheelFits(wheel, { ...USUAL, python: series }));
      return fits ? [] : [{ name, version, why: 'has no wheel' }];
    }
    const column = WHEEL_SERIES.indexOf(series);
    const wheel = column < 0 || !Object.hasOwn(FIRST_WHEELS, name) ? undefined : FIRST_WHEELS[name].split(' ')[column];
    if (wheel === undefined || (wheel !== '-' && compare(version, wheel) >= 0)) return [];
    return [{ name, version, ...(wheel === '-' ? {} : { first: wheel }), why: 'has no wheel' }];
  });
}

import { compare, valid } from '@renovatebot/pep440';
import { Distribution } from './dependency-installer';
import { FIRST_WHEELS, WHEEL_SERIES } from './first-wheels';
import { FIRST_COMPILING, FIRST_WORKING } from './first-working';

/** A distribution whose version is too old for a series. */
export interface Misfit {
  readonly name: string;
  readonly version: string;
  /** The first version that would do; undefined when there is none yet. */
  readonly first?: string;
  /** Whether it does not run there, cannot be built, or has only no wheel and would have to be compiled. */
  readonly why: 'does not run' | 'does not compile' | 'has no wheel';
}

/** Which of the distributions are too old for a Python series, by the library's own dated tables. */
export function misfits(distributions: readonly Distribution[], series: string): Misfit[] {
  return distributions.flatMap(({ name, version }): Misfit[] => {
    if (version === undefined || !valid(version)) return [];
    const working = FIRST_WORKING[name]?.[series];
    if (working !== undefined && compare(version, working) < 0) return [{ name, version, first: working, why: 'does not run' }];
    const compiling = FIRST_COMPILING[name]?.[series];
    if (compiling !== undefined && compare(version, compiling) < 0) return [{ name, version, first: compiling, why: 'does not compile' }];
    const column = WHEEL_SERIES.indexOf(series);
    const wheel = column < 0 || !Object.hasOwn(FIRST_WHEELS, name) ? undefined : FIRST_WHEELS[name].split(' ')[column];
    if (wheel === undefined || (wheel !== '-' && compare(version, wheel) >= 0)) return [];
    return [{ name, version, ...(wheel === '-' ? {} : { first: wheel }), why: 'has no wheel' }];
  });
}

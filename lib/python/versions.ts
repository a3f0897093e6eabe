import * as pep440 from '@renovatebot/pep440';
import { remembered } from '../core/remembered';

/**
 * Whether a version satisfies a specifier. The images of an App ask the same of the same versions.
 * @see https://packaging.python.org/en/latest/specifications/version-specifiers/
 */
export function satisfies(version: string, specifier: string, { prereleases = false } = {}): boolean {
  return prereleases ? pep440.satisfies(version, specifier, { prereleases }) : answers(`${version}\n${specifier}`);
}

const answers = remembered((question) => {
  const [version, specifier] = question.split('\n');
  return pep440.satisfies(version, specifier);
});

/** Whether it is a version at all. */
export const valid = remembered((version) => pep440.valid(version) !== null);

/** Whether it is a specifier at all. */
export const validRange = remembered((specifier) => pep440.validRange(specifier));

/** Orders versions. */
export const { compare } = pep440;

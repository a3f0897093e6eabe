import { Distribution } from './dependency-installer';
import { satisfies, valid } from './versions';

/** Versions that import pkg_resources and take it for granted: each was seen failing without it. */
const IMPORTING: { readonly [distribution: string]: string } = { apscheduler: '<=3.9.1', gunicorn: '>=20,<21', pyramid: '<=2.0.2' };

/** The last setuptools that brings pkg_resources; a virtualenv of Python 3.12 or later has none at all. */
export const WITH_PKG_RESOURCES = 'setuptools<82';

/** Which distribution needs a setuptools that pkg_resources is still part of; undefined when none does, or the file names one itself. */
export function needsPkgResources(distributions: readonly Distribution[]): string | undefined {
  if (distributions.some(({ name }) => name === 'setuptools')) return undefined;
  const found = distributions.find(({ name, version }) =>
    version !== undefined && valid(version) && Object.hasOwn(IMPORTING, name) && satisfies(version, IMPORTING[name]));
  return found && `${found.name} ${found.version}`;
}

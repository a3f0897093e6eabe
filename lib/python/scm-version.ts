import { parseRequirement } from './requirement';

/** Build requirements that ask Git for the version, and the variable that tells it instead. */
const SOURCES: ReadonlyArray<readonly [string, string]> = [
  ['setuptools-scm', 'SETUPTOOLS_SCM_PRETEND_VERSION'],
  ['hatch-vcs', 'SETUPTOOLS_SCM_PRETEND_VERSION'],
  ['flit-scm', 'SETUPTOOLS_SCM_PRETEND_VERSION'],
  ['pbr', 'PBR_VERSION'],
  ['poetry-dynamic-versioning', 'POETRY_DYNAMIC_VERSIONING_BYPASS'],
];

/** The version of an application that asks Git for it: the build has no history. */
export const UNKNOWN_VERSION = '0.0.0';

/** The variable that gives a build its version, where one is needed; undefined otherwise. */
export function versionVariable(buildRequires: readonly string[], scmOfPdm: boolean): string | undefined {
  if (scmOfPdm) return 'PDM_BUILD_SCM_VERSION';
  const names = buildRequires.map((text) => parseRequirement(text)?.name);
  return SOURCES.find(([name]) => names.includes(name))?.[1];
}

import { sameUrl } from './index-credentials';
import { PackageIndex } from './package-index';

/**
 * What pip is told of the indexes beside PyPI when it installs the application's dependencies; the one that replaces PyPI
 * is in the builder's environment, for the tools come from it as well.
 */
export function pipIndexOptions(indexes: readonly PackageIndex[]): string[] {
  return indexes.filter((index) => !index.replacesPypi).flatMap((index) => ['--extra-index-url', index.url]);
}

/** The same for `uv pip`, which does not read PIP_INDEX_URL. It takes a package from the first index that has it, PyPI being the last. */
export function uvIndexOptions(indexes: readonly PackageIndex[]): string[] {
  return indexes.flatMap((index) => [index.replacesPypi ? '--default-index' : '--index', index.url]);
}

/** Whether a RUN that installs only a tool of the build, such as uv, asks a private index. */
export function toolsAreAuthenticated(indexes: readonly PackageIndex[]): boolean {
  return indexes.some((index) => index.replacesPypi);
}

/** Whether the URL is that of PyPI, or of an archive of it. */
export function isPypi(url: string): boolean {
  return /^https:\/\/(?:pypi\.org\/simple|pypi\.python\.org|files\.pythonhosted\.org)(?:\/|$)/.test(url);
}

/**
 * What is wrong with indexes that a lock does not name: its tool asks those of the lock and no others.
 *
 * @param locked URLs of the indexes that the lock, and the file that it is made from, have
 * @param lock its file, for the message
 * @param declare how its project names an index, and how it is locked again
 */
export function missingIndexProblems(
  indexes: readonly PackageIndex[], locked: readonly string[], lock: string, declare: (index: PackageIndex) => string,
): string[] {
  // a user or a variable in the URL does not make it another index
  const urls = locked.map((url) => url.replace(/(:\/\/)[^/\s]*@/, '$1'));
  return indexes.filter((index) => !urls.some((url) => sameUrl(url, index.url)))
    .map((index) => `packageIndexes has '${index.url}', which ${lock} does not use, and nothing else is asked; ${declare(index)}`);
}

/** The same for a tool that takes an archive from nowhere but the index that the lock has for it. */
export function lockIndexProblems(
  indexes: readonly PackageIndex[], locked: readonly string[], lock: string, declare: (index: PackageIndex) => string,
): string[] {
  return indexes.flatMap((index) => {
    const missing = missingIndexProblems([index], locked, lock, declare);
    if (missing.length > 0 || !index.replacesPypi || !locked.some(isPypi)) return missing;
    return [`packageIndexes has '${index.url}' instead of PyPI, and ${lock} has packages of PyPI; ${declare(index)}, or make it PackageIndex.besidePypi()`];
  });
}

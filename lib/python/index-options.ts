import { sameUrl } from './index-credentials';
import { PackageIndex } from './package-index';

/**
 * What pip is told of the indexes beside PyPI when it installs the application's dependencies; the one that replaces PyPI
 * is in the builder's environment, for the tools come from it as well.
 */
export function pipIndexOptions(indexes: readonly PackageIndex[]): string[] {
  return indexes.filter((index) => !index.replacesPypi).flatMap((index) => ['--extra-index-url', index.url]);
}

/** Whether a RUN that installs only a tool of the build, such as uv, asks a private index. */
export function toolsAreAuthenticated(indexes: readonly PackageIndex[]): boolean {
  return indexes.some((index) => index.replacesPypi);
}

/**
 * What is wrong with indexes that a lock does not name: its tool asks those of the lock and no others.
 *
 * @param locked URLs of the indexes that the lock, and the file that it is made from, have
 * @param lock its file, for the message
 * @param declare how its project names an index, and how it is locked again
 */
export function lockIndexProblems(
  indexes: readonly PackageIndex[], locked: readonly string[], lock: string, declare: (index: PackageIndex) => string,
): string[] {
  const isPypi = (url: string) => /^https:\/\/(?:pypi\.org\/simple|files\.pythonhosted\.org)(?:\/|$)/.test(url);
  return indexes.flatMap((index) => {
    if (!locked.some((url) => sameUrl(url, index.url))) {
      return [`packageIndexes has '${index.url}', which ${lock} does not use, and nothing else is asked; ${declare(index)}`];
    }
    if (index.replacesPypi && locked.some(isPypi)) {
      return [`packageIndexes has '${index.url}' instead of PyPI, and ${lock} has packages of PyPI; ${declare(index)}, or make it PackageIndex.besidePypi()`];
    }
    return [];
  });
}

import { posix } from 'path';
import { IAppFiles } from '../core/app-files';
import { GitIgnore } from '../core/git-ignore';
import { Problems, received } from '../core/problems';

/** A path that stays below the context; undefined, with a problem, when it does not. */
export function insideContext(option: string, path: string, from: string, problems: Problems): string | undefined {
  const normal = posix.normalize(posix.join(from, path)).replace(/(?<=.)\/$/, '');
  if (path === '' || posix.isAbsolute(path) || normal === '..' || normal.startsWith('../')) {
    problems.add(`${option} is ${received(path)}; it must be a path relative to the context that stays inside it`);
    return undefined;
  }
  return normal;
}

/** What the build writes, relative to the context: none of it may hold package.json, beside which node_modules is made. */
export function checkOutput(output: string, directory: string, problems: Problems): string | undefined {
  const path = insideContext('assets.output', output, directory, problems);
  if (path === undefined) return undefined;
  if (path === '.' || `${directory}/`.startsWith(`${path}/`)) {
    problems.add(`assets.output is ${received(output)}, the whole directory; name the directory that the build writes`);
    return undefined;
  }
  return path;
}

/**
 * Whether what a checkout has at an output is stale: Git ignores it, or nothing is there. What Git keeps beside the results
 * belongs to the application.
 */
export function isStale(output: string, files: IAppFiles, ignore: GitIgnore): boolean {
  const ignored = ignore.find(output, !files.fileExists(output)) ?? ignore.find(posix.join(output, 'index.html'), false);
  return ignored !== undefined || !(files.fileExists(output) || hasFiles(output, files, 5));
}

/** Whether a directory holds a file at any depth that matters. */
export function hasFiles(directory: string, files: IAppFiles, depth: number): boolean {
  if (depth === 0 || !files.directoryExists(directory)) return false;
  return files.listDirectory(directory).filter((name) => name !== '.gitkeep' && name !== '.gitignore')
    .some((name) => files.fileExists(posix.join(directory, name)) || hasFiles(posix.join(directory, name), files, depth - 1));
}

export function checkSource(source: string, directory: string, stale: readonly string[], files: IAppFiles, problems: Problems): string | undefined {
  const path = insideContext('assets.sources', source, directory, problems);
  if (path === undefined) return undefined;
  const output = stale.find((of) => path === of || path.startsWith(`${of}/`));
  if (output !== undefined) {
    problems.add(`assets.sources has ${received(source)}, which lies in the output ${received(posix.relative(directory, output))} and so never reaches the build`);
    return undefined;
  }
  if (!files.fileExists(path) && !files.directoryExists(path)) {
    problems.add(`assets.sources has ${received(source)}: ${files.explainMissing(path)}`);
    return undefined;
  }
  return path;
}

import { posix } from 'path';
import { IAppFiles } from '../../core/app-files';
import { PackageJson, readPackageJson, workspaceDirectories } from '../../node/package-json';

/** A package.json, and the one above whose workspace it is part of. */
export interface Candidate {
  readonly packageJson: PackageJson;
  readonly workspace?: PackageJson;
}

const DEPTH = 4;
const SKIPPED = /^(?:node_modules|bower_components|jspm_packages|vendor|vendors|site-packages|venv|env|__pycache__|migrations|locale|fixtures)$|^\./;

/** Every package.json that is not somebody else's, in a stable order. */
export function findCandidates(files: IAppFiles, problems: string[]): Candidate[] {
  const found: PackageJson[] = [];
  const visit = (folder: string, depth: number): void => {
    const path = posix.join(folder, 'package.json');
    if (files.fileExists(path)) {
      try {
        found.push(readPackageJson(path, files));
      } catch (error) {
        problems.push(`${error instanceof Error ? error.message : String(error)}; correct it, or pass assets: NodeAssets.none()`);
      }
    }
    if (depth === 0) return;
    files.listDirectory(folder).filter((name) => !SKIPPED.test(name)).map((name) => posix.join(folder, name))
      .filter((child) => files.directoryExists(child) && !files.isSymbolicLink(child)).forEach((child) => visit(child, depth - 1));
  };
  visit('.', DEPTH);
  const workspaces = new Map<string, PackageJson>();
  found.forEach((root) => workspaceDirectories(root, files).forEach((directory) => workspaces.set(directory, root)));
  return found.map((packageJson) => {
    const workspace = workspaces.get(packageJson.directory);
    return { packageJson, ...(workspace && workspace !== packageJson ? { workspace } : {}) };
  });
}

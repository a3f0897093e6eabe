import { existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';

/** Lists what the last synth wrote, so that the files of a construct that is gone can go too. */
const LISTING = '.cdk8s-python-venv';

/** The only names that are ever written, and so the only ones that may be removed. */
const OWN = /^(?:docker-bake\.hcl|[a-z0-9_-]+\/Dockerfile(?:\.dockerignore)?)$/;

/** Text of each file, by its path below the folder with `/` between its parts. */
export type Files = ReadonlyMap<string, string>;

/** Writes the files that changed, and removes those of an earlier synth that are no longer among them. */
export function writeFiles(folder: string, files: Files): void {
  const listing = join(folder, LISTING);
  const before = existsSync(listing) ? readFileSync(listing, 'utf8').split('\n').filter((name) => OWN.test(name)) : [];
  const names = [...files.keys()].sort();
  writeTogether([
    ...names.map((name) => [join(folder, name), files.get(name) ?? ''] as const),
    [listing, `${names.join('\n')}\n`],
  ]);
  before.filter((name) => !files.has(name)).forEach((name) => remove(folder, name));
}

/**
 * Writes texts, all or none: each goes beside its file first, and takes its place when all are on the disk. A file that
 * stays the same keeps its time.
 *
 * @throws when the disk is full or the folder cannot be written; what was there before still is
 */
export function writeTogether(texts: ReadonlyArray<readonly [path: string, text: string]>): void {
  const changed = texts.filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
  const made: string[] = [];
  try {
    for (const [path, text] of changed) {
      made.push(...makeFolder(dirname(path)));
      made.push(beside(path));
      writeFileSync(beside(path), text);
    }
  } catch (error) {
    made.reverse().forEach(removeQuietly);
    throw new Error(`cannot write the build files: ${error instanceof Error ? error.message : String(error)}; nothing was changed, mend that and run synth again`);
  }
  changed.forEach(([path]) => renameSync(beside(path), path));
}

function beside(path: string): string {
  return `${path}.new`;
}

/** @returns the folders that were made, the outermost first */
function makeFolder(folder: string): string[] {
  if (existsSync(folder)) return [];
  const above = makeFolder(dirname(folder));
  mkdirSync(folder);
  return [...above, folder];
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    removeFolder(path);
  }
}

function removeFolder(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // not empty: something of the user's is in it
  }
}

function remove(folder: string, name: string): void {
  rmSync(join(folder, name), { force: true });
  removeFolder(join(folder, dirname(name)));
}

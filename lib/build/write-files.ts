import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'fs';
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
  before.filter((name) => !files.has(name)).forEach((name) => remove(folder, name));
  const names = [...files.keys()].sort();
  names.forEach((name) => writeIfChanged(join(folder, name), files.get(name) ?? ''));
  writeIfChanged(listing, `${names.join('\n')}\n`);
}

/** Keeps the modification time of a file that stays the same. */
export function writeIfChanged(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function remove(folder: string, name: string): void {
  rmSync(join(folder, name), { force: true });
  try {
    rmdirSync(join(folder, dirname(name)));
  } catch {
    // not empty: something of the user's is in it
  }
}

import { rmSync, statSync, writeFileSync } from 'fs';

/**
 * Writes a file that is not there yet.
 *
 * @throws when there is one, or the text could not be written: then nothing is left
 */
export function writeNewFile(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new Error(`'${path}' is there already and is not written over; remove it, or give another name`);
    if (code === 'ENOENT') throw new Error(`the folder of '${path}' does not exist; make it first`);
    if (code === 'ENOTDIR' || code === 'EACCES' || code === 'EROFS') throw new Error(`'${path}' cannot be written (${code})`);
    rmSync(path, { force: true });
    throw error;
  }
}

/** Is there a directory? A link to one is, too. */
export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

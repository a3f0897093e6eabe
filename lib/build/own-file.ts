import { existsSync, readFileSync } from 'fs';
import { writeTogether } from './write-files';
import { OWN_FILE } from '../core/own-file';

/** Whether somebody else's file is at a path. */
export function isForeign(path: string): boolean {
  return existsSync(path) && !readFileSync(path, 'utf8').startsWith(OWN_FILE);
}

/** Writes a file of the library's own, and leaves everybody else's. */
export function writeOwnFile(path: string, text: string): void {
  if (!isForeign(path)) writeTogether([[path, text]]);
}

import { createHash, Hash } from 'crypto';
import { closeSync, openSync, readSync } from 'fs';
import { join } from 'path';
import { ContextEntry } from '../project/context-walk';

/** All that decides what is in an image. */
export interface TagInput {
  readonly dockerfile: string;
  readonly ignoreFile: string;
  readonly images: readonly string[];
  readonly platforms: readonly string[];
  readonly revision: string;
  readonly context: string;
  readonly entries: readonly ContextEntry[];
}

/**
 * The tag: `c` and 19 hexadecimal digits of SHA-256, equal exactly when the build's input is.
 *
 * No time, owner or umask is in it, and nothing that carries a tag itself. 20 characters fit a tag, a label's value and
 * the end of a Job's name; the letter keeps YAML from reading it as a number.
 */
export function contentTag(input: TagInput): string {
  const hash = createHash('sha256');
  record(hash, 'dockerfile', input.dockerfile);
  record(hash, 'ignore', input.ignoreFile);
  input.images.forEach((image) => record(hash, 'image', image));
  input.platforms.forEach((platform) => record(hash, 'platform', platform));
  record(hash, 'revision', input.revision);
  for (const entry of input.entries) {
    record(hash, `${entry.kind}${entry.executable ? ' executable' : ''}`, entry.path);
    if (entry.kind === 'symlink') record(hash, 'target', entry.target ?? '');
    if (entry.kind === 'file') record(hash, 'content', fileDigest(join(input.context, entry.path)));
  }
  return `c${hash.digest('hex').slice(0, 19)}`;
}

/** Lengths keep two values from running into each other. */
function record(hash: Hash, kind: string, value: string): void {
  const bytes = Buffer.from(value);
  hash.update(`${kind} ${bytes.length}\n`).update(bytes).update('\n');
}

/** In pieces, for a context may hold files larger than memory. */
function fileDigest(path: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(1024 * 1024);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) hash.update(buffer.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

import { createHash, Hash } from 'crypto';
import { closeSync, openSync, readSync } from 'fs';
import { ContextEntry } from '../project/context-walk';

/** Read and hashed at once; a context may hold files larger than memory. */
const PIECE = 1024 * 1024;

interface Known {
  readonly entries: readonly ContextEntry[];
  readonly digest: string;
}

/**
 * Digests of contexts, for the images of one App. A context is read once: it is read again only when a walk finds
 * something of it changed on the disk (another inode, size, or time of change).
 */
export class ContextDigests {
  private readonly contexts = new Map<string, Known[]>();
  private readonly buffer = Buffer.allocUnsafe(PIECE);

  /** SHA-256 of all that a walk found, in its order. No time, owner or umask is in it. */
  public of(context: string, entries: readonly ContextEntry[]): string {
    const known = this.contexts.get(context) ?? [];
    const equal = known.find((one) => sameEntries(one.entries, entries));
    if (equal) return equal.digest;
    const digest = this.read(context, entries);
    this.contexts.set(context, [...known, { entries, digest }]);
    return digest;
  }

  private read(context: string, entries: readonly ContextEntry[]): string {
    const digest = createHash('sha256');
    for (const { kind, executable, path, target } of entries) {
      record(digest, `${kind}${executable ? ' executable' : ''}`, path);
      if (kind === 'symlink') record(digest, 'target', target ?? '');
      if (kind === 'file') this.content(digest, `${context}/${path}`);
    }
    return digest.digest('hex');
  }

  /** What fits goes in as it is, with its length before it; of a larger file its own digest. */
  private content(into: Hash, path: string): void {
    const file = openSync(path, 'r');
    try {
      let length = readSync(file, this.buffer, 0, PIECE, null);
      if (length < PIECE) {
        into.update(`content ${length}\n`).update(this.buffer.subarray(0, length));
        return;
      }
      const whole = createHash('sha256');
      for (; length > 0; length = readSync(file, this.buffer, 0, PIECE, null)) whole.update(this.buffer.subarray(0, length));
      record(into, 'digest', whole.digest('hex'));
    } finally {
      closeSync(file);
    }
  }
}

function sameEntries(some: readonly ContextEntry[], others: readonly ContextEntry[]): boolean {
  return some === others || (some.length === others.length && some.every((one, i) => {
    const other = others[i];
    return one.path === other.path && one.kind === other.kind && one.executable === other.executable && one.target === other.target
      && one.size === other.size && one.stamp === other.stamp;
  }));
}

/** The length keeps two values from running into each other. */
export function record(into: Hash, kind: string, value: string): void {
  into.update(`${kind} ${Buffer.byteLength(value)}\n${value}\n`);
}

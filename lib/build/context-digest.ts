import { createHash, hash, Hash } from 'crypto';
import { closeSync, openSync, readSync } from 'fs';
import { ContextEntry } from '../project/context-walk';

/** Larger files are read in pieces, for a context may hold files larger than memory. */
const PIECE = 1024 * 1024;

interface ReadFile {
  readonly size?: number;
  readonly stamp?: string;
  readonly digest: Buffer;
}

/**
 * Digests of contexts, for the images of one App. A file is read once: it is read again only when the walk finds it
 * changed on the disk (another inode, size, or time of change).
 */
export class ContextDigests {
  private readonly files = new Map<string, Map<string, ReadFile>>();
  private readonly contexts = new WeakMap<readonly ContextEntry[], string>();
  private readonly buffer = Buffer.allocUnsafe(PIECE);

  /** SHA-256 of all that a walk found, in its order. No time, owner or umask is in it. */
  public of(context: string, entries: readonly ContextEntry[]): string {
    const known = this.contexts.get(entries);
    if (known !== undefined) return known;
    const files = this.files.get(context) ?? new Map<string, ReadFile>();
    this.files.set(context, files);
    const digest = createHash('sha256');
    for (const entry of entries) {
      record(digest, `${entry.kind}${entry.executable ? ' executable' : ''}`, entry.path);
      if (entry.kind === 'symlink') record(digest, 'target', entry.target ?? '');
      if (entry.kind === 'file') digest.update(this.file(context, entry, files));
    }
    const text = digest.digest('hex');
    this.contexts.set(entries, text);
    return text;
  }

  private file(context: string, { path, size, stamp }: ContextEntry, files: Map<string, ReadFile>): Buffer {
    const known = files.get(path);
    if (known && known.size === size && known.stamp === stamp) return known.digest;
    const digest = this.read(`${context}/${path}`, size ?? Infinity);
    files.set(path, { size, stamp, digest });
    return digest;
  }

  private read(path: string, size: number): Buffer {
    const file = openSync(path, 'r');
    try {
      const piece = () => readSync(file, this.buffer, 0, PIECE, null);
      const first = piece();
      // most files are small, and for them the making of a Hash takes longer than the hashing
      if (first === size && first < PIECE) return hash('sha256', this.buffer.subarray(0, first), 'buffer');
      const whole = createHash('sha256');
      for (let read = first; read > 0; read = piece()) whole.update(this.buffer.subarray(0, read));
      return whole.digest();
    } finally {
      closeSync(file);
    }
  }
}

/** The length keeps two values from running into each other. */
export function record(into: Hash, kind: string, value: string): void {
  into.update(`${kind} ${Buffer.byteLength(value)}\n${value}\n`);
}

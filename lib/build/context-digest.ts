import { createHash, Hash } from 'crypto';
import { closeSync, openSync, readSync } from 'fs';
import { ContextEntry } from '../project/context-walk';

/** Read and hashed at once; a context may hold files larger than memory. */
const PIECE = 1024 * 1024;

/** Beyond this size a file has a digest of its own. */
const SMALL = PIECE / 4;

/** Digits of a length that is written in front of what it is of. */
const DIGITS = 7;

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

  /** Names and small files are gathered in the buffer: with 100,000 files, handing over each takes longer than hashing it. */
  private read(context: string, entries: readonly ContextEntry[]): string {
    const digest = createHash('sha256');
    let used = 0;
    const room = (bytes: number) => {
      if (used + bytes <= PIECE) return;
      digest.update(this.buffer.subarray(0, used));
      used = 0;
    };
    const text = (kind: string, value: string) => {
      room(Buffer.byteLength(value) + 100);
      used += this.buffer.write(recordOf(kind, value), used);
    };
    for (const { kind, executable, path, target, size = 0 } of entries) {
      text(`${kind}${executable ? ' executable' : ''}`, path);
      if (kind === 'symlink') text('target', target ?? '');
      if (kind !== 'file') continue;
      const file = openSync(`${context}/${path}`, 'r');
      try {
        if (size > SMALL) {
          room(PIECE);
          text('digest', this.large(file));
        } else {
          room(size + DIGITS + 100);
          const length = readSync(file, this.buffer, used + DIGITS, size + 1, null);
          this.buffer.write(String(length).padStart(DIGITS), used);
          used += DIGITS + length;
        }
      } finally {
        closeSync(file);
      }
    }
    return digest.update(this.buffer.subarray(0, used)).digest('hex');
  }

  private large(file: number): string {
    const whole = createHash('sha256');
    for (let length; (length = readSync(file, this.buffer, 0, PIECE, null)) > 0;) whole.update(this.buffer.subarray(0, length));
    return whole.digest('hex');
  }
}

function sameEntries(some: readonly ContextEntry[], others: readonly ContextEntry[]): boolean {
  return some === others || (some.length === others.length && some.every((one, i) => {
    const other = others[i];
    return one.path === other.path && one.kind === other.kind && one.executable === other.executable && one.target === other.target
      && one.size === other.size && one.inode === other.inode && one.modified === other.modified && one.changed === other.changed;
  }));
}

/** The length keeps two values from running into each other. */
function recordOf(kind: string, value: string): string {
  return `${kind} ${Buffer.byteLength(value)}\n${value}\n`;
}

export function record(into: Hash, kind: string, value: string): void {
  into.update(recordOf(kind, value));
}

const BLOCK = 512;

/** Bytes in pieces of any length. */
export type Bytes = AsyncIterable<Uint8Array>;

/** One member of an archive. Its body is passed over unless it is read before the next one is asked for. */
export interface TarEntry {
  readonly path: string;
  readonly kind: 'file' | 'hardlink' | 'symlink' | 'directory' | 'other';
  readonly size: number;
  readonly target: string;
  readonly body: Bytes;
}

/** A stream that is read by length. */
class Reader {
  private readonly source: AsyncIterator<Uint8Array>;
  private current: Buffer = Buffer.alloc(0);

  constructor(bytes: Bytes) {
    this.source = bytes[Symbol.asyncIterator]();
  }

  /** Up to `length` bytes; none at the end. */
  public async some(length: number): Promise<Buffer> {
    while (this.current.length === 0) {
      const { value, done } = await this.source.next();
      if (done) return this.current;
      this.current = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    }
    const piece = this.current.subarray(0, length);
    this.current = this.current.subarray(piece.length);
    return piece;
  }

  /** @throws when the stream ends inside; at its very end there are none */
  public async exactly(length: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for (let left = length; left > 0;) {
      const piece = await this.some(left);
      if (piece.length === 0) {
        if (left === length) return piece;
        throw new Error('the archive ends in the middle of a member');
      }
      pieces.push(piece);
      left -= piece.length;
    }
    return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
  }
}

/**
 * The members of a tar archive, one after the other, without keeping any: POSIX (pax) and GNU.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06
 */
export async function* tarEntries(bytes: Bytes): AsyncGenerator<TarEntry> {
  const reader = new Reader(bytes);
  let own: { readonly [key: string]: string } = {};
  for (;;) {
    const header = await reader.exactly(BLOCK);
    if (header.length === 0 || header.every((byte) => byte === 0)) {
      while ((await reader.some(1_048_576)).length > 0); // a writer wants to be read to its end
      return;
    }
    checkSum(header);
    const type = String.fromCharCode(header[156] || 0x30);
    const size = own.size === undefined ? number(header, 124, 12) : Number(own.size);
    const padding = (BLOCK - (size % BLOCK)) % BLOCK;
    if ('xgLK'.includes(type)) {
      const text = await reader.exactly(size);
      await reader.exactly(padding);
      if (type === 'x') own = { ...own, ...records(text) };
      if (type === 'L') own = { ...own, path: string(text) };
      if (type === 'K') own = { ...own, linkpath: string(text) };
      continue;
    }
    const prefix = header.toString('latin1', 257, 262) === 'ustar' && header[345] !== 0 ? `${string(header.subarray(345, 500))}/` : '';
    let left = size;
    const body = async function* () {
      while (left > 0) {
        const piece = await reader.some(left);
        if (piece.length === 0) throw new Error('the archive ends in the middle of a member');
        left -= piece.length;
        yield piece;
      }
    };
    yield {
      path: own.path ?? prefix + string(header.subarray(0, 100)),
      target: own.linkpath ?? string(header.subarray(157, 257)),
      kind: KINDS.get(type) ?? 'other',
      size,
      body: { [Symbol.asyncIterator]: body },
    };
    for await (const piece of body()) void piece;
    await reader.exactly(padding);
    own = {};
  }
}

const KINDS = new Map<string, TarEntry['kind']>([['0', 'file'], ['7', 'file'], ['1', 'hardlink'], ['2', 'symlink'], ['5', 'directory']]);

/** All of a body, for one that is known to be short. */
export async function readAll(body: Bytes): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}

function string(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? field.length : end);
}

/** Octal digits or, for what they cannot hold, a binary number behind a set first bit. */
function number(header: Buffer, start: number, length: number): number {
  const field = header.subarray(start, start + length);
  if (field[0] >= 0x80) return field.subarray(1).reduce((sum, byte) => sum * 256 + byte, field[0] - 0x80);
  return parseInt(string(field).trim() || '0', 8);
}

/** `27 path=a/long/name\n`, the length counted in bytes */
function records(text: Buffer): { [key: string]: string } {
  const found: { [key: string]: string } = {};
  for (let start = 0; start < text.length;) {
    const space = text.indexOf(' ', start);
    const length = parseInt(text.toString('latin1', start, space), 10);
    if (space < 0 || !(length > 0)) break;
    const record = text.toString('utf8', space + 1, start + length - 1);
    found[record.slice(0, record.indexOf('='))] = record.slice(record.indexOf('=') + 1);
    start += length;
  }
  return found;
}

function checkSum(header: Buffer): void {
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
  if (sum !== number(header, 148, 8)) throw new Error('this is no tar archive, or it is damaged');
}

import { pipeline, Readable } from 'stream';
import { createGunzip } from 'zlib';
import { Bytes, readAll, tarEntries } from './tar';

/** A file of a layer; what is no file has no size. */
export interface LayerFile {
  readonly path: string;
  readonly size: number;
  /** The file that a hard link is another name of. */
  readonly same?: string;
  readonly directory: boolean;
}

/** One layer, with the text of the files that tell what belongs to whom. */
export interface Layer {
  readonly files: readonly LayerFile[];
  readonly texts: ReadonlyMap<string, string>;
}

/** What an image says of itself. @see https://github.com/opencontainers/image-spec/blob/main/config.md */
export interface ImageConfig {
  readonly architecture?: string;
  readonly os?: string;
  readonly config?: { readonly Labels?: { readonly [key: string]: string } | null; readonly Env?: readonly string[] | null };
  readonly history?: ReadonlyArray<{ readonly created_by?: string; readonly empty_layer?: boolean }>;
}

/** An image out of an archive: its layers from the lowest up. */
export interface SavedImage {
  readonly config: ImageConfig;
  readonly layers: readonly Layer[];
}

/** Files that are kept as text: who owns what. */
const KEPT = /^(?:etc\/os-release|usr\/lib\/os-release|var\/lib\/dpkg\/(?:info\/[^/]+\.list|status\.d\/[^/]+\.md5sums)|.*\.dist-info\/RECORD|venv\/pyvenv\.cfg)$/;
const LONGEST_TEXT = 64 * 1_048_576;
const LONGEST_JSON = 32 * 1_048_576;

/**
 * Reads an archive of `docker save`, or an OCI archive, while it comes: no layer is kept, only the names and sizes of its files.
 *
 * @param progress told how many layers were read
 * @throws when it is no image, or one that is packed in a way that cannot be read
 */
export async function readSavedImage(archive: Bytes, progress: (layers: number) => void = () => undefined): Promise<SavedImage> {
  const layers = new Map<string, Layer>();
  const documents = new Map<string, unknown>();
  for await (const { path, kind, size, body } of tarEntries(archive)) {
    if (kind !== 'file' || size === 0) continue;
    const [head, whole] = await peek(body);
    if (/\.json$|^oci-layout$/.test(path) || head[0] === 0x7b) {
      if (size <= LONGEST_JSON) documents.set(path, parse(await readAll(whole)));
    } else if (head.readUInt32BE(0) === 0x28b52ffd) {
      throw new Error('a layer of the image is packed with zstd, which this Node.js does not read; save the image without: docker buildx build --output type=docker');
    } else if (head.readUInt16BE(0) === 0x1f8b) {
      layers.set(path, await readLayer(unpacked(whole)));
      progress(layers.size);
    } else if (head.length >= 262 && head.toString('latin1', 257, 262) === 'ustar') {
      layers.set(path, await readLayer(whole));
      progress(layers.size);
    }
  }
  const { config, paths } = chooseImage(documents);
  return {
    config: document(documents, config) as ImageConfig,
    layers: paths.map((path) => layers.get(path) ?? fail(`the archive lacks the layer ${path}`)),
  };
}

/** The image that the archive is of, as Docker's list or the OCI index names it. */
function chooseImage(documents: ReadonlyMap<string, unknown>): { config: string; paths: readonly string[] } {
  const listed = documents.get('manifest.json') as ReadonlyArray<{ readonly Config: string; readonly Layers: readonly string[] }> | undefined;
  if (listed?.[0]) return { config: listed[0].Config, paths: listed[0].Layers };
  const blob = (digest: string) => `blobs/${digest.replace(':', '/')}`;
  let name = 'index.json';
  for (let depth = 0; depth < 4; depth++) {
    const { manifests, config, layers } = document(documents, name) as OciDocument;
    if (config && layers) return { config: blob(config.digest), paths: layers.map(({ digest }) => blob(digest)) };
    // attestations are manifests as well, for a platform that nobody has
    const first = manifests?.find(({ platform }) => platform?.architecture !== 'unknown');
    if (!first) break;
    name = blob(first.digest);
  }
  return fail('the archive names no image');
}

interface OciDocument {
  readonly manifests?: ReadonlyArray<{ readonly digest: string; readonly platform?: { readonly architecture?: string } }>;
  readonly config?: { readonly digest: string };
  readonly layers?: ReadonlyArray<{ readonly digest: string }>;
}

function document(documents: ReadonlyMap<string, unknown>, name: string): unknown {
  return documents.get(name) ?? fail(`this is no archive of an image: it has no ${name}`);
}

async function readLayer(bytes: Bytes): Promise<Layer> {
  const files: LayerFile[] = [];
  const texts = new Map<string, string>();
  for await (const { path: name, kind, size, target, body } of tarEntries(bytes)) {
    const path = name.replace(/^(?:\.?\/)+|\/+$/g, '');
    if (path === '' || path === '.') continue;
    files.push({
      path,
      size: kind === 'file' ? size : 0,
      directory: kind === 'directory',
      ...(kind === 'hardlink' ? { same: target.replace(/^(?:\.?\/)+/, '') } : {}),
    });
    if (kind === 'file' && size <= LONGEST_TEXT && KEPT.test(path)) texts.set(path, (await readAll(body)).toString('utf8'));
  }
  return { files, texts };
}

function unpacked(bytes: Bytes): Bytes {
  // an error of either reaches who reads
  return pipeline(Readable.from(bytes, { objectMode: false }), createGunzip(), () => undefined);
}

/** The beginning of a body, and all of it. */
async function peek(body: Bytes): Promise<[Buffer, Bytes]> {
  const source = body[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  for (let length = 0; length < 512;) {
    const { value, done } = await source.next();
    if (done) break;
    pieces.push(value);
    length += value.length;
  }
  const whole = async function* () {
    yield* pieces;
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
  };
  const head = Buffer.concat(pieces);
  return [head.length < 4 ? Buffer.concat([head, Buffer.alloc(4)]) : head, { [Symbol.asyncIterator]: whole }];
}

function parse(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8'));
  } catch {
    return undefined; // a file of somebody's that looks like one
  }
}

function fail(message: string): never {
  throw new Error(message);
}

import { Layer } from './saved-image';

/** A file of the finished image, and the layer that it is of. */
export interface ImageFile {
  readonly path: string;
  readonly size: number;
  readonly layer: number;
}

/** What a container sees, and what it does not. */
export interface FileSystem {
  readonly files: readonly ImageFile[];
  /** Text of the files that tell who owns what. */
  readonly texts: ReadonlyMap<string, string>;
  /** Bytes of files that a later layer removes or replaces: they are in the image, and nobody sees them. */
  readonly hidden: number;
}

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';

/**
 * Lays the layers over each other.
 * @see https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts
 */
export function layersTogether(layers: readonly Layer[]): FileSystem {
  const seen = new Map<string, ImageFile>();
  const texts = new Map<string, string>();
  let hidden = 0;
  const remove = (path: string) => {
    hidden += seen.get(path)?.size ?? 0;
    seen.delete(path);
    texts.delete(path);
  };
  const removeBelow = (folder: string) => [...seen.keys()].filter((path) => path.startsWith(`${folder}/`)).forEach(remove);
  layers.forEach(({ files, texts: own }, layer) => {
    for (const { path } of files) { // whiteouts are about the layers below only
      const [, folder, name] = /^(?:(.*)\/)?([^/]*)$/.exec(path) ?? [];
      if (name === OPAQUE) {
        removeBelow(folder ?? '');
      } else if (name?.startsWith(WHITEOUT)) {
        const gone = `${folder === undefined ? '' : `${folder}/`}${name.slice(WHITEOUT.length)}`;
        remove(gone);
        removeBelow(gone);
      }
    }
    for (const { path, size, directory } of files) {
      if (/(?:^|\/)\.wh\./.test(path)) continue;
      const before = seen.get(path);
      // a file where a directory was hides all of it
      if (!directory && before === undefined && layer > 0 && seen.has(`${path}/`)) removeBelow(path);
      remove(path);
      seen.delete(`${path}/`);
      if (directory) seen.set(`${path}/`, { path: `${path}/`, size: 0, layer });
      else seen.set(path, { path, size, layer });
    }
    own.forEach((text, path) => { texts.set(path, text); });
  });
  return { files: [...seen.values()].filter(({ path }) => !path.endsWith('/')), texts, hidden };
}

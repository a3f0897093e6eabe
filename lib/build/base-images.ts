import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parseBaseImage } from '../dockerfile/base-image';

/**
 * The images that the Dockerfiles in a folder start from: names with tags, and the digests where there are any.
 *
 * @param folder what synth wrote: `dist`
 * @throws when there is no Dockerfile in it
 */
export function baseImages(folder: string): ReadonlyMap<string, string | undefined> {
  const images = join(folder, 'images');
  const files = existsSync(images) ? readdirSync(images).sort().map((name) => join(images, name, 'Dockerfile')).filter(existsSync) : [];
  if (files.length === 0) throw new Error(`'${images}' has no Dockerfiles; run synth first, or give the folder that it wrote`);
  return new Map(files.flatMap((file) => {
    const stages = [...readFileSync(file, 'utf8').matchAll(/^FROM (?:--platform=\S+ )?(\S+)(?: AS (\S+))?$/gm)];
    const names = ['scratch', ...stages.map(([, , name]) => name)];
    return stages.map(([, image]) => image).filter((image) => !names.includes(image)).flatMap((image) => {
      const { name, tag, digest } = parseBaseImage(`FROM in '${file}'`, image);
      return tag === undefined ? [] : [[`${name}:${tag}`, digest] as const]; // by a digest alone there is nothing to move
    });
  }));
}

import { existsSync, readFileSync } from 'fs';
import { received } from '../core/problems';
import { isDigest } from '../dockerfile/image-reference';

/** Digests of images by their references, `repository:tag`. */
export type Digests = ReadonlyMap<string, string>;

/** A tag that is made from the content of its image. */
export const CONTENT_TAG = /^c[0-9a-f]{19}$/;

/** `registry.example.com:5000/shop` and `c0123…` of `registry.example.com:5000/shop:c0123…`. */
export function splitReference(reference: string): { readonly repository: string; readonly tag: string } {
  const colon = reference.lastIndexOf(':');
  return { repository: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}

/**
 * What a build pushed, from the file that `docker buildx bake --metadata-file` or `docker buildx build --metadata-file` wrote.
 *
 * @throws when the file tells of no image whose tag is made from its content
 * @see https://docs.docker.com/reference/cli/docker/buildx/bake/#metadata-file
 */
export function readMetadata(path: string): Digests {
  const file = readJson(path, 'docker buildx bake … --push --metadata-file');
  const digests = new Map<string, string>();
  for (const entry of [file, ...Object.values(file)].filter(isRecord)) {
    const { 'image.name': names, 'containerimage.digest': digest } = entry;
    if (typeof names !== 'string' || digest === undefined) continue;
    if (typeof digest !== 'string' || !isDigest(digest)) {
      throw new Error(`'${path}' gives '${names}' the digest ${received(digest)}, which is none: sha256: and 64 hexadecimal digits; build and push again`);
    }
    for (const name of names.split(',').filter((one) => CONTENT_TAG.test(splitReference(one).tag))) {
      if ((digests.get(name) ?? digest) !== digest) throw new Error(`'${path}' gives '${name}' two digests, ${digests.get(name)} and ${digest}; build and push again`);
      digests.set(name, digest);
    }
  }
  if (digests.size === 0) {
    throw new Error(`'${path}' tells of no image that synth named; write it with the build that pushes: docker buildx bake … --push --metadata-file ${path}`);
  }
  return digests;
}

/** @param madeBy the command that makes the file, for the error */
export function readJson(path: string, madeBy: string, name = path): { readonly [key: string]: unknown } {
  if (!existsSync(path)) throw new Error(`there is no file '${name}'; make it: ${madeBy} ${name}`);
  try {
    const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isRecord(file)) return file;
  } catch {
    // told below
  }
  throw new Error(`'${name}' is no JSON object; make it anew: ${madeBy} ${name}`);
}

export function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

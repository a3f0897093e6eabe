import { existsSync } from 'fs';
import { Digests, isRecord, readJson, splitReference } from './pushed-images';
import { writeTogether } from './write-files';
import { received } from '../core/problems';
import { checkReference, isDigest } from '../dockerfile/image-reference';

const PIN = 'cdk8s-python-venv pin --metadata metadata.json --lock';

/**
 * The digests in a lock file; none when there is no file yet.
 * @throws when it is damaged
 */
export function readLockFile(path: string): Digests {
  if (!existsSync(path)) return new Map();
  const { images } = readJson(path, PIN);
  if (!isRecord(images)) throw new Error(`'${path}' has no "images", so it is no lock file of images; make it anew: ${PIN} ${path}`);
  return new Map(Object.entries(images).map(([image, digest]) => {
    if (typeof digest !== 'string' || !isDigest(digest)) {
      throw new Error(`'${path}' gives '${image}' the digest ${received(digest)}, which is none: sha256: and 64 hexadecimal digits; make it anew: ${PIN} ${path}`);
    }
    return [checkReference(`'${path}'`, image), digest] as const;
  }));
}

/** Images of other repositories stay; of the same ones only what was pushed now is kept. */
export function writeLockFile(path: string, pushed: Digests): void {
  const repositories = new Set([...pushed.keys()].map((image) => splitReference(image).repository));
  const others = [...readLockFile(path)].filter(([image]) => !repositories.has(splitReference(image).repository));
  const images = Object.fromEntries([...others, ...pushed].sort(([a], [b]) => (a < b ? -1 : 1)));
  writeTogether([[path, `${JSON.stringify({ images }, undefined, 2)}\n`]]);
}

/** What a lock file says of an image. */
export interface Locked {
  readonly digest?: string;
  /** Why it says nothing, and what to do. */
  readonly missing?: string;
}

/** @param path as the user gave it, for the message */
export function locked(lock: Digests, path: string, image: string): Locked {
  const digest = lock.get(image);
  if (digest !== undefined) return { digest };
  const { repository } = splitReference(image);
  const others = [...lock.keys()].filter((one) => splitReference(one).repository === repository);
  const what = others.length > 0 ? `has ${others.join(' and ')}, and the image is now ${image}` : `does not have ${image}`;
  return { missing: `'${path}' ${what}, so the manifests name the tag alone; build, push and run: ${PIN} ${path}` };
}

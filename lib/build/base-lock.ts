import { existsSync } from 'fs';
import { resolve } from 'path';
import { PlannedImage } from './plan-image';
import { Digests, isRecord, readJson } from './pushed-images';
import { writeTogether } from './write-files';
import { received } from '../core/problems';
import { checkDigest, parseBaseImage, withDigest } from '../dockerfile/base-image';

const BUMP = 'cdk8s-python-venv bump --lock';

/**
 * Gives every base image that has no digest the one of the lock file, where there is a lock file.
 *
 * @param lockFile as the user gave it
 * @throws when it is damaged
 */
export function pinBases(planned: PlannedImage, lockFile: string | undefined, cwd: string): PlannedImage {
  if (lockFile === undefined) return planned;
  const digests = readBaseLock(resolve(cwd, lockFile), lockFile);
  const { plan, findings, warnings } = planned;
  const base = plan.python.base._pinned(digests);
  const assets = plan.assets && { ...plan.assets, image: withDigest(plan.assets.image, digests) };
  const bare = [base.builderImage, base.appImage, ...(assets ? [assets.image] : [])].filter((image) => !image.includes('@'));
  return {
    ...planned,
    plan: { ...plan, python: { ...plan.python, base }, ...(assets ? { assets } : {}) },
    findings: findings.map((finding) => finding.subject === 'base' && base !== plan.python.base
      ? { ...finding, value: base.builderImage, evidence: `${finding.evidence}; digests of ${lockFile}` } : finding),
    warnings: bare.length === 0 ? warnings : [...warnings, {
      code: 'base-not-pinned',
      message: `'${lockFile}' has no digest of ${bare.join(' and ')}, so the build takes the image of the day; run: ${BUMP} ${lockFile}`,
    }],
  };
}

/**
 * The digests in a lock file; none when there is no file yet.
 *
 * @param name of the file, for the message
 * @throws when it is damaged
 */
export function readBaseLock(path: string, name = path): Digests {
  if (!existsSync(path)) return new Map();
  const { images } = readJson(path, BUMP, name);
  if (!isRecord(images)) {
    throw new Error(`'${name}' has no "images", so it is no lock file of base images; make it anew: ${BUMP} ${name}`);
  }
  return new Map(Object.entries(images).map(([image, digest]) => {
    const { tag, digest: other } = parseBaseImage(`an image of '${name}'`, image);
    if (tag === undefined || other !== undefined) throw new Error(`an image of '${name}' is ${received(image)}; name it with its tag, and give the digest as its value`);
    if (typeof digest !== 'string') throw new Error(`the digest of '${image}' in '${name}' is ${received(digest)}; make the file anew: ${BUMP} ${name}`);
    return [image, checkDigest(`the digest of '${image}' in '${name}'`, digest)] as const;
  }));
}

/** Sorted, so that a diff shows what changed and nothing else. */
export function writeBaseLock(path: string, digests: Digests): void {
  const images = Object.fromEntries([...digests].sort(([a], [b]) => (a < b ? -1 : 1)));
  writeTogether([[path, `${JSON.stringify({ images }, undefined, 2)}\n`]]);
}

import { checkRepository } from './image-reference';

/** An image that a build starts from, in its parts. */
export interface BaseImage {
  /** With its registry, without tag and digest. */
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
}

/**
 * Reads `registry.example.com/python:3.13-trixie@sha256:…`.
 *
 * @param option what it is, for the message
 * @throws when it is no reference, or one that names another image every day
 */
export function parseBaseImage(option: string, text: string): BaseImage {
  const got = JSON.stringify(text);
  const [, name = '', tag, digest] = /^([^@]*?)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(sha256:[a-f0-9]{64}))?$/.exec(text) ?? [];
  try {
    checkRepository(name);
  } catch {
    throw new Error(`${option} is ${got}, which is no image; write it with its tag: 'registry.example.com/team/python:3.13-trixie'`);
  }
  if (digest === undefined && (tag === undefined || tag === 'latest')) {
    throw new Error(`${option} is ${got}, which is another image tomorrow; write a tag, or a digest ('@sha256:…')`);
  }
  return { name, tag, digest };
}

/**
 * An official image, from a mirror and by a digest where they are given.
 *
 * @param registry what stands before the name: `mirror.example.com/library`
 */
export function officialImage(name: string, tag: string, registry: string | undefined, digest: string | undefined): string {
  const prefix = registry === undefined ? '' : `${registry}/`;
  return `${prefix}${name}:${tag}${digest === undefined ? '' : `@${digest}`}`;
}

/** @throws when it cannot stand before an image's name */
export function checkRegistry(registry: string): string {
  const way = 'write the host of the registry and the folder of its images, such as \'mirror.example.com/library\'';
  // the first part is a host, or the engine looks on Docker Hub
  if (!/^[^/]*[.:][^/]*(?:\/|$)|^localhost(?:\/|$)/.test(registry)) throw new Error(`registry is ${JSON.stringify(registry)}, which has no host; ${way}`);
  try {
    checkRepository(`${registry}/python`);
  } catch {
    throw new Error(`registry is ${JSON.stringify(registry)}, which cannot stand before an image's name; ${way}`);
  }
  return registry;
}

/** @throws when it is no digest of an image */
export function checkDigest(option: string, digest: string): string {
  if (!/^sha256:[a-f0-9]{64}$/.test(digest)) {
    throw new Error(`${option} is ${JSON.stringify(digest)}; a digest is 'sha256:' and 64 hexadecimal digits, as 'docker buildx imagetools inspect' prints it`);
  }
  return digest;
}

/** The image by its digest; one that has a digest, or is not among them, stays as it is. */
export function withDigest(image: string, digests: ReadonlyMap<string, string>): string {
  const digest = image.includes('@') ? undefined : digests.get(image);
  return digest === undefined ? image : `${image}@${digest}`;
}

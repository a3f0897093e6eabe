import { createHash } from 'crypto';
import { record } from './context-digest';

/** All that decides what is in an image. */
export interface TagInput {
  readonly dockerfile: string;
  readonly ignoreFile: string;
  readonly images: readonly string[];
  readonly platforms: readonly string[];
  readonly revision: string;
  /** Digest of what the build receives. */
  readonly context: string;
}

/**
 * The tag: `c` and 19 hexadecimal digits of SHA-256, equal exactly when the build's input is.
 *
 * Nothing that carries a tag itself is in it. 20 characters fit a tag, a label's value and the end of a Job's name; the
 * letter keeps YAML from reading it as a number.
 */
export function contentTag(input: TagInput): string {
  const hash = createHash('sha256');
  record(hash, 'dockerfile', input.dockerfile);
  record(hash, 'ignore', input.ignoreFile);
  input.images.forEach((image) => record(hash, 'image', image));
  input.platforms.forEach((platform) => record(hash, 'platform', platform));
  record(hash, 'revision', input.revision);
  record(hash, 'context', input.context);
  return `c${hash.digest('hex').slice(0, 19)}`;
}

import { BakeOptions } from './bake-options';
import type { ImageDevelopment } from './image-development';
import { ImageWarning } from '../core/image-warning';
import type { BuildSecret } from '../dockerfile/build-secret';

/** One image of an App, ready to be written: what the build files need to know of a construct. */
export interface BuiltImage {
  /** Path of the construct, for messages. */
  readonly path: string;
  /** Folder and bake target. */
  readonly name: string;
  /** Absolute. */
  readonly context: string;
  readonly dockerfile: string;
  readonly ignoreFile: string;
  readonly repository: string;
  readonly tag: string;
  readonly revision: string | undefined;
  readonly platforms: readonly string[];
  readonly bake: BakeOptions;
  /** What the build mounts; no value is known here. */
  readonly secrets: readonly BuildSecret[];
  /** Those that nobody acknowledged, asked for when synth runs. */
  readonly pendingWarnings: () => readonly ImageWarning[];
  /** How it is run on a developer's machine, asked for only when files for that are written. */
  readonly development: () => ImageDevelopment;
}

/** Labels that carry the tag: in the bake file, for in the Dockerfile they would change the tag that they carry. */
export function versionLabels(image: BuiltImage): Array<readonly [string, string]> {
  return [
    ...(image.revision === undefined ? [] : [['org.opencontainers.image.revision', image.revision] as const]),
    ['org.opencontainers.image.version', image.tag],
  ];
}

/** The tag made from the content first, then those that people read. */
export function allTags({ repository, tag, bake }: BuiltImage): string[] {
  return [tag, ...new Set(bake.tags ?? [])].map((one) => `${repository}:${one}`);
}

import { posix } from 'path';
import { Checkout } from '../core/checkout';
import { OWN_FILE } from '../core/own-file';
import { DockerfileInstruction, dockerfileInstructions } from '../syntax/dockerfile-instructions';

/** A Dockerfile that the application has already: evidence, never copied. */
export interface OwnDockerfile {
  /** Relative to the context. */
  readonly path: string;
  readonly instructions: readonly DockerfileInstruction[];
}

/** Where an application keeps what describes its own image. */
export const IMAGE_FOLDERS: readonly string[] = [
  '.', 'docker', '.docker', 'deploy', 'deployment', 'build', 'container', 'containers', 'compose', 'compose/production/django', 'ops', 'infra',
];

const READ = new WeakMap<Checkout, readonly OwnDockerfile[]>();

/** The Dockerfiles in the folders where they are usually kept, also those that the ignore rules keep out of every image; read once. */
export function ownDockerfiles(checkout: Checkout): readonly OwnDockerfile[] {
  const known = READ.get(checkout) ?? IMAGE_FOLDERS.flatMap((folder) => dockerfilesIn(folder, checkout))
    .flatMap((path) => {
      const text = checkout.read(path) ?? '';
      return text.startsWith(OWN_FILE) ? [] : [{ path, instructions: dockerfileInstructions(text) }];
    });
  READ.set(checkout, known);
  return known;
}

/** The paths of the Dockerfiles in one folder. */
export function dockerfilesIn(folder: string, checkout: Checkout): string[] {
  return checkout.list(folder).filter(isDockerfile).map((name) => posix.join(folder, name));
}

/** `Dockerfile`, `Dockerfile.prod`, `web.Dockerfile`, `Containerfile`. */
export function isDockerfile(name: string): boolean {
  return /^(?:[\w.-]+\.)?(?:Dockerfile|Containerfile)(?:[.-][\w.-]+)?$/i.test(name) && !/\.(?:dockerignore|md|j2|sh|py|ya?ml|json)$/i.test(name);
}

import { posix, relative, sep } from 'path';
import { reloading } from './reload';
import type { BuiltImage } from '../build/built-image';
import { ImageDevelopment, LocalProcess } from '../build/image-development';

/** An image, and how it is run from its sources. Paths are relative to the directory that the files are written to. */
export interface LocalImage {
  readonly image: BuiltImage;
  readonly development: ImageDevelopment;
  /** Name of the server's service. */
  readonly service: string;
  /** Starts with a dot. */
  readonly context: string;
  /** Relative to the context, as a compose file takes it. */
  readonly dockerfile: string;
  /** The same file, relative to the directory. */
  readonly dockerfileHere: string;
  readonly command: readonly string[];
  readonly reloads: boolean;
  readonly processes: readonly LocalProcess[];
  /** What the installation reads, relative to the context; a change of it needs another image. */
  readonly dependencyFiles: readonly string[];
  /** What finds the sources before the copy that the virtualenv has of an application that is a package. */
  readonly pythonPath?: string;
}

/** Names that no process may have. */
const TAKEN = ['postgres', 'redis', 'assets'];

/** @param folder of the build files, absolute; @param directory the one that the files are written to, absolute */
export function localImages(images: readonly BuiltImage[], folder: string, directory: string): LocalImage[] {
  const alone = images.length === 1;
  return images.map((image) => {
    const development = image.development();
    const { plan, facts } = development;
    const service = alone && /^[a-z0-9][a-z0-9-]*$/.test(development.id) && !TAKEN.includes(development.id) ? development.id : image.name;
    const nameOf = (id: string) => alone && !TAKEN.includes(id) && id !== service ? id : `${service}-${id}`;
    const processes = development.processes.length > 0 ? development.processes : facts.workers.map((worker) => ({ ...worker, runsOnce: false }));
    const { install, workingDirectory, port, command } = plan.python;
    const { projectSteps = [] } = install;
    return {
      image,
      development,
      service,
      context: dotted(relativePath(directory, image.context)),
      dockerfile: relativePath(image.context, `${folder}/${image.name}/Dockerfile`),
      dockerfileHere: dotted(relativePath(directory, `${folder}/${image.name}/Dockerfile`)),
      ...reloading(command, facts, workingDirectory, port),
      processes: processes.map((process) => ({ ...process, id: nameOf(process.id) })),
      dependencyFiles: [...new Set([...install.steps, ...projectSteps].flatMap(({ files = [] }) => files))].filter((path) => path !== '.' && path !== './').sort(),
      ...(projectSteps.length > 0 ? { pythonPath: ['/app', ...facts.sourceFolders.map((path) => posix.join('/app', path))].reverse().join(':') } : {}),
    };
  });
}

/** A path with `/` between its parts. */
export function relativePath(from: string, to: string): string {
  const path = relative(from, to).split(sep).join('/');
  return path === '' ? '.' : path;
}

/** With a dot in front, so that it is no name of a volume. */
export function dotted(path: string): string {
  return path.startsWith('.') || path.startsWith('/') ? path : `./${path}`;
}

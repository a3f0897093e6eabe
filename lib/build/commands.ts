import { realpathSync } from 'fs';
import { join, relative, sep } from 'path';
import { BuiltImage, versionLabels } from './built-image';
import { shellWord } from '../dockerfile/quoting';

/** A path as a command that runs in `cwd` takes it. */
export function fromHere(cwd: string, path: string): string {
  const inside = relative(cwd, path).split(sep).join('/');
  return inside === '' ? '.' : inside;
}

/** The command that builds every image of a bake file. Bake asks leave for each folder outside the current one. */
export function bakeCommand(cwd: string, bakeFile: string, folders: readonly string[], group?: string): string {
  const outside = [...new Set(folders.filter((folder) => !isInside(cwd, folder)).map((folder) => fromHere(cwd, folder)))].sort();
  const words = ['docker', 'buildx', 'bake', ...outside.map((folder) => `--allow=fs.read=${folder}`), '-f', fromHere(cwd, bakeFile)];
  return [...words, ...(group ? [group] : [])].map(shellWord).join(' ');
}

/** The command that builds one image without bake. */
export function dockerBuildCommand(cwd: string, folder: string, image: BuiltImage): string {
  const labels = versionLabels(image).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
  const platforms = image.platforms.length === 1 ? ['--platform', image.platforms[0]] : []; // several: bake's release group
  return [
    'docker', 'build', '-f', fromHere(cwd, join(folder, image.name, 'Dockerfile')), '-t', `${image.repository}:${image.tag}`,
    ...labels, ...platforms, fromHere(cwd, image.context),
  ].map(shellWord).join(' ');
}

/** Bake compares real paths, so a link that leads out of the current directory counts as outside. */
function isInside(cwd: string, folder: string): boolean {
  const inside = relative(realPath(cwd), realPath(folder));
  return inside !== '..' && !inside.startsWith(`..${sep}`);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // not made yet
  }
}

import { realpathSync } from 'fs';
import { isAbsolute, join, relative, resolve, sep } from 'path';
import { allTags, BuiltImage, versionLabels } from './built-image';
import { isInHome, secretSource } from './image-secrets';
import { BuildSecret } from '../dockerfile/build-secret';
import { shellTemplate, shellWord, Variable } from '../dockerfile/quoting';

/** A path as a command that runs in `cwd` takes it. */
export function fromHere(cwd: string, path: string): string {
  const inside = relative(cwd, path).split(sep).join('/');
  return inside === '' ? '.' : inside;
}

/** The command that builds every image of a bake file. Bake asks leave for each folder, and each secret's file, outside the current one. */
export function bakeCommand(cwd: string, bakeFile: string, folders: readonly string[], secrets: readonly BuildSecret[], group?: string): string {
  const outside = [...new Set(folders.filter((folder) => !isInside(cwd, folder)).map((folder) => fromHere(cwd, folder)))].sort();
  const allowed = [...outside.map((folder) => `--allow=fs.read=${folder}`).map(shellWord), ...allowedFiles(cwd, secrets)];
  const words = ['-f', fromHere(cwd, bakeFile), ...(group ? [group] : [])].map(shellWord);
  return ['docker', 'buildx', 'bake', ...allowed, ...words].join(' ');
}

function allowedFiles(cwd: string, secrets: readonly BuildSecret[]): string[] {
  const words = secrets.flatMap((secret) => {
    if (secret.file === undefined) return [];
    if (isInHome(secret)) return [shellTemplate(['--allow=fs.read=', new Variable('HOME'), secret.file.slice(1)])];
    if (isInside(cwd, resolve(cwd, secret.file))) return [];
    return [shellWord(`--allow=fs.read=${isAbsolute(secret.file) ? secret.file : fromHere(cwd, resolve(cwd, secret.file))}`)];
  });
  return [...new Set(words)].sort();
}

/** The command that builds one image without bake. */
export function dockerBuildCommand(cwd: string, folder: string, image: BuiltImage): string {
  const labels = versionLabels(image).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
  const platforms = image.platforms.length === 1 ? ['--platform', image.platforms[0]] : []; // several: bake's release group
  const secrets = image.secrets.flatMap((secret) => ['--secret', shellTemplate(secretSource(secret))]);
  return [
    'docker', 'build', '-f', fromHere(cwd, join(folder, image.name, 'Dockerfile')), ...allTags(image).flatMap((tag) => ['-t', tag]),
    ...labels, ...platforms,
  ].map(shellWord).concat(secrets, shellWord(fromHere(cwd, image.context))).join(' ');
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

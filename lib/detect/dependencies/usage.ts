import { posix } from 'path';
import { notForProduction } from './names';
import { Source } from './source';
import { Checkout } from '../../core/checkout';
import { DockerfileInstruction, shellText } from '../../syntax/dockerfile-instructions';
import { ShellCommand, shellCommands } from '../../syntax/shell-words';
import { OwnDockerfile, ownDockerfiles } from '../own-dockerfiles';

/** A line of the repository that installs something. */
export interface Use {
  readonly kind: Source['kind'];
  /** Requirements files, as the line names them. */
  readonly paths: readonly string[];
  /** `Dockerfile:12`. */
  readonly where: string;
  /** What it says: `pip install -r requirements.txt`. */
  readonly says: string;
  /** The same, word by word. */
  readonly words: readonly string[];
  /** An image or a host that it is for says more than a pipeline of tests. */
  readonly deploys: boolean;
}

const HOSTS = ['render.yaml', 'railway.json', 'railway.toml', 'nixpacks.toml', 'app.yaml', 'bin/post_compile', 'build.sh', 'deploy.sh', 'bin/build.sh', 'scripts/deploy.sh'];
const OTHERS = ['Makefile', 'makefile', 'justfile', 'tox.ini', '.gitlab-ci.yml', '.travis.yml', '.circleci/config.yml', 'README.md', 'README.rst', 'CONTRIBUTING.md', 'docs/install.md'];

/** How the repository itself installs its dependencies, by what its commands say; those for development are left out. */
export function findUses(repository: Checkout): Use[] {
  const images = ownDockerfiles(repository).filter(({ path }) => notForProduction(path) === undefined);
  const workflows = repository.list('.github/workflows').filter((name) => /\.ya?ml$/.test(name)).map((name) => `.github/workflows/${name}`);
  return [
    ...images.flatMap(dockerfileUses),
    ...HOSTS.flatMap((path) => lineUses(repository.read(path) ?? '', path, true)),
    ...[...workflows, ...OTHERS].flatMap((path) => lineUses(repository.read(path) ?? '', path, false)),
  ].filter(({ paths }) => paths.length === 0 || paths.some((path) => notForProduction(path) === undefined));
}

/** RUN instructions; what was copied to another name is traced back to its own. */
function dockerfileUses({ path, instructions }: OwnDockerfile): Use[] {
  const copied = new Map<string, string>();
  return instructions.flatMap((instruction) => {
    const { keyword, flags, line } = instruction;
    if (keyword === 'COPY' || keyword === 'ADD') noteCopies(instruction, copied);
    if (keyword !== 'RUN') return [];
    for (const flag of flags) {
      const [, source, target] = /^--mount=type=bind,source=([^,\s]+),target=([^,\s]+)/.exec(flag) ?? [];
      if (source !== undefined) copied.set(target, source);
    }
    return shellCommands(shellText(instruction)).flatMap((command) => useOf({ ...command, line }, path, true, copied));
  });
}

function noteCopies({ flags, rest, words: listed }: DockerfileInstruction, copied: Map<string, string>): void {
  const words = [...listed ?? rest.split(/\s+/)];
  const destination = words.pop();
  if (destination === undefined || flags.some((flag) => flag.startsWith('--from='))) return;
  const folder = words.length > 1 || destination.endsWith('/') || destination === '.';
  words.forEach((source) => copied.set(folder ? posix.join(destination, posix.basename(source)) : destination, source));
}

/** Lines that are commands: of a recipe, of a step, or in a block of code. */
function lineUses(text: string, file: string, deploys: boolean): Use[] {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.replace(/^[\s@-]*(?:(?:run|deps|commands|commands_pre|buildCommand|script|install|build)\s*[:=]\s*)?(?:\$\s+)?(?=\S)/, '').replace(/^["']/, ''));
  return lines.flatMap((first, i) => {
    if (lines[i - 1]?.endsWith('\\')) return [];
    // each by itself: an apostrophe in prose opens no quotes for the rest of the page
    const end = lines.findIndex((line, j) => j >= i && !line.endsWith('\\'));
    const command = lines.slice(i, end < 0 ? undefined : end + 1).join('\n');
    return shellCommands(/^-r\s*\S/.test(first) ? `pip install ${command}` : command).flatMap((one) => useOf({ ...one, line: i + 1 }, file, deploys, new Map()));
  });
}

function useOf({ words, line }: ShellCommand, file: string, deploys: boolean, copied: ReadonlyMap<string, string>): Use[] {
  let rest = words.filter((word, i) => !(i === 0 && /^(?:sudo|exec|set)$/.test(word)));
  if (/^python[\d.]*$/.test(posix.basename(rest[0] ?? ''))) rest = rest[1] === '-m' ? rest.slice(2) : rest.slice(1);
  const program = posix.basename(rest[0] ?? '').replace(/^pip[\d.]+$/, 'pip');
  const [, verb = ''] = rest;
  const use = (kind: Source['kind'], paths: readonly string[] = []): Use[] => [{
    kind, paths: paths.map((path) => traced(path, copied)), where: `${file}:${line}`, says: words.join(' '), words, deploys,
  }];
  if (program === 'uv' && verb === 'pip') return pipUses(rest.slice(2), use);
  if (program === 'pip') return pipUses(rest.slice(rest.indexOf('install')), use);
  if (program === 'pip-sync') return use('requirements', rest.slice(1).filter((word) => !word.startsWith('-')).concat(rest.length === 1 ? ['requirements.txt'] : []));
  if (program === 'setup.py' && /^(?:install|develop)$/.test(verb)) return use('project');
  if (program === 'uv' && /^(?:sync|run|export)$/.test(verb)) return use('uv');
  if (program === 'poetry' && /^(?:install|sync|run|export)$/.test(verb)) return use('poetry');
  if (program === 'pdm' && /^(?:install|sync|run|export)$/.test(verb)) return use('pdm');
  if (program === 'pipenv' && /^(?:install|sync|run|requirements)$/.test(verb)) return use('pipenv');
  return [];
}

function pipUses(words: readonly string[], use: (kind: Source['kind'], paths?: readonly string[]) => Use[]): Use[] {
  if (!/^(?:install|sync)$/.test(words[0] ?? '')) return [];
  const paths: string[] = [];
  let project = false;
  words.slice(1).forEach((word, i, all) => {
    const before = all[i - 1] ?? '';
    const glued = /^(?:--requirements?=|-r)(.+)$/.exec(word)?.[1];
    if (glued !== undefined) paths.push(glued);
    else if (/^(?:-r|--requirements?)$/.test(before)) paths.push(word);
    else if (words[0] === 'sync' && !word.startsWith('-') && /\.(?:txt|in)$/.test(word)) paths.push(word);
    else if (/^\.\/?(?:\[[^\]]*\])?$/.test(word)) project = true;
  });
  return [...(paths.length > 0 ? use('requirements', paths) : []), ...(project ? use('project') : [])];
}

/** The path in the repository of what a COPY gave another one. */
function traced(path: string, copied: ReadonlyMap<string, string>): string {
  const bare = path.replace(/^\.\//, '');
  const own = copied.get(path) ?? copied.get(bare) ?? copied.get(`./${bare}`);
  return (own ?? bare).replace(/^\.?\//, '');
}

import { posix } from 'path';
import { FileSystem, ImageFile, layersTogether } from './file-system';
import { ImageConfig, SavedImage } from './saved-image';

/** What the bytes of an image are for, in the order of the report. */
export const GROUPS = ['base', 'os packages', 'distributions', 'virtualenv', 'assets', 'app', 'other'] as const;
export type Group = typeof GROUPS[number];

/** One part: a Debian package, a distribution, a directory of the application. */
export interface SizePart {
  readonly group: Group;
  readonly name: string;
  readonly files: number;
  /** Of the unpacked files. */
  readonly bytes: number;
  /** Those of compiled Python files among them. */
  readonly bytecode: number;
}

/** Where the bytes of an image are. */
export interface ImageSize {
  readonly bytes: number;
  readonly files: number;
  readonly layers: number;
  readonly platform: string;
  /** What the base is, as far as it tells. */
  readonly base: string;
  readonly parts: readonly SizePart[];
  /** Bytes that a later layer removes or replaces: shipped, and never seen. */
  readonly hidden: number;
}

const VENV = 'venv/';
const APP = 'app/';

/**
 * Sorts the files of an image by what they are for.
 * @throws when the image has no virtualenv at /venv
 */
export function sortImage({ config, layers }: SavedImage): ImageSize {
  const system = layersTogether(layers);
  if (!system.texts.has('venv/pyvenv.cfg')) {
    throw new Error('it has no virtualenv at /venv, so this library did not make it; docker history tells its layers');
  }
  const packages = new Map([
    ...owners(system, /^var\/lib\/dpkg\/info\/([^/:]+)(?::[^/]+)?\.list$/, (text) => text.split('\n').map((path) => path.slice(1))),
    // a minimal image has no database of dpkg, but the checksums of what it took
    ...owners(system, /^var\/lib\/dpkg\/status\.d\/([^/]+)\.md5sums$/, (text) => text.split('\n').map((line) => line.slice(34))),
  ]);
  const distributions = owners(system, /\/([^/]+)\.dist-info\/RECORD$/, recorded, distributionName);
  const own = layerUses(config, layers.length);
  const parts = new Map<string, SizePart>();
  for (const file of system.files) {
    const { group, name } = place(file, own, packages, distributions);
    const { files = 0, bytes = 0, bytecode = 0 } = parts.get(`${group}/${name}`) ?? {};
    parts.set(`${group}/${name}`, {
      group, name, files: files + 1, bytes: bytes + file.size, bytecode: bytecode + (file.path.endsWith('.pyc') ? file.size : 0),
    });
  }
  return {
    bytes: system.files.reduce((sum, { size }) => sum + size, 0) + system.hidden,
    files: system.files.length,
    layers: layers.length,
    platform: `${config.os ?? 'linux'}/${config.architecture ?? 'unknown'}`,
    base: baseName(config, system),
    parts: [...parts.values()].sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || b.bytes - a.bytes || (a.name < b.name ? -1 : 1)),
    hidden: system.hidden,
  };
}

/** What each layer is for, where that is not told by the paths in it. */
function layerUses({ history = [] }: ImageConfig, count: number): ReadonlyArray<'base' | 'assets' | 'own'> {
  const steps = history.filter(({ empty_layer: empty }) => !empty);
  // the app stage begins with the variables that make the virtualenv's programs those of PATH
  const start = history.findIndex(({ created_by: by = '' }) => /\bPATH=\/venv\/bin:/.test(by));
  const base = start < 0 ? 0 : history.slice(0, start).filter(({ empty_layer: empty }) => !empty).length;
  return Array.from({ length: count }, (_, layer) => {
    if (layer < base) return 'base';
    // assets keep their path, from the stage that built them: COPY /app/static /app/static
    const [, from, to] = /COPY (?:--\S+ )*(\/app\/\S+) (\/app\/\S+)/.exec(steps[layer]?.created_by ?? '') ?? [];
    return from !== undefined && from === to ? 'assets' : 'own';
  });
}

function place({ path, layer }: ImageFile, uses: ReadonlyArray<'base' | 'assets' | 'own'>, packages: Owners, distributions: Owners): { group: Group; name: string } {
  if (path.startsWith(VENV)) {
    const name = distributions.get(source(path)) ?? distributions.get(path);
    return name === undefined ? { group: 'virtualenv', name: 'interpreter and scripts' } : { group: 'distributions', name };
  }
  if (path.startsWith(APP)) return { group: uses[layer] === 'assets' ? 'assets' : 'app', name: topOf(path.slice(APP.length)) };
  const owner = packages.get(path) ?? packages.get(`usr/${path}`) ?? packages.get(path.replace(/^usr\//, ''));
  if (uses[layer] === 'base') return { group: 'base', name: owner ?? (path.startsWith('usr/local/') ? 'Python' : 'other files') };
  if (owner !== undefined) return { group: 'os packages', name: owner };
  if (!uses.includes('base') && path.startsWith('usr/local/')) return { group: 'base', name: 'Python' }; // from scratch
  return /^var\/(?:lib\/(?:dpkg|apt)|cache|log)\//.test(path) ? { group: 'os packages', name: 'records of apt and dpkg' } : { group: 'other', name: `/${topOf(path)}` };
}

type Owners = ReadonlyMap<string, string>;

/** Which package or distribution a path belongs to. */
function owners(system: FileSystem, file: RegExp, paths: (text: string, file: string) => readonly string[], spell = (name: string) => name): Owners {
  const found = new Map<string, string>();
  for (const [name, text] of system.texts) {
    const owner = file.exec(name)?.[1];
    if (owner !== undefined) paths(text, name).forEach((path) => found.set(path, spell(owner)));
  }
  return found;
}

/** `Flask_Login-0.6.3` as pip spells it: `flask-login 0.6.3` */
function distributionName(folder: string): string {
  const [, name = folder, version = ''] = /^(.*)-([^-]*)$/.exec(folder) ?? [];
  return `${name.toLowerCase().replace(/[-_.]+/g, '-')} ${version}`.trim();
}

/** Paths of a RECORD, which is CSV and relative to the folder that has the .dist-info. */
function recorded(text: string, file: string): string[] {
  const folder = posix.join(file, '../..');
  return text.split('\n').flatMap((line) => {
    const [, quoted, plain] = /^(?:"((?:[^"]|"")*)"|([^,]*)),/.exec(line.trim()) ?? [];
    const path = quoted?.replace(/""/g, '"') ?? plain;
    return path ? [posix.join(folder, path)] : [];
  });
}

/** The source of a compiled file: `a/__pycache__/b.cpython-313.pyc` is of `a/b.py`. */
function source(path: string): string {
  return path.replace(/\/__pycache__\/([^/]+?)\.[^/.]+(?:\.opt-\d)?\.pyc$/, '/$1.py');
}

function topOf(path: string): string {
  const slash = path.indexOf('/');
  return slash < 0 ? path : `${path.slice(0, slash)}/`;
}

function baseName({ config }: ImageConfig, { texts }: FileSystem): string {
  const labelled = config?.Labels?.['org.opencontainers.image.base.name'];
  if (labelled) return labelled;
  const python = config?.Env?.find((variable) => variable.startsWith('PYTHON_VERSION='))?.slice('PYTHON_VERSION='.length);
  const release = texts.get('usr/lib/os-release') ?? texts.get('etc/os-release') ?? '';
  const system = /^PRETTY_NAME="?([^"\n]*)/m.exec(release)?.[1];
  return [python === undefined ? undefined : `Python ${python}`, system].filter((part) => part !== undefined).join(' on ') || 'unknown';
}

import { posix } from 'path';
import { string, strings, Table, table, tables } from './app-document';
import { normalName } from './requirement';
import { IAppFiles } from '../core/app-files';

/** Folders that setuptools leaves out when it looks for packages beside pyproject.toml. */
const NO_PACKAGES = /^(?:ci|bin|debian|docs?|documentation|manpages|news|newsfragments|changelog|tests?|(?:unit|integration)_?tests?|examples?|scripts|tools|util|utils|python|build|benchmarks?|exercises?|htmlcov|tasks|fabfile|site_scons|[._].*|.*\.egg-info)$/;

/**
 * Why a build backend would not find what to put into the package; undefined when it would. An application that nobody
 * can have installed runs from its directory.
 */
export function cannotBuild(files: IAppFiles, root: string, pyproject: Table): string | undefined {
  const system = table(pyproject['build-system']);
  const backend = string(system['build-backend']) ?? 'setuptools.build_meta:__legacy__';
  const tool = table(pyproject.tool);
  const name = string(table(pyproject.project).name) ?? string(table(tool.poetry).name) ?? '';
  if (/^poetry/.test(backend)) {
    if (tables(table(tool.poetry).packages).length > 0) return undefined;
    return withoutModule(files, root, name, ['.', 'src']);
  }
  if (backend.startsWith('flit')) return withoutModule(files, root, string(table(table(tool.flit).module).name) ?? name, ['.', 'src']);
  if (backend.startsWith('hatchling')) return hatchling(files, root, name, table(tool.hatch));
  if (backend.startsWith('uv_build')) {
    const settings = table(table(tool.uv)['build-backend']);
    if (settings['module-name'] !== undefined) return undefined;
    return withoutModule(files, root, name, [string(settings['module-root']) ?? 'src']);
  }
  if (backend.startsWith('setuptools')) return setuptools(files, root, table(tool.setuptools));
  return undefined;
}

function withoutModule(files: IAppFiles, root: string, name: string, folders: readonly string[]): string | undefined {
  const module = normalName(name).replace(/-/g, '_');
  const spelt = [...new Set([module, name, name.replace(/-/g, '_'), name.replace(/[-.]/g, '_')])].filter((each) => each !== '');
  const places = folders.flatMap((folder) => spelt.map((each) => posix.join(root, folder, each.replace(/\./g, '/'))));
  if (places.some((place) => files.directoryExists(place) || files.fileExists(`${place}.py`))) return undefined;
  return `no ${folders.map((folder) => posix.join(folder, module)).join(' or ')} to build it from`;
}

/** @see https://hatch.pypa.io/latest/plugins/builder/wheel/#default-file-selection */
function hatchling(files: IAppFiles, root: string, name: string, hatch: Table): string | undefined {
  const targets = [table(table(table(hatch.build).targets).wheel), table(hatch.build)];
  const keys = ['packages', 'include', 'only-include', 'force-include', 'artifacts', 'bypass-selection'];
  if (targets.some((target) => keys.some((key) => target[key] !== undefined))) return undefined;
  return withoutModule(files, root, name, ['.', 'src']);
}

/** @see https://setuptools.pypa.io/en/latest/userguide/package_discovery.html#flat-layout */
function setuptools(files: IAppFiles, root: string, settings: Table): string | undefined {
  const told = settings.packages !== undefined || settings['py-modules'] !== undefined || settings['package-dir'] !== undefined;
  if (told || ['setup.py', 'setup.cfg'].some((file) => files.fileExists(posix.join(root, file))) || files.directoryExists(posix.join(root, 'src'))) return undefined;
  const folders = files.listDirectory(root).filter((entry) =>
    files.directoryExists(posix.join(root, entry)) && /^[A-Za-z_]\w*$/.test(entry) && !NO_PACKAGES.test(entry));
  return folders.length > 1 ? `setuptools refuses several top-level folders (${folders.join(', ')})` : undefined;
}

/** Files that pyproject.toml names and a build reads. */
export function namedFiles(pyproject: Table): string[] {
  const project = table(pyproject.project);
  const poetry = table(table(pyproject.tool).poetry);
  const one = (value: unknown) => [string(value) ?? string(table(value).file)];
  const named = [...one(project.readme), string(table(project.license).file), ...one(poetry.readme), ...strings(poetry.readme)];
  return [...new Set(named.filter((name): name is string => name !== undefined))];
}

import { Wanted } from './names';
import { readToml } from './toml-file';
import { IAppFiles } from '../../core/app-files';
import { strings, Table, table } from '../../python/app-document';
import { normalName, parseRequirement } from '../../python/requirement';
import { SetupArguments } from '../../python/setup-arguments';
import { readSetupCfg } from '../../python/setup-cfg';
import { readSetupPy } from '../../python/setup-py';

/** What the application says about itself as a project. */
export interface Project {
  /** The file that has the dependencies. */
  readonly file: string;
  readonly name?: string;
  /** Undefined when it cannot be read without running something. */
  readonly dependencies?: readonly Wanted[];
  /** Why not. */
  readonly unreadable?: string;
  /** Requirements files that the dependencies are read from. */
  readonly reads: readonly string[];
  /** Whether it has to be installed to be found: a `src` layout, or console scripts. */
  readonly needsInstall?: string;
  /** The scripts, when they are the only reason for that. */
  readonly scripts?: readonly string[];
  readonly hasPoetry: boolean;
  readonly hasProject: boolean;
}

/** Reads pyproject.toml, else setup.py and setup.cfg; undefined when none of them describes a project. */
export function readProject(files: IAppFiles): Project | undefined {
  const setup = { cfg: readSetupCfg(files), py: readSetupPy(files) };
  const pyproject = readToml(files, 'pyproject.toml');
  const project = table(pyproject?.project);
  const poetry = table(table(pyproject?.tool).poetry);
  const hasProject = pyproject?.project !== undefined;
  const hasPoetry = poetry.dependencies !== undefined || poetry.name !== undefined;
  if (hasProject || hasPoetry || hasGroups(pyproject)) {
    const dynamic = strings(project.dynamic).includes('dependencies') && !hasPoetry;
    if (!dynamic || !setup.py) return fromPyproject(files, pyproject ?? {}, dynamic);
  }
  return setup.py || setup.cfg ? fromSetup(files, setup.py, setup.cfg) : undefined;
}

/** Groups alone, without a project, are what an application that is no package may have. */
function hasGroups(pyproject: Table | undefined): boolean {
  return pyproject?.['dependency-groups'] !== undefined;
}

function fromPyproject(files: IAppFiles, pyproject: Table, dynamic: boolean): Project {
  const project = table(pyproject.project);
  const tool = table(pyproject.tool);
  const poetry = table(tool.poetry);
  const files621 = table(table(table(tool.setuptools).dynamic).dependencies).file;
  const reads = dynamic ? (typeof files621 === 'string' ? [files621] : strings(files621)) : [];
  const main = [...wantedOf(strings(project.dependencies)), ...poetryTable(poetry.dependencies)];
  const scripts = [...Object.keys(table(project.scripts)), ...Object.keys(table(poetry.scripts))].sort();
  const buildable = pyproject['build-system'] !== undefined;
  const name = [project.name, poetry.name].find((one): one is string => typeof one === 'string');
  return {
    file: 'pyproject.toml',
    ...(name === undefined ? {} : { name: normalName(name) }),
    ...(dynamic && reads.length === 0 ? { unreadable: 'its dependencies are dynamic' } : { dependencies: main }),
    reads: reads.filter((file) => files.fileExists(file)),
    ...(buildable ? needsInstall(files, scripts) : {}),
    hasPoetry: Object.keys(poetry).length > 0 || /^poetry/.test(String(table(pyproject['build-system'])['build-backend'] ?? '')),
    hasProject: pyproject.project !== undefined,
  };
}

function fromSetup(files: IAppFiles, py: SetupArguments | undefined, cfg: SetupArguments | undefined): Project {
  // what setup() is given beats setup.cfg
  const says = py?.requires !== undefined || py?.unreadable !== undefined || (py?.reads ?? []).length > 0 || !cfg ? py : cfg;
  const scripts = [...py?.scripts ?? [], ...cfg?.scripts ?? []];
  const name = py?.name ?? cfg?.name;
  return {
    file: says === cfg ? 'setup.cfg' : 'setup.py',
    ...(name === undefined ? {} : { name: normalName(name) }),
    ...(says?.unreadable === undefined ? { dependencies: wantedOf(says?.requires ?? []) } : { unreadable: says.unreadable }),
    reads: (says?.reads ?? []).filter((file) => files.fileExists(file)),
    ...(py?.isPackage || cfg?.isPackage ? needsInstall(files, scripts) : {}),
    hasPoetry: false,
    hasProject: false,
  };
}

function needsInstall(files: IAppFiles, scripts: readonly string[]): { needsInstall?: string; scripts?: readonly string[] } {
  const packages = files.directoryExists('src') ? files.listDirectory('src').filter((name) => files.fileExists(`src/${name}/__init__.py`)) : [];
  if (packages.length > 0) return { needsInstall: `its code is in src/${packages[0]}` };
  return scripts.length > 0 ? { needsInstall: `it has the script ${scripts[0]}`, scripts } : {};
}

/** Requirements of texts; what cannot be read is left to the one that installs. */
export function wantedOf(lines: readonly string[]): Wanted[] {
  return lines.flatMap((text) => {
    const requirement = parseRequirement(text);
    return requirement ? [{ name: requirement.name, extras: requirement.extras }] : [];
  });
}

/** Names of a table of Poetry that are installed without an extra. */
function poetryTable(value: unknown): Wanted[] {
  return Object.entries(table(value)).filter(([name, says]) => name !== 'python' && table(says).optional !== true)
    .map(([name, says]) => ({ name: normalName(name), extras: strings(table(says).extras).map(normalName) }));
}

import { readToml, string, strings, Table, table } from './app-document';
import { dependencyGroups } from './pep735';
import { parseRequirement } from './requirement';
import { readRequirements } from './requirements-file';
import { SetupArguments } from './setup-arguments';
import { readSetupCfg } from './setup-cfg';
import { readSetupPy } from './setup-py';
import { IAppFiles } from '../core/app-files';

/** What a project without a lock says about itself. */
export interface ProjectSources {
  /** The file that has the dependencies. */
  readonly file: string;
  readonly pyproject: Table;
  /** Undefined when only building the project tells them. */
  readonly requires?: readonly string[];
  /** Why only building it tells them. */
  readonly unreadable?: string;
  /** Requirements files that the dependencies are read from, with those that they include. */
  readonly reads: readonly string[];
  /** The first of them: those that are not included by another. */
  readonly roots: readonly string[];
  readonly extras: ReadonlyMap<string, readonly string[]>;
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** Whether the dependencies are those of the metadata for sure; code was read, not run, otherwise. */
  readonly declared: boolean;
  /** Whether it is a package, as far as setup.py and setup.cfg say so; undefined: pyproject.toml does. */
  readonly isPackage?: boolean;
}

/** Reads pyproject.toml, else setup.cfg and setup.py; undefined when none describes a project, which goes to `problems`. */
export function readProjectSources(files: IAppFiles, problems: string[]): ProjectSources | undefined {
  const before = problems.length;
  const pyproject = files.fileExists('pyproject.toml') ? readToml(files, 'pyproject.toml', problems) : {};
  if (!pyproject || problems.length > before) return undefined;
  const setup = fromSetup(files, pyproject);
  const project = table(pyproject.project);
  const groups = dependencyGroups(pyproject);
  if (pyproject.project !== undefined || (groups.size > 0 && !setup)) {
    const dynamic = strings(project.dynamic);
    const texts = Object.entries(table(project['optional-dependencies'])).map(([name, list]) => [name, strings(list)] as const);
    const common = { file: 'pyproject.toml', pyproject, groups, extras: new Map(texts), reads: [], roots: [], declared: true };
    if (!dynamic.includes('dependencies')) return { ...common, requires: strings(project.dependencies) };
    const { file } = table(table(table(table(pyproject.tool).setuptools).dynamic).dependencies);
    const roots = [...strings(file), ...(string(file) ?? '').split(',')].map((path) => path.trim()).filter((path) => path !== '');
    if (roots.length > 0) return { ...common, requires: [], ...followed(files, roots) };
    if (setup) return { ...setup, groups, extras: new Map([...setup.extras, ...texts]), isPackage: undefined };
    return { ...common, unreadable: 'pyproject.toml says that they are dynamic' };
  }
  if (setup) return setup;
  if (table(pyproject.tool).poetry !== undefined) {
    return { file: 'pyproject.toml', pyproject, groups, extras: new Map(), reads: [], roots: [], declared: true, unreadable: 'Poetry writes them in its own way' };
  }
  problems.push(`PythonDependencies.project() needs a pyproject.toml with [project], a setup.cfg or a setup.py: ${files.explainMissing('pyproject.toml') || 'pyproject.toml has settings of tools only'}`);
  return undefined;
}

function fromSetup(files: IAppFiles, pyproject: Table): ProjectSources | undefined {
  const [py, cfg] = [readSetupPy(files), readSetupCfg(files)];
  if (!py && !cfg) return undefined;
  // what setup() is given beats setup.cfg
  const says: SetupArguments | undefined = py && (py.requires !== undefined || py.unreadable !== undefined || py.reads.length > 0 || !cfg) ? py : cfg;
  const extras = new Map([...Object.entries(cfg?.extras ?? {}), ...Object.entries(py?.extras ?? {})]);
  return {
    file: says === cfg ? 'setup.cfg' : 'setup.py',
    pyproject,
    ...(says?.unreadable === undefined ? { requires: says?.requires ?? [] } : { unreadable: `setup.py, ${says.unreadable}` }),
    ...followed(files, says?.reads ?? []),
    extras,
    groups: dependencyGroups(pyproject),
    declared: says === cfg,
    isPackage: py?.isPackage === true || cfg?.isPackage === true,
  };
}

function followed(files: IAppFiles, roots: readonly string[]): { reads: string[]; roots: readonly string[] } {
  // which files they are depends on no marker, and so on no series
  return { reads: [...readRequirements(files, roots, '3.13').files], roots };
}

/** Names of distributions in requirements; what is none is left to pip. */
export function namesOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) => parseRequirement(text)?.name ?? []);
}

import { pipfilePackages, readLock } from './lock';
import { readProject, Project } from './project';
import { Passed, Source } from './source';
import { readToml } from './toml-file';
import { IAppFiles } from '../../core/app-files';
import { table } from '../../python/app-document';
import { IDependencyInstaller } from '../../python/dependency-installer';
import { PythonDependencies } from '../../python/python-dependencies';

/** Locks and projects at the top of a directory, and what only looks like one. */
export interface Collected {
  readonly locks: readonly Source[];
  readonly project?: Source;
  /** What the project says, whether it is a source of its own or the one that a lock is of. */
  readonly described?: Project;
  readonly passed: readonly Passed[];
  readonly settingsOnly: boolean;
}

const LOCKS: ReadonlyArray<readonly [string, Source['kind'], () => IDependencyInstaller]> = [
  ['uv.lock', 'uv', () => PythonDependencies.uv()],
  ['poetry.lock', 'poetry', () => PythonDependencies.poetry()],
  ['pdm.lock', 'pdm', () => PythonDependencies.pdm()],
  ['Pipfile.lock', 'pipenv', () => PythonDependencies.pipenv()],
];

/** Finds the locks and the project of a directory. */
export function collect(files: IAppFiles): Collected {
  const project = readProject(files);
  const passed: Passed[] = [];
  const pyproject = readToml(files, 'pyproject.toml');
  const workspace = table(table(pyproject?.tool).uv).workspace !== undefined;
  const locks = LOCKS.filter(([file]) => files.fileExists(file)).flatMap(([file, kind, install]): Source[] => {
    const others = LOCKS.filter(([other]) => other !== file && files.fileExists(other)).length;
    const orphan = orphaned(kind, project, workspace);
    // without another lock its own tool says best what is missing
    if (orphan !== undefined && others > 0) {
      passed.push({ file, why: orphan });
      return [];
    }
    return [lockSource(files, file, kind, install, project)];
  });
  // a Pipfile without its lock is not installed from: the releases would be others each time
  if (files.fileExists('Pipfile') && !files.fileExists('Pipfile.lock') && locks.length === 0) {
    const direct = pipfilePackages(files) ?? [];
    locks.push({
      kind: 'pipenv', file: 'Pipfile', direct, wanted: direct, size: counted(direct.length, 'package'), call: 'PythonDependencies.pipenv()', install: () => PythonDependencies.pipenv(),
    });
  }
  const own = project && locks.length === 0 ? projectSource(project, passed) : undefined;
  if (project && locks.length > 0 && /^setup/.test(project.file)) passed.push({ file: project.file, why: `${locks[0].file} locks what is installed` });
  for (const file of ['setup.py', 'setup.cfg']) {
    if (project?.file === 'pyproject.toml' && files.fileExists(file) && file === 'setup.py') passed.push({ file, why: 'pyproject.toml describes the project' });
  }
  const settingsOnly = pyproject !== undefined && project?.file !== 'pyproject.toml';
  if (settingsOnly) passed.push({ file: 'pyproject.toml', why: 'has only settings of tools' });
  return { locks, ...(own ? { project: own } : {}), ...(project ? { described: project } : {}), passed, settingsOnly };
}

/** A lock that another tool's project has left behind. */
function orphaned(kind: Source['kind'], project: Project | undefined, workspace: boolean): string | undefined {
  if (kind === 'uv' && !project?.hasProject && !workspace) return 'pyproject.toml has no [project] that uv could have locked';
  if (kind === 'poetry' && !project?.hasPoetry) return 'pyproject.toml says nothing to Poetry any more';
  return undefined;
}

function lockSource(files: IAppFiles, file: string, kind: Source['kind'], install: () => IDependencyInstaller, project: Project | undefined): Source {
  // the lock is parsed when something has to be compared with it: it may be long
  let read: ReturnType<typeof readLock> | false = false;
  const lock = () => {
    if (read === false) read = readLock(files, file);
    return read;
  };
  return {
    kind,
    file,
    get wanted() {
      const versions = lock()?.versions;
      return versions && [...versions].map(([name, version]) => ({ name, version }));
    },
    get direct() {
      return kind === 'pipenv' ? lock()?.direct : project?.dependencies;
    },
    get size() {
      const count = lock()?.versions.size;
      return count === undefined ? 'not readable' : counted(count, 'package');
    },
    call: `PythonDependencies.${kind}()`,
    install,
  };
}

function projectSource(project: Project, passed: Passed[]): Source | undefined {
  const { file, dependencies, unreadable, reads } = project;
  if (reads.length === 0 && dependencies?.length === 0 && /^setup/.test(file)) {
    passed.push({ file, why: 'names no dependencies' });
    return undefined;
  }
  const call = 'PythonDependencies.project()';
  const install = () => PythonDependencies.project();
  if (reads.length > 0) return { kind: 'project', file, size: `reads ${reads.join(', ')}`, call, install };
  if (!dependencies) return { kind: 'project', file, size: unreadable ?? '', call, install };
  return { kind: 'project', file, wanted: dependencies, direct: dependencies, size: counted(dependencies.length, 'dependency', 'dependencies'), call, install };
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

import { IDependencyInstaller, InstallCache, InstallContext, InstallPlan, InstallStep } from './dependency-installer';
import { readIndexFiles } from './index-files';
import { lockIndexProblems, toolsAreAuthenticated } from './index-options';
import { lockedPackages, lockedRegistries, readPyproject } from './pyproject';
import { didYouMean } from '../core/suggestion';

/** The version of uv that installs; a new one comes with a release of the library. */
const UV_VERSION = '0.13.9';
const UV = '/opt/uv/bin/uv';
const CACHE: InstallCache = { name: 'uv', target: '/root/.cache/uv' };

/** What the user may choose. */
export interface UvChoices {
  readonly groups: readonly string[];
  readonly extras: readonly string[];
}

/**
 * uv and its lock. `--locked` refuses a lock that does not fit pyproject.toml, where `--frozen` would install it.
 * @see https://docs.astral.sh/uv/guides/integration/docker/
 */
export class UvInstaller implements IDependencyInstaller {
  constructor(private readonly choices: UvChoices) {}

  public bind(context: InstallContext): InstallPlan {
    const { files } = context;
    const missing = ['pyproject.toml', 'uv.lock'].filter((name) => !files.fileExists(name));
    if (missing.length > 0) {
      return { steps: [], problems: missing.map((name) => `PythonDependencies.uv() needs ${name}: ${files.explainMissing(name)}`) };
    }
    const pyproject = this.read(() => readPyproject(files.readFile('pyproject.toml')), 'pyproject.toml');
    const packages = this.read(() => lockedPackages(files.readFile('uv.lock')), 'uv.lock').filter((name) => name !== pyproject.name);
    const chosen = [
      ...this.choices.extras.flatMap((name) => ['--extra', name]),
      ...this.choices.groups.flatMap((name) => ['--group', name]),
    ];
    const sync = [UV, 'sync', '--locked', '--no-dev', '--no-editable', ...chosen];
    return {
      environment: {
        UV_COMPILE_BYTECODE: '1', UV_LINK_MODE: 'copy', UV_NO_PROGRESS: '1', UV_PROJECT_ENVIRONMENT: context.venv, UV_PYTHON_DOWNLOADS: 'never',
      },
      steps: [this.tool(context), {
        // which Python the project wants: uv refuses another one
        files: ['pyproject.toml', 'uv.lock', ...['.python-version'].filter((name) => files.fileExists(name))],
        comment: ['Dependencies before any source: a change of the code does not install them again.', 'A lock that does not fit pyproject.toml is refused.'],
        commands: [[...sync, '--no-install-project']],
        caches: [CACHE],
        authenticated: true,
      }],
      projectSteps: pyproject.isPackage ? [{ commands: [sync], caches: [CACHE], authenticated: true }] : [],
      distributions: packages.map((name) => ({ name })),
      findings: [{ subject: 'dependencies', value: 'uv sync --locked', evidence: `uv.lock: ${packages.length} packages` }],
      problems: [
        ...unknown('group', this.choices.groups, pyproject.groups),
        ...unknown('extra', this.choices.extras, pyproject.extras),
        ...this.indexProblems(context),
      ],
    };
  }

  /** A virtualenv of its own, which stays in the builder. */
  private tool({ indexes }: InstallContext): InstallStep {
    return {
      comment: ['uv in a virtualenv of its own, which stays here.'],
      commands: [['python', '-m', 'venv', '/opt/uv'], ['/opt/uv/bin/pip', 'install', `uv==${UV_VERSION}`]],
      caches: [{ name: 'pip', target: '/root/.cache/pip' }],
      authenticated: toolsAreAuthenticated(indexes),
    };
  }

  /** uv asks the indexes of the lock, and no others. */
  private indexProblems({ files, indexes }: InstallContext): string[] {
    if (indexes.length === 0) return [];
    const locked = lockedRegistries(files.readFile('uv.lock'));
    const declared = readIndexFiles(files, []).indexes.filter(({ file }) => file !== 'pip.conf' && file !== 'pip.ini').map(({ url }) => url);
    return lockIndexProblems(indexes, [...locked, ...declared], 'uv.lock', (index) =>
      `add [[tool.uv.index]] with url = "${index.url}"${index.replacesPypi ? ' and default = true' : ''} to pyproject.toml and run 'uv lock'`);
  }

  private read<T>(read: () => T, file: string): T {
    try {
      return read();
    } catch (error) {
      throw new Error(`${file} ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function unknown(what: string, chosen: readonly string[], known: readonly string[]): string[] {
  return chosen.filter((name) => !known.includes(name)).map((name) =>
    `pyproject.toml has no ${what} '${name}'${didYouMean(name, known)}; there are: ${known.join(', ') || 'none'}`);
}

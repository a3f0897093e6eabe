import { IDependencyInstaller, InstallContext, InstallPlan } from './dependency-installer';
import { lockedPackages, readPyproject } from './pyproject';
import { UV, UV_CACHE, uvTool } from './uv-tool';
import { didYouMean } from '../core/suggestion';

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
      steps: [uvTool(), {
        // which Python the project wants: uv refuses another one
        files: ['pyproject.toml', 'uv.lock', ...['.python-version'].filter((name) => files.fileExists(name))],
        comment: ['Dependencies before any source: a change of the code does not install them again.', 'A lock that does not fit pyproject.toml is refused.'],
        commands: [[...sync, '--no-install-project']],
        caches: [UV_CACHE],
      }],
      projectSteps: pyproject.isPackage ? [{ commands: [sync], caches: [UV_CACHE] }] : [],
      distributions: packages.map((name) => ({ name })),
      findings: [{ subject: 'dependencies', value: 'uv sync --locked', evidence: `uv.lock: ${packages.length} packages` }],
      problems: [
        ...unknown('group', this.choices.groups, pyproject.groups),
        ...unknown('extra', this.choices.extras, pyproject.extras),
      ],
    };
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

import { IDependencyInstaller } from './dependency-installer';
import { RequirementsEngine } from './requirements-engine';
import { RequirementsInstaller } from './requirements-installer';
import { UvInstaller } from './uv-installer';

/**
 * Where the requirements are.
 */
export interface RequirementsOptions {
  /**
   * The requirements file, relative to the context.
   * @default requirements.txt
   */
  readonly file?: string;

  /**
   * Several requirements files, installed together; instead of `file`.
   * @default - `file` alone
   */
  readonly files?: string[];

  /**
   * Whether the application is a package that is installed, too, after its sources were copied. A line `-e .` or `.` of a
   * file says the same.
   * @default false
   */
  readonly installProject?: boolean;

  /**
   * The program that installs.
   * @default RequirementsEngine.PIP
   */
  readonly engine?: RequirementsEngine;
}

/**
 * What of a project is installed beside its dependencies.
 */
export interface UvOptions {
  /**
   * Groups of `[dependency-groups]` to install: `['production']`.
   * @default - none
   */
  readonly groups?: string[];

  /**
   * Extras of `[project.optional-dependencies]` to install: `['postgres']`.
   * @default - none
   */
  readonly extras?: string[];
}

/**
 * The ways to install dependencies that come with the library.
 */
export class PythonDependencies {
  /**
   * pip and a requirements file, with every file that it includes (`-r`, `-c`).
   *
   * Where a requirement has a hash, all must have one and each archive is checked against it. What comes from the
   * directory (`./libs/tea`, `-e .`) is installed from its sources, never as a link to them.
   *
   * @throws when both `file` and `files` are given, or `files` is empty
   * @see https://pip.pypa.io/en/stable/topics/secure-installs/
   */
  public static requirements(options: RequirementsOptions = {}): IDependencyInstaller {
    const { file, files = [file ?? 'requirements.txt'] } = options;
    if (files.length === 0 || (file !== undefined && options.files !== undefined)) {
      throw new Error(`PythonDependencies.requirements() takes 'file' or a list 'files' that is not empty, got ${JSON.stringify(options)}`);
    }
    const { engine = RequirementsEngine.PIP, installProject = false } = options;
    return new RequirementsInstaller({ files: [...files], engine, installProject });
  }

  /**
   * uv and uv.lock: exactly what the lock says, without development dependencies; an application that is a package is
   * installed, not linked.
   *
   * @see https://docs.astral.sh/uv/concepts/projects/sync/
   */
  public static uv(options: UvOptions = {}): IDependencyInstaller {
    return new UvInstaller({ groups: options.groups ?? [], extras: options.extras ?? [] });
  }

  /** poetry.lock. */
  public static poetry(): IDependencyInstaller {
    return unavailable('poetry');
  }

  /** pdm.lock. */
  public static pdm(): IDependencyInstaller {
    return unavailable('pdm');
  }

  /** Pipfile.lock. */
  public static pipenv(): IDependencyInstaller {
    return unavailable('pipenv');
  }

  /** A project without a lock. */
  public static project(): IDependencyInstaller {
    return unavailable('project');
  }

  private constructor() {}
}

function unavailable(name: string): IDependencyInstaller {
  return { bind: () => ({ steps: [], problems: [`PythonDependencies.${name}() is not built in`] }) };
}

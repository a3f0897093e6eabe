import { IDependencyInstaller } from './dependency-installer';
import { PdmInstaller } from './pdm-installer';
import { PipenvInstaller } from './pipenv-installer';
import { PoetryInstaller } from './poetry-installer';
import { ProjectInstaller } from './project-installer';
import { PdmOptions, PipenvOptions, PoetryOptions, ProjectOptions, UvOptions } from './project-options';
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
   * @default - uv, unless the files or the indexes have something that means something else to it than to pip: then pip.
   * A finding says which, and why
   */
  readonly engine?: RequirementsEngine;
}

/**
 * The ways to install dependencies that come with the library.
 */
export class PythonDependencies {
  /**
   * A requirements file as pip reads it, with every file that it includes (`-r`, `-c`).
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
    const { engine, installProject = false } = options;
    return new RequirementsInstaller({ files: [...files], engine, installProject });
  }

  /**
   * uv and uv.lock: exactly what the lock says, without development dependencies; an application that is a package is
   * installed, not linked.
   *
   * @see https://docs.astral.sh/uv/concepts/projects/sync/
   */
  public static uv(options: UvOptions = {}): IDependencyInstaller {
    return new UvInstaller({ groups: copy(options.groups), extras: copy(options.extras), member: options.package });
  }

  /**
   * Poetry (1 or 2) and poetry.lock: exactly what the lock says for the main dependencies. Poetry exports them and pip
   * installs them, each archive checked against its hash; an application that is a package is installed, not linked.
   *
   * @see https://python-poetry.org/docs/pyproject/
   */
  public static poetry(options: PoetryOptions = {}): IDependencyInstaller {
    return new PoetryInstaller({ groups: copy(options.groups), extras: copy(options.extras) });
  }

  /**
   * Pipenv and Pipfile.lock: exactly what the lock says for `[packages]`. The application runs from its directory, unless
   * it is among its own packages.
   *
   * @see https://pipenv.pypa.io/en/latest/pipfile.html
   */
  public static pipenv(options: PipenvOptions = {}): IDependencyInstaller {
    return new PipenvInstaller({ categories: copy(options.categories) });
  }

  /**
   * PDM and pdm.lock: exactly what the lock says, without development dependencies; an application that is a package is
   * installed, not linked.
   *
   * @see https://pdm-project.org/latest/usage/lockfile/
   */
  public static pdm(options: PdmOptions = {}): IDependencyInstaller {
    return new PdmInstaller({ groups: copy(options.groups), extras: copy(options.extras) });
  }

  /**
   * A project without a lock: pyproject.toml with `[project]`, setup.cfg or setup.py. pip takes the newest releases that it
   * allows, so two builds may differ, which the warning `dependencies-not-locked` says.
   *
   * @see https://packaging.python.org/en/latest/specifications/pyproject-toml/
   */
  public static project(options: ProjectOptions = {}): IDependencyInstaller {
    return new ProjectInstaller({ extras: copy(options.extras), groups: copy(options.groups) });
  }

  private constructor() {}
}

function copy(names: readonly string[] | undefined): string[] | undefined {
  return names && [...names];
}

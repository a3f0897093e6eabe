import { IDependencyInstaller } from './dependency-installer';
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
   * Where a requirement has a hash, all must have one and each archive is checked against it.
   *
   * @see https://pip.pypa.io/en/stable/topics/secure-installs/
   */
  public static requirements(options: RequirementsOptions = {}): IDependencyInstaller {
    return new RequirementsInstaller(options.file ?? 'requirements.txt');
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

  private constructor() {}
}

import { IDependencyInstaller } from './dependency-installer';
import { RequirementsInstaller } from './requirements-installer';

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

  private constructor() {}
}

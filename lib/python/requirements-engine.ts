/**
 * The program that installs requirements files.
 */
export enum RequirementsEngine {
  /**
   * The base image's own pip: the file means exactly what it means everywhere else.
   * @see https://pip.pypa.io/en/stable/cli/pip_install/
   */
  PIP = 'pip',

  /**
   * uv, which resolves and installs faster and reads the same files; where it differs from pip, its own rules hold: a package
   * comes from the first index that has its name, PyPI being the last.
   * @see https://docs.astral.sh/uv/pip/compatibility/
   */
  UV = 'uv',
}

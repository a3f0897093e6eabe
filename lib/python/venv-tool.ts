/**
 * What makes the virtualenv.
 */
export enum VenvTool {
  /**
   * `python -m venv`, of the standard library.
   * @see https://docs.python.org/3/library/venv.html
   */
  VENV = 'venv',

  /**
   * The `virtualenv` package, for a virtualenv that is like those of other systems of yours.
   * @see https://virtualenv.pypa.io/
   */
  VIRTUALENV = 'virtualenv',
}

/** What one file says about the Python version. */
export interface VersionStatement {
  readonly file: string;
  readonly line?: number;
  /** As it is written: `requires-python '>=3.11'`. */
  readonly says: string;
  /**
   * `range`: what is allowed, every one must hold. `pin`: the version that is meant, every one must hold.
   * `hint`: the version that it was run with elsewhere, which nothing forces.
   */
  readonly kind: 'range' | 'pin' | 'hint';
  /** Specifiers of which one has to hold; undefined when the text could not be understood. */
  readonly specifiers?: readonly string[];
  /** The series of a pin or hint. */
  readonly series?: string;
}

/** A statement with its place, for evidence and errors: `pyproject.toml:5 requires-python '>=3.11'`. */
export function place(statement: VersionStatement): string {
  return `${statement.file}${statement.line === undefined ? '' : `:${statement.line}`} ${statement.says}`;
}

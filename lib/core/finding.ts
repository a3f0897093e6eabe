/**
 * One thing that the library decided about an image, and what made it decide so.
 *
 * Every default and every detection leaves one, so that nothing about the image has to be guessed.
 */
export interface Finding {
  /**
   * What was decided, as a property path of the construct's props: `base`, `dependencies`, `assets`.
   */
  readonly subject: string;

  /**
   * The decision, in the words of the Dockerfile: `python:3.13-trixie`.
   */
  readonly value: string;

  /**
   * Why: the file and line that says so and what it says, `given`, or `default: …`.
   */
  readonly evidence: string;

  /**
   * The file that the evidence is in, relative to the context.
   * @default - no file says so
   */
  readonly file?: string;

  /**
   * The line of the file, counted from 1.
   * @default - the file as a whole
   */
  readonly line?: number;

  /**
   * What was found beside it and not taken, each with the reason: `setup.py: names no dependencies`.
   * @default - nothing else was found
   */
  readonly alternatives?: string[];

  /**
   * What to write to decide otherwise: `dependencies: PythonDependencies.requirements()`.
   * @default - it cannot be decided otherwise
   */
  readonly override?: string;
}

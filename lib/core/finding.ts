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
   * Why: the file and line that says so, `given`, or `default: …`.
   */
  readonly evidence: string;
}

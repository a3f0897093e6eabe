/**
 * Something that works today and will hurt later: printed once on stderr by synth, never an error.
 *
 * Every code has a section in the warnings page of the documentation. A warning that was read and accepted is
 * silenced with `acknowledgeWarning(code, reason)`.
 */
export interface ImageWarning {
  /**
   * Stable name of the warning, in lower case with hyphens: `python-end-of-life`.
   */
  readonly code: string;

  /**
   * What is the matter, the value received and the way out, in one sentence.
   */
  readonly message: string;
}

/** Metadata type under which a construct keeps its warnings (constructs' `node.metadata`). */
export const WARNING_METADATA = 'cdk8s-python-venv:warning';

/** Metadata type under which a construct keeps the warnings that were acknowledged, with the reason. */
export const ACKNOWLEDGED_METADATA = 'cdk8s-python-venv:acknowledged-warning';

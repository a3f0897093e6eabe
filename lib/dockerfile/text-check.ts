/** C0 and C1 control characters, DEL, and the two Unicode line separators that editors break lines at. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/u;

/** Whether every surrogate has its partner, so that the text survives being written as UTF-8. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/**
 * Refuses text that no build file can carry as it is: control characters and broken Unicode.
 *
 * @param allowNewline a line feed or tab is fine (exec form, shell scripts, bake strings), or not (ENV, LABEL, COPY)
 */
export function checkText(what: string, text: string, allowNewline: boolean): string {
  const shown = JSON.stringify(text);
  if (!isWellFormed(text)) throw new Error(`${what} is not valid Unicode (a lone surrogate), got ${shown}`);
  if (CONTROL.test(text)) throw new Error(`${what} contains a control character, got ${shown}; remove it`);
  if (!allowNewline && /[\n\t]/.test(text)) {
    throw new Error(`${what} contains a line break or tab, which this instruction cannot hold, got ${shown}; keep it on one line`);
  }
  return text;
}

/** A field of an option that is a line of CSV, such as `--output`: quoted when it would end early. */
export function csvField(text: string): string {
  return /[",\n]|^\s/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

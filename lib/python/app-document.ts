import { IAppFiles } from '../core/app-files';
import { parsedJson, parsedToml } from '../core/parsed-files';

/** A table of TOML or an object of JSON. */
export type Table = { readonly [key: string]: unknown };

/** The parser needs 0.3 s a megabyte; the longest locks known have 5. */
const LARGEST = 16_000_000;

/** The value as a table; an empty one when it is something else. */
export function table(value: unknown): Table {
  // the parser's tables have no prototype, so they are no instances of Object
  return isTable(value) ? value : {};
}

/** Whether the value is a table. */
export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The tables of an array; others are left out. */
export function tables(value: unknown): Table[] {
  return Array.isArray(value) ? value.filter(isTable) : [];
}

/** The strings of an array; others are left out. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

/** The value as a string. */
export function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A TOML file of the application; undefined when it is missing or broken, which goes to `problems`. */
export function readToml(files: IAppFiles, path: string, problems: string[]): Table | undefined {
  return read(files, path, problems, () => {
    try {
      return parsedToml(files, path);
    } catch (error) {
      const { location, line, column } = error as { location?: { start: { line: number; column: number } }; line?: number; column?: number };
      return new Fault('TOML', location?.start.line ?? line, location?.start.column ?? column, error);
    }
  });
}

/** A JSON file of the application; undefined when it is missing or broken, which goes to `problems`. */
export function readJson(files: IAppFiles, path: string, problems: string[]): Table | undefined {
  return read(files, path, problems, (text) => {
    try {
      return parsedJson(files, path);
    } catch (error) {
      const before = text.slice(0, jsonFault(text)).split('\n');
      return new Fault('JSON', before.length, before[before.length - 1].length + 1, error);
    }
  });
}

/** Where and why a file cannot be read. */
class Fault {
  constructor(readonly format: string, readonly line: number | undefined, readonly column: number | undefined, readonly error: unknown) {}

  public in(path: string): string {
    // what JSON.parse says of the place, it says differently in each version of Node
    const reason = String(this.error instanceof Error ? this.error.message : this.error).split('\n')[0]
      .replace(/(?: in JSON)? at position \d+(?: \(line \d+ column \d+\))?$/, '').replace(/, (?:\.\.\.)?".*$/, '');
    const place = this.line === undefined ? path : `${path}:${this.line}:${this.column ?? 1}`;
    return `${place} is no ${this.format}: ${reason}`;
  }
}

function read(files: IAppFiles, path: string, problems: string[], parsed: (text: string) => unknown): Table | undefined {
  if (!files.fileExists(path)) {
    problems.push(`no ${path}: ${files.explainMissing(path)}`);
    return undefined;
  }
  const text = files.readFile(path);
  if (text.length > LARGEST) {
    problems.push(`${path} has ${text.length} characters, more than ${LARGEST}: no lock of an application is that long; check what wrote it`);
    return undefined;
  }
  const value = parsed(text);
  if (value instanceof Fault) {
    problems.push(value.in(path));
    return undefined;
  }
  return table(value);
}

/** The offset of the first character that cannot belong to JSON: the end of the shortest text that is wrong, not just incomplete. */
function jsonFault(text: string): number {
  let right = 0;
  let wrong = text.length + 1;
  while (wrong - right > 1) {
    const middle = Math.floor((right + wrong) / 2);
    if (isBegun(text.slice(0, middle))) right = middle;
    else wrong = middle;
  }
  return right;
}

/** Whether the text is JSON, or could become it when something is added. */
function isBegun(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = /at position (\d+)/.exec(message)?.[1];
    return /end of JSON input|Unterminated/.test(message) || (position !== undefined && Number(position) >= text.length);
  }
}

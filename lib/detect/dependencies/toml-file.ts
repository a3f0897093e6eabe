import { IAppFiles } from '../../core/app-files';
import { parsedJson, parsedToml } from '../../core/parsed-files';
import { Table, table } from '../../python/app-document';

/** A lock beyond this is not compared with anything: parsing it would take longer than the whole synth. */
const MOST = 16 * 1024 * 1024;

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A file's TOML; undefined when there is none, when it is huge or broken: the one that installs it says so. */
export function readToml(files: IAppFiles, path: string): Table | undefined {
  return readParsed(files, path, parsedToml);
}

export function readJson(files: IAppFiles, path: string): Table | undefined {
  return readParsed(files, path, parsedJson);
}

function readParsed(files: IAppFiles, path: string, parsed: (from: IAppFiles, file: string) => unknown): Table | undefined {
  if (!files.fileExists(path)) return undefined;
  if (files.readFile(path).length > MOST) return undefined;
  try {
    return table(parsed(files, path));
  } catch {
    return undefined;
  }
}

/** The line of a text on which a pattern first matches, counted from 1. */
export function lineOf(text: string, pattern: RegExp): number | undefined {
  const at = text.split('\n').findIndex((line) => pattern.test(line));
  return at < 0 ? undefined : at + 1;
}

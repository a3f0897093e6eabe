import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** Text of each file by its path; a text starting with `#!` makes it executable, one starting with `->` a symbolic link. */
export type AppFiles = { readonly [path: string]: string };

const made: string[] = [];

/** A directory of its own below the system's temporary one, removed after the test file. */
export function temporaryDirectory(): string {
  const directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'venv-test.')));
  made.push(directory);
  return directory;
}

/** An application directory with these files. */
export function temporaryApp(files: AppFiles): string {
  const directory = temporaryDirectory();
  writeApp(directory, files);
  return directory;
}

export function writeApp(directory: string, files: AppFiles): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(directory, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    if (text.startsWith('->')) fs.symlinkSync(text.slice(2).trim(), file);
    else fs.writeFileSync(file, text, { mode: text.startsWith('#!') ? 0o755 : 0o644 });
  }
}

/** Every file below a directory with its text, by its path. */
export function readTree(directory: string): { [path: string]: string } {
  const names = fs.readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)))
    .sort();
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(directory, name), 'utf8')]));
}

/** The least that makes a good image. */
export const SMALL_APP: AppFiles = { 'requirements.txt': 'flask==3.1.2\n', 'web.py': 'app = None\n' };

afterAll(() => made.splice(0).forEach((directory) => fs.rmSync(directory, { recursive: true, force: true })));

import { posix } from 'path';
import { IAppFiles } from '../core/app-files';

/** What a requirements file and those that it includes say. */
export interface RequirementsFiles {
  /** The file and all that it includes with `-r` or `-c`, each once, in the order of reading. */
  readonly files: readonly string[];
  /** Whether a requirement has a `--hash`, which makes pip check all of them. */
  readonly hashed: boolean;
  /** Names of what is to be installed, in the normal form of PyPI. */
  readonly packages: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Reads a requirements file as pip does: lines joined at a backslash, comments dropped, `-r` and `-c` followed from the
 * folder of the file that names them.
 * @see https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
export function readRequirements(files: IAppFiles, file: string): RequirementsFiles {
  const seen: string[] = [];
  const problems: string[] = [];
  let hashed = false;
  const packages: string[] = [];

  const read = (path: string, namedBy: string | undefined) => {
    if (seen.includes(path)) return;
    if (!files.fileExists(path)) {
      const where = namedBy ? `${namedBy} includes '${path}'` : `no requirements file at '${path}'`;
      problems.push(`${where}: ${files.explainMissing(path)}${namedBy ? '' : '; pass PythonDependencies.requirements({ file })'}`);
      return;
    }
    seen.push(path);
    for (const { text, line } of logicalLines(files.readFile(path))) {
      const included = /^(?:-r|-c|--requirement|--constraint)(?:\s+|=)\s*(\S+)$|^-[rc](\S+)$/.exec(text);
      if (included) {
        const target = included[1] ?? included[2];
        if (/^[a-z][a-z0-9+.-]*:\/\//i.test(target)) continue; // pip fetches it: nothing to copy
        read(posix.normalize(posix.join(posix.dirname(path), target)), `${path}:${line}`);
      } else if (/:\/\/[^/\s@$]+:[^/\s@$]+@/.test(text)) {
        problems.push(`${path}:${line} has a password in a URL, which would stay in a layer of the image; keep it out of the file`);
      } else if (isLocal(text)) {
        problems.push(`${path}:${line} installs from a local path (${JSON.stringify(text)}), which is copied only after the dependencies; publish it, or write an IDependencyInstaller`);
      } else if (!text.startsWith('-')) {
        packages.push(packageName(text));
        hashed = hashed || /\s--hash[=\s]/.test(text);
      }
    }
  };
  read(posix.normalize(file), undefined);
  return { files: seen, hashed, packages, problems };
}

/** The lines that pip sees, with the number of the first physical one. */
function logicalLines(text: string): Array<{ text: string; line: number }> {
  const lines: Array<{ text: string; line: number }> = [];
  let open: { text: string; line: number } | undefined;
  text.split(/\r\n|\r|\n/).forEach((physical, i) => {
    const isComment = /^\s*#/.test(physical);
    const joined: { text: string; line: number } = open ? { text: open.text + physical, line: open.line } : { text: physical, line: i + 1 };
    if (!isComment && physical.endsWith('\\')) {
      open = { text: joined.text.slice(0, -1), line: joined.line };
      return;
    }
    open = undefined;
    const bare = joined.text.replace(/(^|\s+)#.*$/, '').trim();
    if (bare !== '') lines.push({ text: bare, line: joined.line });
  });
  if (open && (open as { text: string }).text.trim() !== '') lines.push(open);
  return lines;
}

/**
 * The name at the beginning of a requirement; empty for a URL.
 * @see https://packaging.python.org/en/latest/specifications/name-normalization/
 */
function packageName(text: string): string {
  const name = /^[A-Za-z0-9][A-Za-z0-9._-]*(?!:)/.exec(text)?.[0] ?? '';
  return /:\/\//.test(text) && !text.includes('@') ? '' : name.replace(/[._-]+/g, '-').toLowerCase();
}

/** A requirement that is a folder or an archive of the application itself. */
function isLocal(text: string): boolean {
  const target = text.replace(/^(?:-e|--editable)(?:\s+|=)\s*/, '');
  return /^(?:\.{1,2}(?:\/|$)|\/|file:)/.test(target) || /@\s*(?:file:|\.{1,2}\/)/.test(target);
}

import { posix } from 'path';
import { Distribution } from './dependency-installer';
import { indexWayOut } from './index-files';
import { holdsOnLinux } from './marker';
import { normalName, pinnedVersion, Requirement } from './requirement';
import { logicalLines, readLine, RequirementsLine } from './requirements-line';
import { byRequirements, SourceOnly } from './source-only';
import { IAppFiles } from '../core/app-files';
import { remembered } from '../core/remembered';
import { credentialInUrl } from '../core/url-credentials';

/** One line of one file, with where it is. */
export interface RequirementsEntry {
  readonly file: string;
  readonly line: number;
  /** The line as it stands in the file. */
  readonly physical: string;
  readonly says: RequirementsLine;
  /** Whether it only limits versions (`-c`), so that nothing is installed by it. */
  readonly constrains: boolean;
}

/** What requirements files and those that they include say. */
export interface RequirementsFiles {
  /** The files and all that they include with `-r` or `-c`, each once, in the order of reading. */
  readonly files: readonly string[];
  readonly entries: readonly RequirementsEntry[];
  /** Whether a requirement has a `--hash`, which makes pip check all of them. */
  readonly hashed: boolean;
  /** What pip says to lines without a hash beside others with one; uv checks the hashes that there are. */
  readonly unhashed: readonly string[];
  /** What is installed from an index or a URL, each once. */
  readonly distributions: readonly Distribution[];
  /** Folders and archives of the directory that are installed, without the application itself. */
  readonly locals: readonly string[];
  /** The line that installs the application itself: `-e .`. */
  readonly itself?: RequirementsEntry;
  /** Folders of the directory that pip looks for archives in (`--find-links`). */
  readonly links: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Reads requirements files as pip does: lines joined at a backslash, comments dropped, `-r` and `-c` followed from the
 * folder of the file that names them, local paths taken from the directory in which pip runs.
 * @param python the series that markers are read for: `3.13`
 * @see https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
export function readRequirements(files: IAppFiles, names: readonly string[], python: string): RequirementsFiles {
  const known = READ.get(files) ?? new Map<string, RequirementsFiles>();
  READ.set(files, known);
  const key = JSON.stringify([python, ...names]);
  const result = known.get(key) ?? readAnew(files, names, python);
  known.set(key, result);
  return result;
}

/** Who looks for the sources reads what is then installed. */
const READ = new WeakMap<IAppFiles, Map<string, RequirementsFiles>>();

function readAnew(files: IAppFiles, names: readonly string[], python: string): RequirementsFiles {
  const seen = new Map<string, boolean>();
  const entries: RequirementsEntry[] = [];
  const problems: string[] = [];

  const read = (path: string, namedBy: string | undefined, constrains: boolean) => {
    // once as requirements is enough; as constraints alone it is read again when it is asked for as requirements
    if (seen.has(path) && (constrains || seen.get(path) === false)) return;
    if (!files.fileExists(path)) {
      const where = namedBy ? `${namedBy} includes '${path}'` : `no requirements file at '${path}'`;
      problems.push(`${where}: ${files.explainMissing(path)}${namedBy ? '' : '; pass PythonDependencies.requirements({ file })'}`);
      return;
    }
    seen.set(path, constrains);
    const text = files.readFile(path);
    const wrong = encodingProblem(text);
    if (wrong !== undefined) {
      problems.push(`${path} ${wrong}`);
      return;
    }
    for (const { text: logical, line, physical } of logicalLines(text)) {
      const says = readLine(logical);
      entries.push({ file: path, line, physical, says, constrains });
      const problem = lineProblem(logical, says);
      if (problem !== undefined) problems.push(`${path}:${line} ${problem}`);
      if ((says.kind === 'requirements' || says.kind === 'constraints') && !/^[a-z][a-z0-9+.-]*:\/\//i.test(says.path)) {
        // what pip fetches from a URL has not to be copied
        read(posix.normalize(posix.join(posix.dirname(path), says.path)), `${path}:${line}`, constrains || says.kind === 'constraints');
      }
    }
  };
  names.forEach((name) => read(posix.normalize(name), undefined, false));

  const installed = entries.filter(({ constrains }) => !constrains);
  const hashed = entries.some(({ says }) => 'hashed' in says && says.hashed) || entries.some(({ says }) => says.kind === 'option' && says.name === '--require-hashes');
  const local = localPaths(files, installed, hashed, problems);
  return {
    files: [...seen.keys()],
    entries,
    hashed,
    unhashed: hashed ? unhashed(entries) : [],
    distributions: distributionsOf(installed, python, byRequirements(entries.map(({ says }) => says))),
    links: entries.flatMap(({ says, file }) => (says.kind === 'option' && says.name === '--find-links' ? linkFolder(files, file, says.value) : [])),
    ...local,
    problems,
  };
}

/** Nothing but UTF-8 is read: pip takes others by the locale of the machine, if at all. */
const encodingProblem = remembered((text): string | undefined => {
  if (text.includes('\u0000')) return 'is not UTF-8 text (UTF-16, as PowerShell\'s \'>\' writes it?); save it as UTF-8';
  const line = text.split(/\r\n|\r|\n/).findIndex((one) => one.includes('\ufffd'));
  return line < 0 ? undefined : `has bytes in line ${line + 1} that are not UTF-8; save it as UTF-8`;
});

function lineProblem(text: string, says: RequirementsLine): string | undefined {
  const credential = credentialInUrl(text);
  if (credential && says.kind === 'option' && says.name !== '--find-links') {
    return `has ${credential} in the URL of a package index, which would stay in a layer of the image; ${indexWayOut(says.value)}`;
  }
  if (credential) {
    return `has ${credential} in a URL, which would stay in a layer of the image; write \${PIP_PASSWORD} in its place, and installSecrets: [{ secret: BuildSecret.fromEnvironment('PIP_PASSWORD'), variable: 'PIP_PASSWORD' }]`;
  }
  if (says.kind === 'invalid') return says.why;
  const url = says.kind === 'url' ? says.url : says.kind === 'requirement' ? says.requirement.url : undefined;
  if (url && /^(?:[a-z]+\+)?ssh:\/\//i.test(url)) {
    return `fetches over ssh (${url}), for which the build has no key; write git+https://, or publish the package to an index`;
  }
  return undefined;
}

/** What is installed out of the directory, and what of it cannot be. */
function localPaths(
  files: IAppFiles, entries: readonly RequirementsEntry[], hashed: boolean, problems: string[],
): { locals: string[]; itself?: RequirementsEntry } {
  const locals: string[] = [];
  let itself: RequirementsEntry | undefined;
  for (const entry of entries) {
    if (entry.says.kind !== 'local') continue;
    const where = `${entry.file}:${entry.line} installs ${JSON.stringify(entry.physical.trim())}`;
    const path = posix.normalize(entry.says.path).replace(/(.)\/$/, '$1');
    if (posix.isAbsolute(path)) {
      problems.push(`${where}, an absolute path, which is not in the image; write it relative to the context: ./…`);
    } else if (path === '..' || path.startsWith('../')) {
      problems.push(`${where}, which leads outside the context; give the directory above as context, or publish the package`);
    } else if (path === '.') {
      if (isProject(files, '.')) itself = entry;
      else problems.push(`${where}, the application itself, but ${notProject(files, entry.file)}`);
    } else if (files.directoryExists(path)) {
      if (!isProject(files, path)) problems.push(`${where}, a folder with neither pyproject.toml nor setup.py; pip cannot install it`);
      else if (hashed && !entry.says.hashed) problems.push(`${where}, but other requirements have hashes, and pip then refuses a folder; put it into a file of its own, given with PythonDependencies.requirements({ files })`);
      else locals.push(path);
    } else if (files.fileExists(path)) {
      locals.push(path);
    } else {
      problems.push(`${where}: ${files.explainMissing(path)}`);
    }
  }
  return { locals: [...new Set(locals)], ...(itself ? { itself } : {}) };
}

function isProject(files: IAppFiles, folder: string): boolean {
  return ['pyproject.toml', 'setup.py'].some((name) => files.fileExists(posix.join(folder, name)));
}

function notProject(files: IAppFiles, file: string): string {
  const folder = posix.dirname(file);
  return folder !== '.' && isProject(files, folder)
    ? `pip takes that from the context, where there is neither pyproject.toml nor setup.py; '${folder}' has one: write ./${folder}, or give that folder as context`
    : 'there is neither pyproject.toml nor setup.py to install; remove the line';
}

/** With one hash pip wants all; a constraint may have it. */
function unhashed(entries: readonly RequirementsEntry[]): string[] {
  const known = new Set(entries.flatMap(({ says }) => (says.kind === 'requirement' && says.hashed ? [says.requirement.name] : [])));
  const bare = entries.filter(({ says, constrains }) => !constrains && says.kind === 'requirement' && !known.has(says.requirement.name));
  return bare.slice(0, 3).map(({ file, line, physical }) =>
    `${file}:${line} has no hash (${JSON.stringify(physical.trim())}), but other requirements have, and pip then refuses the whole; lock it with them (pip-compile --generate-hashes), or let uv check those that there are: dependencies: PythonDependencies.requirements({ file: '${file}', engine: RequirementsEngine.UV })`);
}

function distributionsOf(entries: readonly RequirementsEntry[], python: string, sourceOnly: SourceOnly): Distribution[] {
  const found = new Map<string, { version?: string; extras: readonly string[] }>();
  const add = (name: string, requirement?: Requirement) => {
    const before = found.get(name);
    const version = requirement && pinnedVersion(requirement.specifier);
    found.set(name, { version: version ?? before?.version, extras: [...new Set([...before?.extras ?? [], ...requirement?.extras ?? []])].sort() });
  };
  for (const { says } of entries) {
    if (says.kind === 'url' && says.name) add(normalName(says.name));
    if (says.kind === 'requirement' && (says.requirement.marker === undefined || holdsOnLinux(says.requirement.marker, python) !== false)) {
      add(says.requirement.name, says.requirement);
    }
  }
  return [...found].map(([name, { version, extras }]) => ({
    name,
    ...(version === undefined ? {} : { version }),
    ...(extras.length > 0 ? { extras: [...extras] } : {}),
    ...(sourceOnly(name) ? { sourceOnly: true } : {}),
  }));
}

/** pip looks beside the file first, then where it runs. */
function linkFolder(files: IAppFiles, file: string, value: string): string[] {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value) || posix.isAbsolute(value)) return [];
  const paths = [posix.join(posix.dirname(file), value), posix.normalize(value)].map((path) => path.replace(/(.)\/$/, '$1'));
  return paths.filter((path) => !path.startsWith('..') && (files.directoryExists(path) || files.fileExists(path))).slice(0, 1);
}

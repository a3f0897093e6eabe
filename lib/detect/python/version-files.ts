import { parse } from 'toml';
import { VersionStatement } from './version-statement';
import { IAppFiles } from '../../core/app-files';
import { table } from '../../python/app-document';
import { seriesOf, specifiers } from '../../python/series';

/** The small files that name one version: pyenv, Heroku, asdf, mise, Pipenv. */
export function versionFiles(files: IAppFiles): VersionStatement[] {
  return [
    ...firstLine(files, '.python-version', /^(\S+)/),
    ...firstLine(files, 'runtime.txt', /^(\S+)/),
    ...firstLine(files, '.tool-versions', /^python\s+(\S+)/),
    ...mise(files, 'mise.toml'), ...mise(files, '.mise.toml'),
    ...pipfile(files), ...pipfileLock(files),
  ];
}

/** The first line that matches: its version is meant. A name that is no version, such as that of a pyenv virtualenv, says nothing. */
function firstLine(files: IAppFiles, file: string, pattern: RegExp): VersionStatement[] {
  if (!files.fileExists(file)) return [];
  const lines = files.readFile(file).split(/\r?\n/).map((text) => text.replace(/#.*$/, '').trim());
  const index = lines.findIndex((text) => pattern.test(text));
  const version = index < 0 ? undefined : pattern.exec(lines[index])?.[1];
  return version === undefined ? [] : pin(file, version, index + 1, `'${version}'`);
}

/** @see https://mise.jdx.dev/lang/python.html */
function mise(files: IAppFiles, file: string): VersionStatement[] {
  const tools = table(table(tomlOf(files, file)).tools);
  const [python] = Array.isArray(tools.python) ? tools.python : [tools.python];
  const version = typeof python === 'string' ? python : table(python).version;
  return typeof version === 'string' ? pin(file, version, lineOf(files, file, /^\s*python\s*=/), `python '${version}'`) : [];
}

/** @see https://pipenv.pypa.io/en/latest/pipfile.html */
function pipfile(files: IAppFiles): VersionStatement[] {
  const requires = table(table(tomlOf(files, 'Pipfile')).requires);
  return requirement('Pipfile', requires, (key) => lineOf(files, 'Pipfile', new RegExp(`^\\s*${key}\\s*=`)));
}

function pipfileLock(files: IAppFiles): VersionStatement[] {
  if (!files.fileExists('Pipfile.lock')) return [];
  try {
    const lock: unknown = JSON.parse(files.readFile('Pipfile.lock'));
    return requirement('Pipfile.lock', table(table(table(lock)._meta).requires), (key) => lineOf(files, 'Pipfile.lock', new RegExp(`"${key}"\\s*:`)));
  } catch {
    return []; // the installer that reads the lock says what is wrong with it
  }
}

function requirement(file: string, requires: { readonly [key: string]: unknown }, line: (key: string) => number | undefined): VersionStatement[] {
  const key = ['python_full_version', 'python_version'].find((name) => typeof requires[name] === 'string');
  const version = key === undefined ? undefined : String(requires[key]);
  return version === undefined || key === undefined || version === '*' ? [] : pin(file, version, line(key), `${key} '${version}'`);
}

function pin(file: string, version: string, line: number | undefined, says: string): VersionStatement[] {
  const series = seriesOf(version);
  if (series !== undefined) return [{ file, line, says, kind: 'pin', series, specifiers: [`==${series}.*`] }];
  const range = /^[<>=~^!]/.test(version) ? specifiers(version) : undefined;
  if (range) return [{ file, line, says, kind: 'range', specifiers: range }];
  // PyPy and old Pythons are meant as they are written; any other word is the name of an environment
  return /^(?:pypy|python-?2|2\.|jython|graalpy)/i.test(version) ? [{ file, line, says, kind: 'pin' }] : [];
}

function tomlOf(files: IAppFiles, file: string): unknown {
  if (!files.fileExists(file)) return {};
  try {
    return parse(files.readFile(file));
  } catch {
    return {}; // who needs the file for more than its version says what is wrong with it
  }
}

/** Number of the first line that matches. */
export function lineOf(files: IAppFiles, file: string, pattern: RegExp): number | undefined {
  const index = files.readFile(file).split('\n').findIndex((text) => pattern.test(text));
  return index < 0 ? undefined : index + 1;
}

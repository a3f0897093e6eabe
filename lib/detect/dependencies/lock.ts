import { Wanted } from './names';
import { list, readJson, readToml } from './toml-file';
import { IAppFiles } from '../../core/app-files';
import { strings, table } from '../../python/app-document';
import { normalName } from '../../python/requirement';

/** What a lock has, of whatever group. */
export interface Lock {
  /** Version by name, without the project itself. */
  readonly versions: ReadonlyMap<string, string>;
  /** What production asks for by itself, where a file beside the lock says so. */
  readonly direct?: readonly Wanted[];
}

/** Reads a lock; undefined when it is missing, broken or huge. */
export function readLock(files: IAppFiles, file: string): Lock | undefined {
  return file === 'Pipfile.lock' ? pipfileLock(files) : tomlLock(files, file);
}

/** uv, Poetry and PDM all have one `[[package]]` for each release. */
function tomlLock(files: IAppFiles, file: string): Lock | undefined {
  const lock = readToml(files, file);
  if (!lock) return undefined;
  const versions = new Map<string, string>();
  for (const entry of list(lock.package).map(table)) {
    const source = table(entry.source);
    const own = [source.virtual, source.editable, entry.path].includes('.');
    if (typeof entry.name === 'string' && !own) versions.set(normalName(entry.name), typeof entry.version === 'string' ? entry.version : '');
  }
  return { versions };
}

function pipfileLock(files: IAppFiles): Lock | undefined {
  const lock = readJson(files, 'Pipfile.lock');
  if (!lock) return undefined;
  const versions = new Map<string, string>();
  Object.entries(lock).filter(([section]) => section !== '_meta').forEach(([, packages]) => Object.entries(table(packages)).forEach(([name, says]) => {
    const { version } = table(says);
    versions.set(normalName(name), typeof version === 'string' ? version.replace(/^==/, '') : '');
  }));
  return { versions, direct: pipfilePackages(files) };
}

/** Names of `[packages]` of the Pipfile. */
export function pipfilePackages(files: IAppFiles): Wanted[] | undefined {
  const pipfile = readToml(files, 'Pipfile');
  return pipfile && Object.entries(table(pipfile.packages)).filter(([, says]) => table(says).path === undefined)
    .map(([name, says]) => ({ name: normalName(name), extras: strings(table(says).extras).map(normalName) }));
}

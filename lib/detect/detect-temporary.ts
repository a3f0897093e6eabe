import { posix } from 'path';
import { AppIndex } from './start/app-index';
import { AppResolver } from './start/resolve-app';
import { litestarViteWarnings } from './writes/litestar-vite';
import { writtenPaths, WrittenPath } from './writes/written-paths';
import { IAppFiles } from '../core/app-files';
import { Detected } from '../core/detected';
import { received } from '../core/problems';
import { didYouMean } from '../core/suggestion';
import { Distribution } from '../python/dependency-installer';
import { TemporaryPath } from '../python/python-plan';
import { APP_DIRECTORY } from '../python/virtualenv';

/** What is known when the paths that the server writes to are looked for. */
export interface TemporaryQuestion {
  readonly files: IAppFiles;
  /** Where the server runs, relative to the application's directory. */
  readonly directory: string;
  /** Where the application's modules are, relative to that directory. */
  readonly root: string;
  readonly distributions: readonly Distribution[];
  /** What another stage builds: never a link. */
  readonly built: readonly string[];
  /** What the user gave: then nothing is looked for. */
  readonly given?: readonly string[];
  /** Absolute paths of the volumes that the Pods mount. */
  readonly mounted: readonly string[];
}

/** Files by which an empty directory is kept in Git. */
const PLACEHOLDER = /^(?:\.gitkeep|\.keep|\.gitignore|\.empty|\.placeholder)$/;

/** Directories whose loss nobody minds. */
const LOSABLE = /(?:^|[/._-])(?:logs?|caches?|te?mp|sessions?|run|build|[^/]*\.log)(?:$|[/._-])/i;

/**
 * Finds what the server writes to below its own directory, which is read-only in a Pod: it becomes a link to /tmp, unless
 * a volume is mounted there.
 */
export function detectTemporary(question: TemporaryQuestion): Detected<TemporaryPath[]> {
  const { files, given } = question;
  if (given) return givenPaths(files, given, question.mounted);
  const index = AppIndex.of(files);
  const places = new Map<string, WrittenPath>();
  const packages = new Set(question.distributions.map(({ name }) => name));
  const resolver = new AppResolver(index);
  for (const written of writtenPaths(index, resolver, question.root, question.directory, packages)) {
    const place = placeOf(files, written);
    if (place === undefined || places.has(place.path)) continue;
    if (!question.built.some((output) => overlaps(place.path, output))) places.set(place.path, place);
  }
  const outermost = (path: string) => ![...places.keys()].some((other) => path.startsWith(`${other}/`));
  const chosen = [...places].filter(([path]) => outermost(path)).sort(([a], [b]) => (a < b ? -1 : 1));
  const linked = chosen.filter(([path]) => !isMounted(path, question.mounted));
  const override = `temporaryPaths: [${chosen.map(([path]) => `'${path}'`).join(', ')}]`;
  const isMinded = (path: string, { kind, isVariable }: WrittenPath) => kind === 'directory' || (!isVariable && /\.(?:sqlite3?|db)$/.test(path));
  const kept = linked.filter(([path, written]) => !LOSABLE.test(path) && isMinded(path, written));
  return {
    value: chosen.map(([path, { kind }]) => temporaryPath(files, path, kind, question.mounted)),
    findings: linked.map(([path, { kind, file, line }]) => ({
      subject: 'temporary', value: `${path} -> ${kind === 'file' ? `/tmp/${posix.basename(path)}` : '/tmp'}`, evidence: `${file}:${line} writes there`, file, line, override,
    })),
    warnings: [...kept.map(([path, { kind, file, line }]) => ({
      code: 'files-not-kept',
      message: `${file}:${line} writes to '${path}', which is a link to /tmp in the image: what is written there is gone with the Pod; `
        + (kind === 'file' ? 'let the settings name a database outside the Pod, by a variable (environment)'
          : `keep it on a volume: writable: [WritablePath.claim('${APP_DIRECTORY}/${path}', claim)]`),
    })), ...litestarViteWarnings(index, resolver, question.root, question.distributions)],
    problems: [],
  };
}

/** What has to become a link so that this can be written: the first part that is missing, or a directory that is kept empty. */
function placeOf(files: IAppFiles, written: WrittenPath): WrittenPath | undefined {
  const { path, kind } = written;
  if (kind === 'file' && (files.fileExists(path) || files.directoryExists(path))) return undefined;
  const parts = path.split('/');
  const folders = kind === 'file' ? parts.length - 1 : parts.length;
  for (let i = 1; i <= folders; i++) {
    const folder = parts.slice(0, i).join('/');
    if (files.fileExists(folder)) return undefined;
    if (!files.directoryExists(folder) || isKeptEmpty(files, folder)) return { ...written, path: folder, kind: 'directory' };
  }
  return kind === 'file' ? written : undefined;
}

function isKeptEmpty(files: IAppFiles, folder: string): boolean {
  return files.listDirectory(folder).every((name) => PLACEHOLDER.test(name) && files.fileExists(`${folder}/${name}`));
}

function givenPaths(files: IAppFiles, given: readonly string[], mounted: readonly string[]): Detected<TemporaryPath[]> {
  const value: TemporaryPath[] = [];
  const problems: string[] = [];
  for (const path of given) {
    const folder = posix.dirname(path);
    if (!/^[A-Za-z0-9_.][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_.][A-Za-z0-9_.-]*)*$/.test(path) || /(?:^|\/)\.\.?(?:\/|$)/.test(path)) {
      problems.push(`temporaryPaths has ${received(path)}; a path is relative to the application's directory, of letters, digits, '_', '.' and '-', such as 'var/cache'`);
    } else if (files.fileExists(path) || (files.directoryExists(path) && !isKeptEmpty(files, path))) {
      problems.push(`temporaryPaths has ${received(path)}, which is in the directory and would be hidden; mount a volume there: writable: [WritablePath.emptyDir('${APP_DIRECTORY}/${path}')]`);
    } else if (!files.directoryExists(folder)) {
      problems.push(`temporaryPaths has ${received(path)}, and there is no '${folder}' for it${didYouMean(folder, files.listDirectory('.'))}; give '${path.split('/')[0]}'`);
    } else {
      value.push(temporaryPath(files, path, /\.(?:log|sqlite3?|db|pid|json)$/.test(path) ? 'file' : 'directory', mounted));
    }
  }
  return {
    value,
    findings: value.filter(({ target }) => target !== undefined).map(({ path, target }) => ({ subject: 'temporary', value: `${path} -> ${target}`, evidence: 'given' })),
    warnings: [],
    problems,
  };
}

function temporaryPath(files: IAppFiles, path: string, kind: WrittenPath['kind'], mounted: readonly string[]): TemporaryPath {
  const replaces = files.directoryExists(path);
  if (isMounted(path, mounted)) return { path, replaces };
  return { path, replaces, target: kind === 'file' && !replaces ? `/tmp/${posix.basename(path)}` : '/tmp' };
}

/** Whether a volume is there, above or below: then the path is a directory for it. */
function isMounted(path: string, mounted: readonly string[]): boolean {
  return mounted.some((volume) => overlaps(`${APP_DIRECTORY}/${path}`, volume));
}

function overlaps(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

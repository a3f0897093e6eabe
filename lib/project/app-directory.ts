import { existsSync, readFileSync, realpathSync, statSync } from 'fs';
import { join, posix, relative, resolve, sep } from 'path';
import { ContextEntry, ContextWalk, walkContext } from './context-walk';
import { IAppFiles } from '../core/app-files';
import { received } from '../core/problems';
import { didYouMean } from '../core/suggestion';
import type { IgnoreRule } from '../dockerfile/ignore-rules';

/**
 * Finds the context: an absolute path of an existing directory.
 *
 * @param context as the user gave it; relative to `cwd`
 * @throws when nothing is there, or no directory
 */
export function locateContext(context: string, cwd: string): string {
  const path = resolve(cwd, context);
  if (!existsSync(path)) throw new Error(`context ${received(context)} does not exist (looked for '${path}'); give the directory of the application`);
  if (!statSync(path).isDirectory()) throw new Error(`context ${received(context)} is not a directory ('${path}'); give the directory of the application`);
  return path;
}

/** The text of the application's own ignore file; undefined when it has none. */
export function ownIgnoreFile(context: string): string | undefined {
  const path = join(context, '.dockerignore');
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** The application's directory as the build will see it, read once. */
export class AppDirectory implements IAppFiles {
  public readonly walk: ContextWalk;
  private readonly entries: ReadonlyMap<string, ContextEntry>;
  /** Names in each directory, sorted. */
  private readonly children = new Map<string, string[]>();
  private readonly root: string;
  private readonly links: readonly string[];

  constructor(public readonly path: string, rules: readonly IgnoreRule[]) {
    this.walk = walkContext(path, rules);
    this.entries = new Map(this.walk.entries.map((entry) => [entry.path, entry]));
    for (const entry of this.entries.keys()) {
      const slash = entry.lastIndexOf('/');
      const folder = slash < 0 ? '.' : entry.slice(0, slash);
      const names = this.children.get(folder);
      if (names) names.push(entry.slice(slash + 1));
      else this.children.set(folder, [entry.slice(slash + 1)]);
    }
    this.children.forEach((names) => names.sort());
    this.root = realpathSync(path);
    this.links = this.walk.entries.filter(({ kind }) => kind === 'symlink').map((entry) => entry.path);
  }

  public fileExists(path: string): boolean {
    const real = this.realPath(path);
    return real !== undefined && this.entries.get(real)?.kind === 'file';
  }

  /** Whether the file is executable. */
  public isExecutable(path: string): boolean {
    return this.entries.get(this.realPath(path) ?? '')?.executable === true;
  }

  public directoryExists(path: string): boolean {
    const real = this.realPath(path);
    return real === '.' || (real !== undefined && this.entries.get(real)?.kind === 'directory');
  }

  public isSymbolicLink(path: string): boolean {
    return this.entries.get(posix.normalize(path))?.kind === 'symlink';
  }

  public readFile(path: string): string {
    if (!this.fileExists(path)) throw new Error(`cannot read ${received(path)}: ${this.explainMissing(path)}`);
    return readFileSync(join(this.path, path), 'utf8').replace(/^\ufeff/, '');
  }

  public listDirectory(path: string): string[] {
    if (!this.directoryExists(path)) throw new Error(`cannot list ${received(path)}: ${this.explainMissing(path)}`);
    const real = this.realPath(path);
    return [...(this.children.get(real ?? '.') ?? [])];
  }

  public explainMissing(path: string): string {
    const absolute = resolve(this.path, path);
    if (this.fileExists(path) || this.directoryExists(path)) return '';
    if (!existsSync(absolute)) {
      const folder = posix.dirname(posix.normalize(path));
      const names = this.directoryExists(folder) ? this.listDirectory(folder) : [];
      return `there is no '${posix.normalize(path)}' in '${this.path}'${didYouMean(posix.basename(path), names)}`;
    }
    if (this.afterLinks(absolute) === undefined) {
      return `it leads to '${realpathSync(absolute)}', outside the context '${this.path}'; copy the file into the context`;
    }
    return 'the ignore rules remove it from the build; add a line \'!' + posix.normalize(path) + '\' to .dockerignore';
  }

  /** The path inside the context after links, `.` for the context; undefined when missing or outside. */
  private realPath(path: string): string | undefined {
    // the walk follows no link: what has none on its way is there as it was found, and needs no look at the disk
    const kind = this.entries.get(path)?.kind;
    if (kind === 'file' || kind === 'directory') return path;
    const plain = posix.normalize(path).replace(/(.)\/$/, '$1');
    if (plain === '.') return '.';
    if (!isOutside(plain) && !this.leadsThroughLink(plain)) return this.entries.has(plain) ? plain : undefined;
    const absolute = resolve(this.path, plain);
    return existsSync(absolute) ? this.afterLinks(absolute) : undefined;
  }

  /** An existing path relative to the context, after links; undefined when it is outside. */
  private afterLinks(absolute: string): string | undefined {
    const inside = relative(this.root, realpathSync(absolute)).split(sep).join('/');
    return inside === '' ? '.' : isOutside(inside) ? undefined : inside;
  }

  private leadsThroughLink(path: string): boolean {
    return this.links.some((link) => path === link || path.startsWith(`${link}/`));
  }
}

function isOutside(path: string): boolean {
  return path === '..' || path.startsWith('../') || posix.isAbsolute(path);
}

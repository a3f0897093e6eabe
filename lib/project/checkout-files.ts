import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'fs';
import { join, posix, relative, resolve, sep } from 'path';
import { IAppFiles } from '../core/app-files';
import { Checkout } from '../core/checkout';
import { received } from '../core/problems';

/** Evidence is small text; what is larger is data. */
const LARGEST = 1024 * 1024;

/**
 * The application's directory as a reader of the checkout sees it: what the ignore rules keep out of the build, such as a
 * Dockerfile of its own, still tells how the application is meant to run.
 *
 * Nothing is walked: it answers for the paths that it is asked for.
 */
export class CheckoutFiles implements IAppFiles, Checkout {
  private readonly root: string;
  /** Names in each folder that was asked about; undefined for one that cannot be listed. */
  private readonly names = new Map<string, ReadonlySet<string> | undefined>();

  /** @param context the directory as the user gave it, for a hint */
  constructor(private readonly path: string, public readonly context = path) {
    this.root = realpathSync(path);
  }

  public read(path: string): string | undefined {
    return this.fileExists(path) ? this.readFile(path) : undefined;
  }

  public list(path: string): string[] {
    return this.directoryExists(path) ? this.listDirectory(path) : [];
  }

  public fileExists(path: string): boolean {
    const real = this.realPath(path);
    return real !== undefined && statSync(real).isFile() && statSync(real).size <= LARGEST;
  }

  public directoryExists(path: string): boolean {
    const real = this.realPath(path);
    return real !== undefined && statSync(real).isDirectory();
  }

  public isSymbolicLink(path: string): boolean {
    return lstatSync(join(this.root, path), { throwIfNoEntry: false })?.isSymbolicLink() === true;
  }

  public readFile(path: string): string {
    const real = this.realPath(path);
    if (real === undefined || !this.fileExists(path)) throw new Error(`cannot read ${received(path)}: ${this.explainMissing(path)}`);
    return readFileSync(real, 'utf8').replace(/^\ufeff/, '');
  }

  public listDirectory(path: string): string[] {
    const real = this.realPath(path);
    if (real === undefined || !this.directoryExists(path)) throw new Error(`cannot list ${received(path)}: ${this.explainMissing(path)}`);
    return readdirSync(real).sort();
  }

  public explainMissing(path: string): string {
    if (this.fileExists(path) || this.directoryExists(path)) return '';
    return `there is no readable file '${posix.normalize(path)}' in '${this.path}'`;
  }

  /** The absolute path after links; undefined when nothing is there, or it lies outside. */
  private realPath(path: string): string | undefined {
    if (!this.isListed(path)) return undefined;
    const absolute = join(this.root, path);
    if (!existsSync(absolute)) return undefined;
    const real = realpathSync(resolve(absolute));
    const inside = relative(this.root, real);
    return inside === '..' || inside.startsWith(`..${sep}`) ? undefined : real;
  }

  /** Most of what is asked for is not there, and its folder says so without another look at the disk. */
  private isListed(path: string): boolean {
    const plain = posix.normalize(path).replace(/(.)\/$/, '$1');
    if (plain === '.' || plain === '..' || plain.startsWith('../')) return true;
    const folder = posix.dirname(plain);
    if (!this.names.has(folder)) this.names.set(folder, this.isListed(folder) ? namesIn(join(this.root, folder)) : new Set());
    return this.names.get(folder)?.has(posix.basename(plain)) !== false;
  }
}

function namesIn(folder: string): ReadonlySet<string> | undefined {
  try {
    return new Set(readdirSync(folder));
  } catch {
    return undefined;
  }
}

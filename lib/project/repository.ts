import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'fs';
import { join, sep } from 'path';
import { RepositoryFiles } from '../core/repository-files';

/** Nobody writes a pipeline of this size. */
const MOST = 512 * 1024;

/** The application's directory as it is, with what the ignore rules keep from the build. */
export class Repository implements RepositoryFiles {
  constructor(private readonly path: string, public readonly context: string) {}

  public read(path: string): string | undefined {
    const file = this.inside(path);
    if (file === undefined) return undefined;
    const status = statSync(file);
    return status.isFile() && status.size <= MOST ? readFileSync(file, 'utf8').replace(/^\ufeff/, '') : undefined;
  }

  public list(path: string): string[] {
    const folder = this.inside(path);
    return folder !== undefined && statSync(folder).isDirectory() ? readdirSync(folder).sort() : [];
  }

  /** The absolute path after links; undefined when nothing is there, or it leads out of the directory. */
  private inside(path: string): string | undefined {
    const absolute = join(this.path, path);
    if (!existsSync(absolute)) return undefined;
    const real = realpathSync(absolute);
    return `${real}${sep}`.startsWith(`${realpathSync(this.path)}${sep}`) ? real : undefined;
  }
}

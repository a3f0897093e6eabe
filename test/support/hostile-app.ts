import { mkdirSync, writeFileSync } from 'fs';
import { dirname, join, relative } from 'path';
import { App, Chart } from 'cdk8s';
import { writeTree } from './temporary-tree';
import { PythonVenvBuild, PythonVenvImage, PythonVenvImageProps } from '../../lib';

/** An application in a directory of its own, and a chart for the construct that builds it. */
export class HostileApp {
  public readonly context: string;
  public readonly chart: Chart;
  /** Where the build files go. */
  public out: string;

  constructor(public readonly directory: string) {
    this.context = join(directory, 'app');
    this.out = join(directory, 'written');
    writeTree(this.context, ['requirements.txt', 'app.py', 'package-lock.json', 'src/main.js']);
    writeFileSync(join(this.context, 'requirements.txt'), 'flask\n');
    this.file('package.json', JSON.stringify({ scripts: { build: 'true' } }));
    this.chart = new Chart(new App({ outdir: join(directory, 'dist') }), 'shop');
  }

  /** Makes a file with the hostile name below the application's directory, where there can be such a file. */
  public file(path: string, content = '', mode = 0o644): string {
    this.within(path, (absolute) => {
      mkdirSync(dirname(absolute), { recursive: true });
      writeFileSync(absolute, content, { mode });
    });
    return path;
  }

  /** Makes a directory with the hostile name, where there can be one. */
  public folder(path: string): string {
    this.within(path, (absolute) => mkdirSync(absolute, { recursive: true }));
    return path;
  }

  /** The construct, with these options in place of harmless ones. */
  public image(props: Partial<PythonVenvImageProps>, id = 'image'): PythonVenvBuild {
    return new PythonVenvImage(this.chart, id, { context: this.context, repository: 'shop', command: ['gunicorn'], ...props });
  }

  private within(path: string, make: (absolute: string) => void): void {
    const absolute = join(this.context, path);
    if (relative(this.directory, absolute).startsWith('..') || path.includes('\u0000')) return;
    try {
      make(absolute);
    } catch {
      // a name that the file system refuses, or one that is there: the option then names what is missing
    }
  }
}

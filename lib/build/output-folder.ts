import { existsSync } from 'fs';
import { tmpdir } from 'os';
import { basename, dirname, join } from 'path';

/** Name of the folder that holds all build files. It holds no .yaml and no .json, so that kubectl and cdk8s pass it by. */
const FOLDER = 'images';

/** Where the build files of an App belong. */
export interface OutputFolder {
  readonly path: string;
  /** Folder of a Helm chart that must not pack the build files. */
  readonly helmChart?: string;
}

/**
 * The folder for an App's output folder.
 *
 * Helm reads every file of `templates`, so for `cdk8s synth --format helm`, which makes that the output folder, the build
 * files go beside it. `cdk8s synth --stdout` lends a temporary folder and throws it away: undefined, nothing to write.
 */
export function outputFolder(outdir: string): OutputFolder | undefined {
  const above = dirname(outdir);
  if (basename(outdir) === 'templates' && existsSync(join(above, 'Chart.yaml'))) return { path: join(above, FOLDER), helmChart: above };
  if (above === tmpdir() && /^cdk8s-[A-Za-z0-9]{6}$/.test(basename(outdir))) return undefined;
  return { path: join(outdir, FOLDER) };
}

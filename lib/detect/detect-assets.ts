import { IAppFiles } from '../core/app-files';
import { Detected } from '../core/detected';
import { NodeAssets } from '../node/node-assets';

/** Finds out whether Node builds static files for the application; a package.json for linters only is none. */
export function detectAssets(_files: IAppFiles): Detected<NodeAssets> {
  return { findings: [], warnings: [], problems: [] };
}

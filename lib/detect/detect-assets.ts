import { Checkout } from '../core/checkout';
import { IAppFiles } from '../core/app-files';
import { Detected } from '../core/detected';
import { NodeAssets } from '../node/node-assets';
export interface AssetsQuestion { readonly files: IAppFiles; readonly checkout: Checkout; readonly given?: NodeAssets }
export function detectAssets(q: AssetsQuestion): Detected<NodeAssets> {
  return { value: q.given, findings: [], warnings: [], problems: [] };
}

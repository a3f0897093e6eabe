import type { AssetsPlan } from '../node/assets-plan';
import type { PythonPlan } from '../python/python-plan';

/**
 * Everything that the Dockerfile says, decided and checked: pure data between detection and rendering.
 *
 * Detection reads directories and knows no Dockerfile; rendering knows no directory. Decision 0003.
 */
export interface BuildPlan {
  readonly python: PythonPlan;
  readonly assets?: AssetsPlan;
}

import { InstallPlan } from './dependency-installer';
import { PythonBase } from './python-base';
import { VenvTool } from './venv-tool';

/** The Python half of a build plan. */
export interface PythonPlan {
  readonly base: PythonBase;
  readonly venvTool: VenvTool;
  readonly install: InstallPlan;
  /** Those of the paths that the install steps copy which are directories. */
  readonly installDirectories: readonly string[];
  /** Operating system packages of the builder only. */
  readonly buildPackages: readonly string[];
  /** Operating system packages of the app image, and of the builder too, where its libraries are linked against. */
  readonly runtimePackages: readonly string[];
  readonly uid: number;
  readonly gid: number;
  readonly port: number;
  readonly command: readonly string[];
  readonly labels: ReadonlyArray<readonly [string, string]>;
}

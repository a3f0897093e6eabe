import { AppStage } from './app-stage-kind';
import { InstallPlan } from './dependency-installer';
import { IndexAccess } from './index-credentials';
import { PythonBase } from './python-base';
import { VenvTool } from './venv-tool';

/** One RUN of the app stage. Its variables exist while it runs and leave nothing in the image. */
export interface AppStep {
  readonly comment: string;
  readonly environment: ReadonlyArray<readonly [string, string]>;
  readonly command: readonly string[];
}

/** A path that the server writes to, in an application's directory that is read-only. */
export interface TemporaryPath {
  /** Relative to the application's directory. */
  readonly path: string;
  /** What it links to; undefined where a volume is mounted, which needs a directory. */
  readonly target?: string;
  /** Whether the application brings it, as a directory with nothing in it. */
  readonly replaces: boolean;
}

/** The Python half of a build plan. */
export interface PythonPlan {
  readonly base: PythonBase;
  readonly venvTool: VenvTool;
  readonly install: InstallPlan;
  /** Package indexes and secrets of the steps that download. */
  readonly access: IndexAccess;
  /** Those of the paths that the install steps copy which are directories. */
  readonly installDirectories: readonly string[];
  /** Operating system packages of the builder only. */
  readonly buildPackages: readonly string[];
  /** Operating system packages of the app image, and of the builder too, where its libraries are linked against. */
  readonly runtimePackages: readonly string[];
  readonly appStage: AppStage;
  /** Present where the virtualenv is stripped: names of the distributions that are not. */
  readonly unstripped?: readonly string[];
  /** Present where the app stage checks that every library is there: names of those that may be missing. */
  readonly libraryCheck?: readonly string[];
  readonly uid: number;
  readonly gid: number;
  readonly port: number;
  readonly command: readonly string[];
  /** What tells the command to end; SIGTERM, unless it would not hear that. */
  readonly stopSignal?: string;
  /** Where the command runs, relative to the application's directory; `.` is that directory. */
  readonly workingDirectory: string;
  /** Environment variables that the command needs, sorted by name. */
  readonly environment: ReadonlyArray<readonly [string, string]>;
  /** What the server writes to, sorted by path. */
  readonly temporary: readonly TemporaryPath[];
  /** What the app stage runs after the application was copied, as root: `manage.py collectstatic`. */
  readonly appSteps: readonly AppStep[];
  readonly labels: ReadonlyArray<readonly [string, string]>;
}

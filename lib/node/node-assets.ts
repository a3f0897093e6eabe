import { AssetsPlan, planAssets } from './assets-plan';
import { NodeVersion } from './node-version';
import { NPM, PackageManager, PNPM, YARN } from './package-manager';
import { IAppFiles } from '../core/app-files';
import { Problems } from '../core/problems';

/**
 * How the static files are built.
 */
export interface NodeAssetsOptions {
  /**
   * The directory that the build writes, relative to `directory`: `static_final`. It is the only thing that the app image
   * receives, at the same path below `/app`; what a checkout has there already never reaches the build.
   */
  readonly output: string;

  /**
   * The directory of package.json, relative to the context.
   * @default . (the context itself)
   */
  readonly directory?: string;

  /**
   * Files and directories that the build reads, relative to `directory`; package.json, the lock and the package
   * manager's settings are copied anyway. A change of any other file does not build the assets again.
   * @default - the whole directory, so that a change of any file in it builds the assets again
   */
  readonly sources?: string[];

  /**
   * The script of package.json that builds.
   * @default build
   */
  readonly script?: string;

  /**
   * The command that builds, word by word, instead of a script; the programs of node_modules/.bin are found:
   * `['gulp', 'build', '--production']`.
   * @default - the script
   */
  readonly command?: string[];

  /**
   * The version of Node.js.
   * @default NodeVersion.V24
   */
  readonly node?: NodeVersion;

  /**
   * Debian packages that installing or building needs (`git`, or `g++`, `make` and `python3` for native modules).
   * @default - none
   */
  readonly packages?: string[];
}

/**
 * Static assets that Node builds in a stage of their own; Node itself never reaches the app image.
 */
export class NodeAssets {
  /**
   * npm: `npm ci` by package-lock.json.
   * @see https://docs.npmjs.com/cli/commands/npm-ci
   */
  public static npm(options: NodeAssetsOptions): NodeAssets {
    return new NodeAssets(NPM, options);
  }

  /**
   * Yarn 1: `yarn install --frozen-lockfile` by yarn.lock.
   * @see https://classic.yarnpkg.com/lang/en/docs/cli/install/
   */
  public static yarn(options: NodeAssetsOptions): NodeAssets {
    return new NodeAssets(YARN, options);
  }

  /**
   * pnpm: `pnpm install --frozen-lockfile` by pnpm-lock.yaml.
   * @see https://pnpm.io/cli/install
   */
  public static pnpm(options: NodeAssetsOptions): NodeAssets {
    return new NodeAssets(PNPM, options);
  }

  private constructor(private readonly manager: PackageManager, private readonly options: NodeAssetsOptions) {}

  /** @internal */
  public _plan(files: IAppFiles, debian: string, problems: Problems): AssetsPlan | undefined {
    return planAssets(this.manager, this.options, files, debian, problems);
  }

  /**
   * The output directory, relative to the context, which the ignore file keeps out of the build.
   * @internal
   */
  public get _output(): string {
    return [this.options.directory ?? '.', this.options.output].filter((part) => part !== '.').join('/');
  }
}

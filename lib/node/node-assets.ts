import { AssetsPlan, planAssets } from './assets-plan';
import { NodeAssetsOptions } from './node-assets-options';
import { NPM, PackageManager, PNPM, YARN } from './package-manager';
import { IAppFiles } from '../core/app-files';
import { Problems } from '../core/problems';

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

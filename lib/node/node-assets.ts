import { AssetsInput, AssetsPlan, planAssets } from './assets-plan';
import { NodeAssetsOptions } from './node-assets-options';
import { BUN, NPM, PackageManager, PNPM, YARN } from './package-manager';
import { Finding } from '../core/finding';
import { Problems } from '../core/problems';

/**
 * Static assets that Node builds in a stage of their own; Node itself never reaches the app image.
 */
export class NodeAssets {
  /**
   * npm: `npm ci` by package-lock.json.
   * @see https://docs.npmjs.com/cli/commands/npm-ci
   */
  public static npm(options: NodeAssetsOptions = {}): NodeAssets {
    return new NodeAssets(NPM, options);
  }

  /**
   * Yarn by yarn.lock: Yarn 1 with `--frozen-lockfile`, Yarn 2 and later with `--immutable`, in the version that the application
   * brings along (`yarnPath`), that package.json names (`packageManager`) or that its lock is of.
   * @see https://yarnpkg.com/cli/install
   */
  public static yarn(options: NodeAssetsOptions = {}): NodeAssets {
    return new NodeAssets(YARN, options);
  }

  /**
   * pnpm: `pnpm install --frozen-lockfile` by pnpm-lock.yaml, in the version that package.json names (`packageManager`) or that
   * its lock is of.
   * @see https://pnpm.io/cli/install
   */
  public static pnpm(options: NodeAssetsOptions = {}): NodeAssets {
    return new NodeAssets(PNPM, options);
  }

  /**
   * Bun: `bun install --frozen-lockfile` by bun.lock, in the version that package.json names (`packageManager`).
   * @see https://bun.sh/docs/pm/cli/install
   */
  public static bun(options: NodeAssetsOptions = {}): NodeAssets {
    return new NodeAssets(BUN, options);
  }

  /**
   * No assets are built, whatever package.json is in the directory.
   */
  public static none(): NodeAssets {
    return new NodeAssets(undefined, {});
  }

  private constructor(private readonly manager: PackageManager | undefined, private readonly options: NodeAssetsOptions) {}

  /** @internal */
  public _plan(input: AssetsInput, problems: Problems): AssetsPlan | undefined {
    return this.manager && planAssets(this.manager, this.options, input, problems);
  }

  /**
   * What is left to find out; undefined when everything is given.
   * @internal
   */
  public get _incomplete(): NodeAssetsOptions | undefined {
    return this.manager && this.options.output === undefined && this.options.outputs === undefined ? this.options : undefined;
  }

  /**
   * The same, with more options.
   * @internal
   */
  public _with(more: NodeAssetsOptions): NodeAssets {
    return new NodeAssets(this.manager, { ...this.options, ...more });
  }

  /**
   * What is decided when everything was given.
   * @internal
   */
  public get _givenFinding(): Finding | undefined {
    return this.manager ? undefined : { subject: 'assets', value: 'none', evidence: 'given' };
  }
}

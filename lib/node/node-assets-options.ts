import { NodeVersion } from './node-version';
import { InstallSecret } from '../dockerfile/install-secret';

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
   * The digest of the Node image, `sha256:…`, so that its tag cannot move. Its registry is that of `base`.
   * @default - the tag alone
   */
  readonly digest?: string;

  /**
   * Debian packages that installing or building needs (`git`, or `g++`, `make` and `python3` for native modules).
   * @default - none
   */
  readonly packages?: string[];

  /**
   * Secrets that the installation of the packages sees, and no other RUN: a token for an `.npmrc` that says `${NPM_TOKEN}`, or
   * a whole `.npmrc` as the file `/root/.npmrc`.
   * @default - none
   */
  readonly secrets?: InstallSecret[];
}

import { NodeVersion } from './node-version';
import { InstallSecret } from '../dockerfile/install-secret';

/**
 * How the static files are built.
 */
export interface NodeAssetsOptions {
  /**
   * The directory or file that the build writes, relative to `directory`: `static_final`, `../shop/static/app.css`. It is the
   * only thing that the app image receives, at the same path below `/app`.
   *
   * What Git ignores there, by a .gitignore of the context, is stale and never reaches the build. What Git keeps there
   * belongs to the application and stays; of two files of one name the built one wins.
   * @default - what the configuration of the bundler says (webpack, Vite, Rollup and others), read and never run
   */
  readonly output?: string;

  /**
   * Several directories or files that the build writes, in place of `output`: `['static/css', 'static/js']`.
   * @default - output alone
   */
  readonly outputs?: string[];

  /**
   * The directory of package.json, relative to the context.
   * @default . (the context itself)
   */
  readonly directory?: string;

  /**
   * Files and directories that the build reads, relative to `directory`, also outside of it (`../shop/templates`);
   * package.json, the lock and the package manager's settings are copied anyway. A change of any other file does not build the assets again.
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
   * @default NodeVersion.V24; where the assets are found without this option, what package.json (`engines`, `volta`), .nvmrc,
   * .node-version and .tool-versions allow
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

  /**
   * Installs without a lock, whatever the registry has on the day: two builds of the same files may differ.
   * @default false: a missing lock is an error
   */
  readonly unlocked?: boolean;
}

import { PackageIndex } from './package-index';
import { IAppFiles } from '../core/app-files';
import { Finding } from '../core/finding';
import { ImageWarning } from '../core/image-warning';
import { InstallSecret } from '../dockerfile/install-secret';

/**
 * What an installer may ask about the image it installs into.
 */
export interface InstallContext {
  /**
   * The application directory, as the build will see it.
   */
  readonly files: IAppFiles;

  /**
   * The absolute path of the virtualenv in the builder and in the app image: `/venv`.
   */
  readonly venv: string;

  /**
   * The CPython series of both images: `3.13`.
   */
  readonly python: string;

  /**
   * The Debian release of both images: `trixie`.
   */
  readonly debian: string;

  /**
   * The package indexes that were given, in their order. Where one replaces PyPI, PIP_INDEX_URL is set in the builder.
   */
  readonly indexes: PackageIndex[];

  /**
   * Whether the installation may meet settings of pip that are not the library's: in images of the user's own, or in a secret
   * that is mounted. Other tools do not read them.
   * @default false
   */
  readonly pipSettings?: boolean;
}

/**
 * A directory that BuildKit keeps between builds and never puts into an image.
 *
 * @see https://docs.docker.com/build/cache/optimize/#use-cache-mounts
 */
export interface InstallCache {
  /**
   * Name of the cache: letters, digits, `_`, `.`, `-`. The Python series and the Debian release are added to it, for a
   * wheel that was compiled on one release does not load on an older one.
   */
  readonly name: string;

  /**
   * Absolute path of the directory: `/root/.cache/pip`.
   */
  readonly target: string;
}

/**
 * One RUN of the builder stage, with the files that it reads.
 */
export interface InstallStep {
  /**
   * Files and directories to copy in first, relative to the context; each keeps its path. A later change of any other
   * file does not repeat the step.
   * @default - none
   */
  readonly files?: string[];

  /**
   * The commands, each a list of words that reach the program as they are (no shell expands them). They run in the
   * application's directory, one after the other, until one fails; `/venv/bin` is first on the PATH.
   */
  readonly commands: string[][];

  /**
   * Caches that the commands use.
   * @default - none
   */
  readonly caches?: InstallCache[];

  /**
   * Whether the step downloads packages. It then sees the credentials of the private indexes, as a netrc file that the
   * variable NETRC names (pip, uv, Poetry, PDM and Pipenv read it), and what `installSecrets` has.
   * @default false
   */
  readonly authenticated?: boolean;

  /**
   * Secrets of this step alone.
   * @default - none
   */
  readonly secrets?: InstallSecret[];

  /**
   * What a reader of the Dockerfile should know, one line each.
   * @default - no comment
   */
  readonly comment?: string[];
}

/**
 * A distribution that an installer installs.
 */
export interface Distribution {
  /**
   * Its name in the normal form of PyPI: lower case, `-` between the words.
   * @see https://packaging.python.org/en/latest/specifications/name-normalization/
   */
  readonly name: string;

  /**
   * Its exact version.
   * @default - not locked
   */
  readonly version?: string;

  /**
   * Extras that are asked for, in the normal form: `['standard']` of `uvicorn[standard]`.
   * @default - none
   */
  readonly extras?: string[];

  /**
   * Names of the archives that the lock has for it: `lxml-6.0.2-cp313-cp313-manylinux_2_26_x86_64.whl`.
   * @default - the lock does not say
   */
  readonly archives?: string[];

  /**
   * Whether it is compiled although there is a wheel, because the application's files say so: `--no-binary lxml`.
   * @default false
   */
  readonly sourceOnly?: boolean;
}

/**
 * How the dependencies get into the virtualenv: pure data that the builder stage is rendered from.
 */
export interface InstallPlan {
  /**
   * The steps, in order, before the sources of the application are copied.
   */
  readonly steps: InstallStep[];

  /**
   * The steps after the whole application was copied into the builder, for one that is itself a package.
   * @default - none: the application runs from its directory
   */
  readonly projectSteps?: InstallStep[];

  /**
   * Environment variables of the builder stage, by name. They never reach the app image.
   * @default - none
   */
  readonly environment?: { [name: string]: string };

  /**
   * Whether the virtualenv needs pip inside while the steps run. It then stays in the image.
   * @default false
   */
  readonly pipInVenv?: boolean;

  /**
   * The distributions that are installed for production, without the application itself: by them the library knows which
   * server can be started, which Debian packages are needed, and what it may offer.
   * @default - not known
   */
  readonly distributions?: Distribution[];

  /**
   * What the installer decided, with its evidence.
   * @default - none
   */
  readonly findings?: Finding[];

  /**
   * What works today and will hurt later: printed once by synth. A code of your own needs no section in the documentation.
   * @default - none
   */
  readonly warnings?: ImageWarning[];

  /**
   * What is wrong with the application's files, one sentence each with the value and the way out. They are reported
   * together with every other problem of the construct.
   * @default - none
   */
  readonly problems?: string[];
}

/**
 * One way to install an application's dependencies into a virtualenv.
 *
 * `PythonDependencies` has those that come with the library. Implement it in any language to bring your own.
 */
export interface IDependencyInstaller {
  /**
   * Says how to install, from what is in the application's directory. Called in the construct's constructor, a second time
   * when the distributions need another Python; it must give the same plan for the same context and may not run anything.
   *
   * @param context the image to install into
   */
  bind(context: InstallContext): InstallPlan;
}

import type { BakeOptions } from './bake-options';
import type { DebianPackages } from '../debian/debian-packages';
import type { InstallSecret } from '../dockerfile/install-secret';
import type { NodeAssets } from '../node/node-assets';
import type { AppStage } from '../python/app-stage-kind';
import type { IDependencyInstaller } from '../python/dependency-installer';
import type { PackageIndex } from '../python/package-index';
import type { PythonBase } from '../python/python-base';
import type { VenvTool } from '../python/venv-tool';

/**
 * What an image is made of.
 */
export interface PythonVenvBuildProps {
  /**
   * The directory of the application, relative to the directory where synth runs, or absolute. It is read, never written.
   */
  readonly context: string;

  /**
   * Where the image is pushed and pulled, without a tag: `registry.example.com/shop`. The tag is made from the content.
   */
  readonly repository: string;

  /**
   * The command that starts the server, word by word; no shell sees it: `['gunicorn', 'shop.wsgi', '--bind=0.0.0.0:8000']`.
   * A program of the application's own is given with its path: `['./bin/run.sh']`.
   * @see https://docs.docker.com/reference/dockerfile/#cmd
   * @default - found in the code: the framework's application, started by the server that is among the dependencies
   */
  readonly command?: string[];

  /**
   * The pair of images to build on.
   * @default PythonBase.debian(), which is Python 3.13 on Debian trixie
   */
  readonly base?: PythonBase;

  /**
   * A file beside the source that pins the base images by their digests, also that of Node, relative to the directory where synth runs,
   * or absolute: `bases.lock.json`. `cdk8s-python-venv bump --lock bases.lock.json` writes it and shows what changed. Commit it.
   * @default - the tags: the images of the day, with their security updates
   */
  readonly baseLockFile?: string;

  /**
   * How the dependencies are installed.
   * @default - by the files of the directory; sources that disagree are an error
   */
  readonly dependencies?: IDependencyInstaller;

  /**
   * Package indexes beside PyPI, or instead of it, with the credentials that the build shows to them. They are mounted for
   * the RUNs that install, and no others.
   * @default - PyPI, and what the application's files name
   */
  readonly packageIndexes?: PackageIndex[];

  /**
   * Secrets that the installation of the dependencies sees beside those of `packageIndexes`: for a Pipfile or a requirement that
   * says `${PIP_PASSWORD}`, or a variable of the tool, such as POETRY_HTTP_BASIC_CORP_PASSWORD.
   * @default - none
   */
  readonly installSecrets?: InstallSecret[];

  /**
   * What makes the virtualenv.
   * @default VenvTool.VENV
   */
  readonly venvTool?: VenvTool;

  /**
   * Debian packages for the builder stage only, such as headers: `libxmlsec1-dev`. The full image has compilers and the
   * headers of the most usual libraries already. A version can follow: `libpq-dev=17.*`.
   * @default - none
   */
  readonly buildPackages?: string[];

  /**
   * Debian packages for the app image: the libraries that compiled dependencies load, such as `libpq5`.
   * @default - none
   */
  readonly runtimePackages?: string[];

  /**
   * What a distribution of PyPI needs of Debian, by its name, instead of what the library knows of it; an empty entry for
   * nothing: `{ psycopg2: { runtimePackages: ['libpq5'] }, gitpython: {} }`.
   * @default - by the library's table and the wheels of the lock
   */
  readonly nativePackages?: { [distribution: string]: DebianPackages };

  /**
   * Shared libraries that the app image may lack though a binary of a dependency is linked with them, because nothing ever loads that
   * binary; by the names that the build's check prints: `['libcuda.so.1']`.
   * @default - none: the build stops where one is missing
   */
  readonly optionalLibraries?: string[];

  /**
   * What the app image is made of: the slim image of the pair, or no more of it than Python, the virtualenv and the application need.
   * @see https://docs.docker.com/build/building/base-images/#create-a-minimal-base-image-using-scratch
   * @default AppStage.SLIM
   */
  readonly appStage?: AppStage;

  /**
   * Whether the shared objects of the virtualenv lose their symbols, and what only compilers, type checkers and translators read is removed.
   * The build loads every module of what it changed before and after, and stops where one no longer does.
   * @see https://man7.org/linux/man-pages/man1/strip.1.html
   * @default false
   */
  readonly strip?: boolean;

  /**
   * Distributions that `strip` leaves as they came, by their names: `['numpy']`.
   * @default - none
   */
  readonly unstripped?: string[];

  /**
   * Static assets that Node builds in a stage of their own.
   * @default - found by package.json and its build script; NodeAssets.none() for none
   */
  readonly assets?: NodeAssets;

  /**
   * Paths that the server writes to and may lose, relative to the application's directory: each becomes a link to /tmp, for
   * the directory itself is read-only in a Pod. `[]` for none. Where a volume is mounted (`writable`), no link is made.
   * @default - what the code makes or writes to when it starts, as far as the code says where
   */
  readonly temporaryPaths?: string[];

  /**
   * The TCP port that the server listens on, 1024 to 65535: the image's EXPOSE and the container's port. The command must
   * bind it on all addresses.
   * @default 8000
   */
  readonly port?: number;

  /**
   * The user that the server runs as, 1 to 65534.
   * @default 10001
   */
  readonly uid?: number;

  /**
   * The group that the server runs as, 1 to 65534.
   * @default - the uid
   */
  readonly gid?: number;

  /**
   * Labels of the image (LABEL), one line each. Those of the version and the revision are set in the bake file.
   * @see https://github.com/opencontainers/image-spec/blob/main/annotations.md
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Platforms that the image is built for, such as `linux/amd64`. One is built by every bake; several only by the
   * `release` group, for Docker's own driver cannot.
   * @see https://docs.docker.com/build/building/multi-platform/
   * @default - the builder's own
   */
  readonly platforms?: string[];

  /**
   * Anything that should give the image a new tag though no file changed: a date for the monthly rebuild with
   * security updates, say. It becomes the label `org.opencontainers.image.revision`.
   * @default - none
   */
  readonly revision?: string;

  /**
   * What the bake file says beyond the Dockerfile: more tags, groups, annotations, caches, an SBOM.
   * @default - every image in the groups `default` and `release`, with a registry cache and provenance in the latter
   */
  readonly bake?: BakeOptions;

  /**
   * A file beside the source that pins images by their digests, relative to the directory where synth runs, or absolute:
   * `images.lock.json`. `cdk8s-python-venv pin --lock images.lock.json` writes it after the push, and manifests then name
   * `repository:tag@sha256:…`. Commit it.
   * @default - manifests name the tag
   */
  readonly lockFile?: string;
}

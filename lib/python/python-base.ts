import { checkHalf, PairCheck } from './pair-check';
import { PythonVersion } from './python-version';
import { DebianRelease } from '../debian/debian-release';
import { checkDigest, checkRegistry, officialImage, parseBaseImage, withDigest } from '../dockerfile/base-image';

/**
 * Choices for the pair of official images.
 */
export interface DebianPythonBaseOptions {
  /**
   * The CPython series of both images.
   * @default - the one that the application's files ask for, else 3.13
   */
  readonly python?: PythonVersion;

  /**
   * The Debian release of both images.
   * @default DebianRelease.TRIXIE
   */
  readonly release?: DebianRelease;

  /**
   * Where the images are pulled from, when it is not Docker Hub: what stands before `python`, such as
   * `mirror.example.com/library`. The image of the Node stage comes from there, too.
   * @default - Docker Hub
   */
  readonly registry?: string;

  /**
   * The digest of the builder stage's image, `sha256:…`, so that the tag cannot move. `python` must be given with it.
   * @see https://docs.docker.com/dhi/core-concepts/digests/
   * @default - the tag alone: the image of the day, with its security updates
   */
  readonly builderDigest?: string;

  /**
   * The digest of the app stage's image, `sha256:…`.
   * @default - the tag alone
   */
  readonly appDigest?: string;
}

/**
 * A pair of images of one's own.
 */
export interface CustomPythonBaseOptions {
  /**
   * The image of the builder stage, with tag or digest: compilers, headers and Python.
   */
  readonly builderImage: string;

  /**
   * The image of the app stage, with tag or digest: the same Python at the same path, on the same release.
   */
  readonly appImage: string;

  /**
   * The CPython series of both images.
   */
  readonly python: PythonVersion;

  /**
   * The Debian release of both images.
   */
  readonly release: DebianRelease;
}

/**
 * The pair of images that an application is built on: a full one that compiles, a slim one that runs.
 *
 * A virtualenv works only beside the very Python it was made with, on the same distribution. So both images are one
 * value: a builder and an app stage that differ cannot be written.
 *
 * @see https://hub.docker.com/_/python
 */
export class PythonBase {
  /**
   * The official images, `python:3.13-trixie` and `python:3.13-slim-trixie`, from Docker Hub or a mirror of it.
   *
   * @throws when the registry or a digest is none, or a digest is given without `python`
   */
  public static debian(options: DebianPythonBaseOptions = {}): PythonBase {
    const python = options.python ?? PythonVersion.V3_13;
    const release = options.release ?? DebianRelease.TRIXIE;
    const registry = options.registry === undefined ? undefined : checkRegistry(options.registry);
    const image = (tag: string, option: string, digest: string | undefined): string =>
      officialImage('python', tag, registry, digest === undefined ? undefined : checkDigest(option, digest));
    const builderImage = image(`${python.series}-${release.codename}`, 'builderDigest', options.builderDigest);
    const appImage = image(`${python.series}-slim-${release.codename}`, 'appDigest', options.appDigest);
    const given = options.builderDigest === undefined ? 'appDigest' : 'builderDigest';
    if (options.python === undefined && options[given] !== undefined) {
      throw new Error(`${given} is that of an image with one Python, and without 'python' the application's files choose it; give the one of the image: python: PythonVersion.V3_13`);
    }
    return new PythonBase(python, release, builderImage, appImage, registry, digested(builderImage, appImage), options.python !== undefined);
  }

  /**
   * A pair of images of your own, on Debian: hardened ones, or those with your certificates.
   *
   * What their names say must fit; and the build looks into both, and stops when one has another Python or release.
   *
   * @throws when a name says another Python, another release or another distribution, or has neither tag nor digest
   */
  public static custom(options: CustomPythonBaseOptions): PythonBase {
    const { python, release } = options;
    for (const option of ['builderImage', 'appImage'] as const) {
      checkHalf(option, options[option], parseBaseImage(option, options[option]), python, release);
    }
    return new PythonBase(python, release, options.builderImage, options.appImage, undefined, PairCheck.CUSTOM, true);
  }

  /**
   * The CPython series of both images; where none was given, the default until an image knows better.
   */
  public readonly python: PythonVersion;

  /**
   * The Debian release of both images.
   */
  public readonly release: DebianRelease;

  /**
   * The image of the builder stage, with compilers and headers: `python:3.13-trixie`.
   */
  public readonly builderImage: string;

  /**
   * The image of the app stage: `python:3.13-slim-trixie`.
   */
  public readonly appImage: string;

  /**
   * Where the images are pulled from; undefined for Docker Hub.
   */
  public readonly registry?: string;

  /**
   * Whether the build must look into the images, and why.
   * @internal
   */
  public readonly _check: PairCheck;

  /**
   * Whether the user chose the series; else the application's files do.
   * @internal
   */
  public readonly _pythonGiven: boolean;

  private constructor(
    python: PythonVersion, release: DebianRelease, builderImage: string, appImage: string, registry: string | undefined, check: PairCheck,
    pythonGiven: boolean,
  ) {
    this.python = python;
    this.release = release;
    this.builderImage = builderImage;
    this.appImage = appImage;
    this.registry = registry;
    this._check = check;
    this._pythonGiven = pythonGiven;
  }

  /**
   * The same official images with another Python, from the same registry. Without a Python there are no digests to keep.
   * @internal
   */
  public _withPython(python: PythonVersion): PythonBase {
    return PythonBase.debian({ python, release: this.release, registry: this.registry });
  }

  /**
   * The same images by their digests; one that has its own keeps it.
   *
   * @param digests by the images' names with tags
   * @internal
   */
  public _pinned(digests: ReadonlyMap<string, string>): PythonBase {
    const [builderImage, appImage] = [this.builderImage, this.appImage].map((image) => withDigest(image, digests));
    const check = this._check === PairCheck.CUSTOM ? this._check : digested(builderImage, appImage);
    return new PythonBase(this.python, this.release, builderImage, appImage, this.registry, check, this._pythonGiven);
  }
}

/** A digest may be that of another image than the tag beside it, which a build does not look at. */
function digested(...images: readonly string[]): PairCheck {
  return images.some((image) => image.includes('@')) ? PairCheck.DIGEST : PairCheck.NONE;
}

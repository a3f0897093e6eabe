import { PythonVersion } from './python-version';
import { DebianRelease } from '../debian/debian-release';

/**
 * Choices for the pair of official images.
 */
export interface DebianPythonBaseOptions {
  /**
   * The CPython series of both images.
   * @default PythonVersion.V3_13
   */
  readonly python?: PythonVersion;

  /**
   * The Debian release of both images.
   * @default DebianRelease.TRIXIE
   */
  readonly release?: DebianRelease;
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
   * The official images, `python:3.13-trixie` and `python:3.13-slim-trixie`.
   */
  public static debian(options: DebianPythonBaseOptions = {}): PythonBase {
    const python = options.python ?? PythonVersion.V3_13;
    const release = options.release ?? DebianRelease.TRIXIE;
    return new PythonBase(python, release);
  }

  /**
   * The CPython series of both images.
   */
  public readonly python: PythonVersion;

  /**
   * The Debian release of both images.
   */
  public readonly release: DebianRelease;

  private constructor(python: PythonVersion, release: DebianRelease) {
    this.python = python;
    this.release = release;
  }

  /**
   * The image of the builder stage, with compilers and headers: `python:3.13-trixie`.
   */
  public get builderImage(): string {
    return `python:${this.python.series}-${this.release.codename}`;
  }

  /**
   * The image of the app stage: `python:3.13-slim-trixie`.
   */
  public get appImage(): string {
    return `python:${this.python.series}-slim-${this.release.codename}`;
  }
}

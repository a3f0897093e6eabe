import { PythonVersion } from './python-version';
import { DebianRelease } from '../debian/debian-release';

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
    return new PythonBase(options.python ?? PythonVersion.V3_13, options.release ?? DebianRelease.TRIXIE, options.python !== undefined);
  }

  /**
   * The CPython series of both images; where none was given, the default until an image knows better.
   */
  public readonly python: PythonVersion;

  /**
   * The Debian release of both images.
   */
  public readonly release: DebianRelease;

  private constructor(python: PythonVersion, release: DebianRelease, private readonly pythonGiven: boolean) {
    this.python = python;
    this.release = release;
  }

  /**
   * Whether the user chose the series; else the application's files do.
   * @internal
   */
  public get _pythonGiven(): boolean {
    return this.pythonGiven;
  }

  /**
   * The same pair with another Python.
   * @internal
   */
  public _withPython(python: PythonVersion): PythonBase {
    return new PythonBase(python, this.release, true);
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

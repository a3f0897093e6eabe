/**
 * Debian packages that one distribution of PyPI needs.
 */
export interface DebianPackages {
  /**
   * For the builder stage, to compile it, beside what the full Python image has: `['libxmlsec1-dev']`. A version can
   * follow: `libxmlsec1-dev=1.2.*`.
   * @default - none
   */
  readonly buildPackages?: string[];

  /**
   * For the app image, to load it: `['libxmlsec1-openssl']`. A version can follow, as in `buildPackages`.
   * @default - none
   */
  readonly runtimePackages?: string[];
}

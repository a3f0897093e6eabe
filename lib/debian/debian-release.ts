/**
 * A Debian release that the official Python and Node images are made on.
 *
 * Always named, for `python:3.13-slim` moved from one release to the next overnight.
 *
 * @see https://www.debian.org/releases/
 */
export class DebianRelease {
  /** Debian 12. */
  public static readonly BOOKWORM = new DebianRelease('bookworm');
  /** Debian 13, the stable release. */
  public static readonly TRIXIE = new DebianRelease('trixie');

  /**
   * The code name, as image tags spell it: `trixie`.
   */
  public readonly codename: string;

  private constructor(codename: string) {
    this.codename = codename;
  }
}

/** Long-term versions with official images, and the last day of their maintenance. Checked on the day of the Python table. */
const END_OF_LIFE: { readonly [major: string]: string } = {
  20: '2026-04-30',
  22: '2027-04-30',
  24: '2028-04-30',
  26: '2029-04-30',
};

/**
 * A major version of Node.js, such as 24, as the official images name it.
 *
 * @see https://github.com/nodejs/release#release-schedule
 */
export class NodeVersion {
  /** Node.js 20, maintained until April 2026. */
  public static readonly V20 = new NodeVersion('20');
  /** Node.js 22, maintained until April 2027. */
  public static readonly V22 = new NodeVersion('22');
  /** Node.js 24, maintained until April 2028. */
  public static readonly V24 = new NodeVersion('24');
  /** Node.js 26, maintained until April 2029. */
  public static readonly V26 = new NodeVersion('26');

  /**
   * A major version by its number.
   *
   * @param major one number: `24`
   * @throws when it is no long-term version with official images
   */
  public static of(major: string): NodeVersion {
    if (!Object.keys(END_OF_LIFE).includes(major)) {
      throw new Error(`unknown Node.js version ${JSON.stringify(major)}; known: ${Object.keys(END_OF_LIFE).join(', ')}`);
    }
    return new NodeVersion(major);
  }

  /**
   * Every version that the library knows, the oldest first.
   * @internal
   */
  public static get _all(): readonly NodeVersion[] {
    return Object.keys(END_OF_LIFE).map((major) => new NodeVersion(major));
  }

  /**
   * The number: `24`.
   */
  public readonly major: string;

  private constructor(major: string) {
    this.major = major;
  }

  /**
   * The last day of maintenance, `YYYY-MM-DD`.
   */
  public get endOfLife(): string {
    return END_OF_LIFE[this.major];
  }

  /**
   * Whether the official images bring Yarn 1.
   * @see https://github.com/nodejs/docker-node#yarn-v1-classic-bundling
   * @internal
   */
  public get _hasYarn(): boolean {
    return Number(this.major) < 26;
  }
}

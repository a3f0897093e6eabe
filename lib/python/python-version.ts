/** The day on which the tables of end-of-life dates were checked. The library never asks a clock. */
export const TABLES_CHECKED_ON = '2026-11-24';

/** Minor series and the last day of their security fixes. */
const END_OF_LIFE: { readonly [series: string]: string } = {
  '3.9': '2025-10-31',
  '3.10': '2026-10-31',
  '3.11': '2027-10-31',
  '3.12': '2028-10-31',
  '3.13': '2029-10-31',
  '3.14': '2030-10-31',
  '3.15': '2031-10-31',
};

/**
 * A CPython minor series, such as 3.13, as the official images name it.
 *
 * @see https://devguide.python.org/versions/
 */
export class PythonVersion {
  /** CPython 3.11, security fixes until October 2027. */
  public static readonly V3_11 = new PythonVersion('3.11');
  /** CPython 3.12, security fixes until October 2028. */
  public static readonly V3_12 = new PythonVersion('3.12');
  /** CPython 3.13, security fixes until October 2029. */
  public static readonly V3_13 = new PythonVersion('3.13');
  /** CPython 3.14, security fixes until October 2030. */
  public static readonly V3_14 = new PythonVersion('3.14');
  /** CPython 3.15, security fixes until October 2031. */
  public static readonly V3_15 = new PythonVersion('3.15');

  /**
   * A series by its name.
   *
   * @param series two numbers: `3.13`
   * @throws when it is no CPython series with official images
   */
  public static of(series: string): PythonVersion {
    if (!Object.keys(END_OF_LIFE).includes(series)) {
      throw new Error(`unknown Python version ${JSON.stringify(series)}; known: ${Object.keys(END_OF_LIFE).join(', ')}`);
    }
    return new PythonVersion(series);
  }

  /**
   * Every series with official images, the oldest first.
   * @internal
   */
  public static get _all(): PythonVersion[] {
    return Object.keys(END_OF_LIFE).map((series) => new PythonVersion(series));
  }

  /**
   * How to write it in code.
   * @internal
   */
  public get _expression(): string {
    return this.isEndOfLife ? `PythonVersion.of('${this.series}')` : `PythonVersion.V${this.series.replace('.', '_')}`;
  }

  /**
   * The series' name: `3.13`.
   */
  public readonly series: string;

  private constructor(series: string) {
    this.series = series;
  }

  /**
   * The last day of security fixes, `YYYY-MM-DD`.
   */
  public get endOfLife(): string {
    return END_OF_LIFE[this.series];
  }

  /**
   * Whether the series gets no more security fixes, by the library's own dated table.
   */
  public get isEndOfLife(): boolean {
    return this.endOfLife <= TABLES_CHECKED_ON;
  }
}

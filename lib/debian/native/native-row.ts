/** Debian packages: the same on every release, or by the release's code name. */
export type ReleasePackages = readonly string[] | { readonly bookworm: readonly string[]; readonly trixie: readonly string[] };

/**
 * How a distribution comes to need Debian packages.
 *
 * - `compiled`: PyPI has no wheel for Linux, so it is compiled, and links the packages' libraries.
 * - `wheel`: its wheels bring what they need; only where none fits is it compiled.
 * - `links`: its wheels, too, load a library of the system.
 * - `loads`: Python code that opens a library, or runs a program, of the system; never compiled.
 */
export type NativeKind = 'compiled' | 'wheel' | 'links' | 'loads';

/** What one distribution of PyPI needs of Debian. */
export interface NativeRow {
  readonly kind: NativeKind;
  /** To compile it, beside what the full Python image has. */
  readonly build: ReleasePackages;
  /** To load it in the slim image. */
  readonly runtime: ReleasePackages;
  /** Only for these versions (PEP 440). */
  readonly versions?: string;
  /** Not when one of these distributions is there, or asked for as an extra: they bring the library. */
  readonly unless?: readonly string[];
  /** What is missing on a release, as the end of a sentence. */
  readonly gone?: { readonly release: string; readonly what: string };
}

/** Rows by the normalised name of the distribution. */
export interface NativeTable { readonly [distribution: string]: NativeRow }

type Needs = Partial<Omit<NativeRow, 'kind'>>;

const row = (kind: NativeKind, { build = [], runtime = [], ...more }: Needs): NativeRow => ({ kind, build, runtime, ...more });

export const compiled = (needs: Needs): NativeRow => row('compiled', needs);
export const wheel = (needs: Needs): NativeRow => row('wheel', needs);
export const links = (needs: Needs): NativeRow => row('links', needs);
export const loads = (needs: Needs): NativeRow => row('loads', needs);

/** The packages of one release, by its code name. */
export function packagesOn(packages: ReleasePackages, codename: string): readonly string[] {
  if ('bookworm' in packages) return codename === 'bookworm' ? packages.bookworm : packages.trixie;
  return packages;
}

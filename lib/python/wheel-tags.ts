/** Where a wheel has to run. */
export interface WheelTarget {
  /** Python series: `3.13`. */
  readonly python: string;
  /** Version of the C library of the Debian release: `2.41`. */
  readonly glibc: string;
  /** As the kernel names it: `x86_64`. */
  readonly architecture: string;
}

/** Versions of the first manylinux tags, before their name said it. */
const LEGACY: { readonly [tag: string]: string } = { manylinux1: '2.5', manylinux2010: '2.12', manylinux2014: '2.17' };

/**
 * Whether pip would install this wheel on CPython and Debian.
 *
 * @param file the wheel's file name; each of its last three parts may be several tags with dots between them
 * @see https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/
 * @see https://packaging.python.org/en/latest/specifications/binary-distribution-format/#file-name-convention
 */
export function wheelFits(file: string, target: WheelTarget): boolean {
  if (!file.endsWith('.whl')) return false;
  const parts = file.slice(0, -'.whl'.length).split('-');
  if (parts.length !== 5 && parts.length !== 6) return false;
  const [pythons, abis, platforms] = parts.slice(-3).map((tags) => tags.toLowerCase().split('.'));
  return platforms.some((platform) => platformFits(platform, target))
    && pythons.some((python) => abis.some((abi) => interpreterFits(python, abi, target.python)));
}

/** Whether a wheel has no compiled code: its platform is `any`. */
export function isPureWheel(file: string): boolean {
  return file.endsWith('-any.whl');
}

function interpreterFits(tag: string, abi: string, python: string): boolean {
  const minor = Number(python.split('.')[1]);
  const [, implementation, major, digits] = /^(cp|py)(\d)(\d{0,3})$/.exec(tag) ?? [];
  if (implementation === undefined || major !== '3') return false;
  const needed = digits === '' ? 0 : Number(digits);
  if (abi === 'none') return implementation === 'py' ? needed <= minor : digits !== '' && needed === minor;
  if (implementation !== 'cp' || digits === '') return false;
  if (abi === 'abi3') return needed <= minor;
  return abi === tag && needed === minor;
}

function platformFits(tag: string, target: WheelTarget): boolean {
  if (tag === 'any') return true;
  const [, family, glibc, architecture] = /^(manylinux1|manylinux2010|manylinux2014|manylinux_(\d{1,3}_\d{1,3})|linux)_(\w+)$/.exec(tag) ?? [];
  if (architecture !== target.architecture) return false;
  if (family === 'linux') return true;
  return notAfter(LEGACY[family] ?? glibc.replace('_', '.'), target.glibc);
}

function notAfter(version: string, limit: string): boolean {
  const [[major, minor], [limitMajor, limitMinor]] = [version, limit].map((text) => text.split('.').map(Number));
  return major < limitMajor || (major === limitMajor && minor <= limitMinor);
}

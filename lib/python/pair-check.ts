import { PythonVersion } from './python-version';
import { DebianRelease } from '../debian/debian-release';
import { BaseImage } from '../dockerfile/base-image';

/** Whether, and why, a build looks into the images of its pair. */
export enum PairCheck {
  /** The tags of official images say what they are. */
  NONE,
  /** A digest wins over the tag beside it, and says nothing. */
  DIGEST,
  /** Names of one's own need not tell. */
  CUSTOM,
}

/** What an image's name says of its distribution, where it is not one of the library's. */
const OTHER_DISTRIBUTIONS: { readonly [word: string]: string } = {
  buster: 'Debian 10',
  bullseye: 'Debian 11',
  forky: 'Debian testing',
  sid: 'Debian unstable',


  ubuntu: 'Ubuntu',
  focal: 'Ubuntu 20.04',
  jammy: 'Ubuntu 22.04',
  noble: 'Ubuntu 24.04',
  resolute: 'Ubuntu 26.04',
  fedora: 'Fedora',
  centos: 'CentOS',
  rockylinux: 'Rocky Linux',
  almalinux: 'AlmaLinux',
  amazonlinux: 'Amazon Linux',
  ubi8: 'Red Hat UBI',
  ubi9: 'Red Hat UBI',
  ubi10: 'Red Hat UBI',
  wolfi: 'Wolfi',
  chainguard: 'Wolfi',
  busybox: 'BusyBox',
  windowsservercore: 'Windows',
  nanoserver: 'Windows',
};

const ALPINE = 'has musl in place of the C library that most wheels are made for: what the lock has a wheel for would be compiled, or break; take an image of Debian, whose slim one is hardly larger with the dependencies in it';

/**
 * Holds an image of the user's own against what the pair is said to be, as far as its name tells.
 *
 * @throws when it names another Python, another release or another distribution
 */
export function checkHalf(option: string, text: string, image: BaseImage, python: PythonVersion, release: DebianRelease): void {
  const words = [image.name.slice(image.name.lastIndexOf('/') + 1), image.tag ?? ''].flatMap((part) => part.toLowerCase().split(/[^a-z0-9.]+/));
  const is = `${option} is '${text}'`;
  if (words.some((word) => /^alpine(?:[0-9.]*)$/.test(word))) throw new Error(`${is}, on Alpine, which ${ALPINE}`);
  const other = words.find((word) => Object.hasOwn(OTHER_DISTRIBUTIONS, word.replace(/[0-9.]+$/, '')) || Object.hasOwn(OTHER_DISTRIBUTIONS, word));
  if (other) {
    const distribution = OTHER_DISTRIBUTIONS[other] ?? OTHER_DISTRIBUTIONS[other.replace(/[0-9.]+$/, '')];
    throw new Error(`${is}, which is ${distribution}; the library knows the packages of Debian ${releases().join(' and ')}, and both images must be of one`);
  }
  const codename = words.find((word) => releases().includes(word));
  if (codename !== undefined && codename !== release.codename) {
    throw new Error(`${is}, on ${codename}, and the pair is on ${release.codename}: what is compiled on one release does not load on an older one; make both the same`);
  }
  const series = words.flatMap((word) => /^(?:c?python|py)?(3\.[0-9]+)(?:\.[0-9]+)?(?:[abr]c?[0-9]+)?$/.exec(word)?.[1] ?? []).find(isSeries);
  if (series !== undefined && series !== python.series) {
    throw new Error(`${is}, with Python ${series}, and the pair has Python ${python.series}: a virtualenv works only beside the Python that made it; make both the same`);
  }
}

function releases(): string[] {
  return [DebianRelease.BOOKWORM, DebianRelease.TRIXIE].map(({ codename }) => codename);
}

/** An image's own version, 3.2 say, is no Python. */
function isSeries(text: string): boolean {
  try {
    PythonVersion.of(text);
    return true;
  } catch {
    return false;
  }
}

/** Says what the image is, and stops the build when that is something else: arguments are the series and the release. */
export const PAIR_CHECK = 'import sys; python = "%d.%d" % sys.version_info[:2]; '
  + 'debian = ([line.split("=")[1].strip() for line in open("/etc/os-release") if line.startswith("VERSION_CODENAME=")] or ["an unknown release"])[0]; '
  + 'sys.exit([python, debian] != sys.argv[1:] and "this image has Python %s on %s, not %s on %s" % (python, debian, *sys.argv[1:]))';

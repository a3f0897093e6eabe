import { DebianRelease } from '../debian/debian-release';
import { Distribution, InstallPlan } from '../python/dependency-installer';
import { PythonVersion } from '../python/python-version';
import { isPureWheel, wheelFits } from '../python/wheel-tags';

/** Version of the C library on each release. */
const GLIBC: { readonly [codename: string]: string } = { bookworm: '2.36', trixie: '2.41' };

/** The kernel's names of architectures that wheels carry, by Docker's. */
const ARCHITECTURES: { readonly [platform: string]: string } = {
  'linux/386': 'i686',
  'linux/amd64': 'x86_64',
  'linux/arm': 'armv7l',
  'linux/arm64': 'aarch64',
  'linux/ppc64le': 'ppc64le',
  'linux/riscv64': 'riscv64',
  'linux/s390x': 's390x',
};

/** What a builder may be, where no platform is given: a developer's computer and CI are often not the same. */
const USUAL = ['linux/amd64', 'linux/arm64'];

/** Whether a distribution is compiled in the builder, and what says so. */
export interface Installed {
  readonly compiled: boolean;
  readonly because: string;
}

interface Target {
  readonly python: PythonVersion;
  readonly release: DebianRelease;
  readonly platforms: readonly string[];
}

/**
 * By the wheels of the lock, else by what is usual for the distribution. One that has a wheel for some platforms only is
 * compiled on the others, so it counts as compiled.
 */
export function howItIsInstalled({ archives, sourceOnly }: Distribution, usuallyCompiled: boolean, target: Target): Installed {
  if (sourceOnly) return { compiled: true, because: 'the application wants no wheel of it' };
  if (!archives || archives.length === 0) {
    return usuallyCompiled ? { compiled: true, because: 'it has no wheel for Linux' } : { compiled: false, because: 'its newer versions have wheels' };
  }
  const without = platformsOf(target).filter((platform) => !archives.some((file) => fits(file, platform, target)));
  if (without.length === 0) return { compiled: false, because: 'the lock has wheels' };
  return { compiled: true, because: `the lock has no wheel of it for Python ${target.python.series} on ${without.join(' and ')}` };
}

/** Whether anything in the virtualenv can need a library; no, where the lock has only wheels without compiled code. */
export function mayLoadLibraries({ distributions, projectSteps = [] }: InstallPlan, target: Target): boolean {
  return distributions === undefined || projectSteps.length > 0 || !distributions.every((distribution) => isPure(distribution, target));
}

function isPure({ archives = [], sourceOnly }: Distribution, target: Target): boolean {
  return !sourceOnly && platformsOf(target).every((platform) => {
    const wheels = archives.filter((file) => fits(file, platform, target));
    return wheels.length > 0 && wheels.every(isPureWheel);
  });
}

function platformsOf({ platforms }: Target): readonly string[] {
  return platforms.length > 0 ? platforms : USUAL;
}

function fits(file: string, platform: string, { python, release }: Target): boolean {
  const architecture = ARCHITECTURES[platform.split('/').slice(0, 2).join('/')] ?? platform;
  return wheelFits(file, { python: python.series, glibc: GLIBC[release.codename] ?? GLIBC.bookworm, architecture });
}

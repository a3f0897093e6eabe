import { Detected } from '../core/detected';
import { DebianRelease } from '../debian/debian-release';
import { Distribution } from '../python/dependency-installer';
import { PythonVersion } from '../python/python-version';

/** For whom the wheels of a lock have to fit. */
export interface NativeTarget {
  readonly python: PythonVersion;
  readonly release: DebianRelease;
  /** `linux/amd64`; empty: the builder's own, whatever it is. */
  readonly platforms: readonly string[];
}

/** Debian packages that the distributions need; `name=version` is never written here. */
export interface NativePackages {
  /** For the builder, beside what the full image has. */
  readonly build: readonly string[];
  /** For the app image. */
  readonly runtime: readonly string[];
}

/** Finds the Debian packages that the installed distributions compile against and load. */
export function detectNativePackages(_distributions: readonly Distribution[], _target: NativeTarget): Detected<NativePackages> {
  return { value: { build: [], runtime: [] }, findings: [], warnings: [], problems: [] };
}

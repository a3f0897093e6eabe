import { CacheMount } from '../dockerfile/mount';

/** What the library knows of a Node package manager: its lock, its locked install, its cache. */
export interface PackageManager {
  readonly name: 'npm' | 'yarn' | 'pnpm';
  /** Factory of `NodeAssets`, for error messages. */
  readonly factory: string;
  readonly lockFiles: readonly string[];
  /** Installs exactly what the lock says, and fails when package.json asks for something else. */
  readonly install: readonly string[];
  /** Settings of the package manager that the install reads, copied when they are there. */
  readonly settings: readonly string[];
  readonly cache: CacheMount;
  /** Package of the npm registry that brings the tool, where the image does not have it. */
  readonly tool?: string;
}

export const NPM: PackageManager = {
  name: 'npm',
  factory: 'NodeAssets.npm()',
  lockFiles: ['package-lock.json', 'npm-shrinkwrap.json'],
  install: ['npm', 'ci', '--no-audit', '--no-fund'],
  settings: ['.npmrc'],
  cache: { type: 'cache', id: 'npm', target: '/root/.npm' },
};

export const YARN: PackageManager = {
  name: 'yarn',
  factory: 'NodeAssets.yarn()',
  lockFiles: ['yarn.lock'],
  install: ['yarn', 'install', '--frozen-lockfile', '--non-interactive'],
  settings: ['.npmrc', '.yarnrc'],
  // yarn 1 run by root keeps its cache below /usr/local, not in the home directory; two at once corrupt it
  cache: { type: 'cache', id: 'yarn', target: '/usr/local/share/.cache/yarn', sharing: 'locked' },
};

export const PNPM: PackageManager = {
  name: 'pnpm',
  factory: 'NodeAssets.pnpm()',
  lockFiles: ['pnpm-lock.yaml'],
  install: ['pnpm', 'install', '--frozen-lockfile'],
  settings: ['.npmrc', 'pnpm-workspace.yaml'],
  cache: { type: 'cache', id: 'pnpm', target: '/root/.local/share/pnpm/store' },
  tool: 'pnpm@10.24.0',
};

const ALL: readonly PackageManager[] = [NPM, YARN, PNPM];

/** Other package managers whose lock is among these files. */
export function othersWithLock(manager: PackageManager, names: readonly string[]): Array<{ manager: PackageManager; lock: string }> {
  return ALL.filter((other) => other !== manager)
    .flatMap((other) => other.lockFiles.filter((lock) => names.includes(lock)).map((lock) => ({ manager: other, lock })));
}

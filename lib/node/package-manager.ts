/** What the library knows of a Node package manager without looking at an application. */
export interface PackageManager {
  readonly name: 'npm' | 'yarn' | 'pnpm' | 'bun';
  /** Factory of `NodeAssets`, for error messages. */
  readonly factory: string;
  readonly lockFiles: readonly string[];
  /** Settings that the install reads, files and directories: copied before it when they are there. */
  readonly settings: readonly string[];
}

export const NPM: PackageManager = {
  name: 'npm',
  factory: 'NodeAssets.npm()',
  lockFiles: ['package-lock.json', 'npm-shrinkwrap.json'],
  settings: ['.npmrc', 'patches'],
};

export const YARN: PackageManager = {
  name: 'yarn',
  factory: 'NodeAssets.yarn()',
  lockFiles: ['yarn.lock'],
  settings: ['.npmrc', '.yarnrc', '.yarnrc.yml', '.pnp.cjs', '.pnp.loader.mjs', 'patches', '.yarn/releases', '.yarn/plugins', '.yarn/patches', '.yarn/cache'],
};

export const PNPM: PackageManager = {
  name: 'pnpm',
  factory: 'NodeAssets.pnpm()',
  lockFiles: ['pnpm-lock.yaml'],
  settings: ['.npmrc', 'pnpm-workspace.yaml', '.pnpmfile.cjs', 'patches'],
};

export const BUN: PackageManager = {
  name: 'bun',
  factory: 'NodeAssets.bun()',
  lockFiles: ['bun.lock', 'bun.lockb'],
  settings: ['.npmrc', 'bunfig.toml', 'patches'],
};

export const MANAGERS: readonly PackageManager[] = [NPM, YARN, PNPM, BUN];

/** Other package managers whose lock is among these files. */
export function othersWithLock(manager: PackageManager, names: readonly string[]): Array<{ manager: PackageManager; lock: string }> {
  return MANAGERS.filter((other) => other !== manager)
    .flatMap((other) => other.lockFiles.filter((lock) => names.includes(lock)).map((lock) => ({ manager: other, lock })));
}

import { parse } from 'yaml';
import { NodeVersion } from './node-version';
import { PackageManager } from './package-manager';
import { CacheMount } from '../dockerfile/mount';

/** Programs and words: how one version of a package manager installs and runs. */
export interface Toolchain {
  /** Installs exactly what the lock says, and fails when package.json asks for something else. */
  readonly install: readonly string[];
  /** The same without a lock: whatever the registry has on the day. */
  readonly unlockedInstall: readonly string[];
  /** Variables for the install. */
  readonly environment: ReadonlyArray<readonly [string, string]>;
  /** What stands before the name of a script. */
  readonly run: readonly string[];
  /** Where downloads are kept from one build to the next. */
  readonly cache?: CacheMount;
  /** Package of the npm registry that brings the tool, where the image does not have it. */
  readonly tool?: string;
  /** Whether the image has another version under the same name. */
  readonly replaces?: boolean;
}

/** What of an application decides about the version of its package manager. */
export interface ToolchainFacts {
  /** `pnpm@9.1.0+sha512.…` in package.json. */
  readonly packageManager?: string;
  /** Text of the lock; empty when there is none. */
  readonly lock: string;
  /** Text of .yarnrc.yml. */
  readonly yarnSettings?: string;
  readonly node: NodeVersion;
}

export const NPM_CACHE: CacheMount = { type: 'cache', id: 'npm', target: '/root/.npm' };
export const YARN_1 = 'yarn@1.22.22';
/** The newest that reads what an older one of the same lock format wrote. */
const PNPM_BY_LOCK: { readonly [major: string]: string } = { 5: '7.33.7', 6: '8.15.9', 9: '10.24.0' };
const BERRY_BY_LOCK: { readonly [version: string]: string } = { 4: '2.4.2', 5: '3.1.1', 6: '3.8.7', 8: '4.12.0' };
const BUN_VERSION = '1.3.4';

export function toolchainOf(manager: PackageManager, facts: ToolchainFacts): Toolchain {
  switch (manager.name) {
    case 'npm': return npm();
    case 'pnpm': return pnpm(facts);
    case 'bun': return bun(facts);
    case 'yarn': return isBerry(facts) ? berry(facts) : yarn1(facts);
  }
}

/** The version that package.json asks for, without its hash. */
function pinned(name: string, { packageManager = '' }: ToolchainFacts): string | undefined {
  const [, found, version] = /^([a-z]+)@(\d+\.\d+\.\d+(?:-[\w.]+)?)/.exec(packageManager) ?? [];
  return found === name ? version : undefined;
}

function npm(): Toolchain {
  return {
    install: ['npm', 'ci', '--no-audit', '--no-fund'],
    unlockedInstall: ['npm', 'install', '--no-audit', '--no-fund', '--no-package-lock'],
    environment: [],
    run: ['npm', 'run'],
    cache: NPM_CACHE,
  };
}

function pnpm(facts: ToolchainFacts): Toolchain {
  const format = /^lockfileVersion:\s*['"]?(\d+)/m.exec(facts.lock)?.[1] ?? '9';
  return {
    install: ['pnpm', 'install', '--frozen-lockfile'],
    unlockedInstall: ['pnpm', 'install', '--no-lockfile'],
    environment: [],
    run: ['pnpm', 'run'],
    cache: { type: 'cache', id: 'pnpm', target: '/root/.local/share/pnpm/store' },
    tool: `pnpm@${pinned('pnpm', facts) ?? PNPM_BY_LOCK[format] ?? PNPM_BY_LOCK[9]}`,
  };
}

function bun(facts: ToolchainFacts): Toolchain {
  return {
    install: ['bun', 'install', '--frozen-lockfile'],
    unlockedInstall: ['bun', 'install', '--no-save'],
    environment: [],
    run: ['bun', 'run'],
    cache: { type: 'cache', id: 'bun', target: '/root/.bun/install/cache' },
    tool: `bun@${pinned('bun', facts) ?? BUN_VERSION}`,
  };
}

function yarn1({ node }: ToolchainFacts): Toolchain {
  return {
    install: ['yarn', 'install', '--frozen-lockfile', '--non-interactive'],
    unlockedInstall: ['yarn', 'install', '--no-lockfile', '--non-interactive'],
    environment: [],
    run: ['yarn', 'run'],
    // yarn 1 run by root keeps its cache below /usr/local, not in the home directory; two at once corrupt it
    cache: { type: 'cache', id: 'yarn', target: '/usr/local/share/.cache/yarn', sharing: 'locked' },
    ...(node._hasYarn ? {} : { tool: YARN_1 }),
  };
}

/** Yarn 2 and later write another lock, and ask for themselves in package.json. */
function isBerry(facts: ToolchainFacts): boolean {
  const version = pinned('yarn', facts);
  if (/^__metadata:/m.test(facts.lock)) return true;
  return facts.lock === '' && (version ? !version.startsWith('1.') : facts.yarnSettings !== undefined);
}

/**
 * Yarn 2 and later: the release that the application brings along, else that of the npm registry.
 * @see https://yarnpkg.com/configuration/yarnrc#yarnPath
 */
function berry(facts: ToolchainFacts): Toolchain {
  const { yarnPath, nodeLinker } = berrySettings(facts.yarnSettings);
  const program = yarnPath === undefined ? ['yarn'] : ['node', yarnPath];
  const format = /^__metadata:\n {2}version: (\d+)/m.exec(facts.lock.replace(/\r/g, ''))?.[1] ?? '8';
  return {
    install: [...program, 'install', '--immutable'],
    unlockedInstall: [...program, 'install', '--no-immutable'],
    environment: [],
    run: [...program, 'run'],
    // Plug'n'Play runs out of the cache, which therefore has to be in the stage
    ...(nodeLinker === 'node-modules' || nodeLinker === 'pnpm'
      ? { environment: [['YARN_ENABLE_GLOBAL_CACHE', 'true']] as const, cache: { type: 'cache', id: 'yarn-berry', target: '/root/.yarn/berry', sharing: 'locked' } as const } : {}),
    ...(yarnPath === undefined ? { tool: `@yarnpkg/cli-dist@${pinned('yarn', facts) ?? BERRY_BY_LOCK[format] ?? BERRY_BY_LOCK[8]}`, replaces: facts.node._hasYarn } : {}),
  };
}

/** What .yarnrc.yml says about how to run and where to install. */
export function berrySettings(settings: string | undefined): { yarnPath?: string; nodeLinker?: string } {
  try {
    const root: unknown = parse(settings ?? '');
    const value = (name: string) => {
      const of: unknown = typeof root === 'object' && root !== null ? Reflect.get(root, name) : undefined;
      return typeof of === 'string' ? of : undefined;
    };
    return { yarnPath: value('yarnPath'), nodeLinker: value('nodeLinker') };
  } catch {
    return {};
  }
}

import { posix } from 'path';
import { IAppFiles } from '../../core/app-files';
import { PackageJson } from '../../node/package-json';
import { MANAGERS, NPM, PackageManager } from '../../node/package-manager';

/** Which package manager installs, and by what. */
export interface FoundManager {
  readonly manager: PackageManager;
  /** Relative to the context; undefined when there is none. */
  readonly lock?: string;
  readonly evidence: string;
  readonly alternatives: readonly string[];
  /** Two locks, and nothing that says which one counts. */
  readonly problem?: string;
}

/** The lock decides; of several, the one of the manager that package.json asks for. */
export function findManager(of: PackageJson, files: IAppFiles): FoundManager {
  const names = files.listDirectory(of.directory);
  const locks = MANAGERS.flatMap((manager) => {
    const lock = manager.lockFiles.find((name) => names.includes(name));
    return lock === undefined ? [] : [{ manager, lock: posix.join(of.directory, lock) }];
  });
  const asked = /^(npm|yarn|pnpm|bun)@/.exec(of.packageManager ?? '')?.[1];
  const wanted = MANAGERS.find(({ name }) => name === asked);
  const says = `${of.path} packageManager ${of.packageManager}`;
  const chosen = wanted ? locks.find(({ manager }) => manager === wanted) : locks.length === 1 ? locks[0] : undefined;
  const others = locks.filter((one) => one !== chosen).map(({ lock }) => `${lock}: not the lock of ${chosen?.manager.name ?? asked ?? 'the package manager'}`);
  if (chosen) return { ...chosen, evidence: wanted ? says : chosen.lock, alternatives: others };
  if (locks.length > 1 || (wanted && locks.length === 1)) {
    const lines = locks.map(({ manager, lock }) => `${manager.factory.replace('()', '({ … })')} for ${posix.basename(lock)}`);
    const found = locks.map(({ lock }) => lock).join(' and ');
    return {
      manager: locks[0].manager,
      evidence: found,
      alternatives: [],
      problem: wanted ? `${says} and ${found} disagree; correct one of them` : `found ${found}; delete what is stale, name the package manager in ${of.path} ("packageManager"), or choose with assets: ${lines.join(' or ')}`,
    };
  }
  return { manager: wanted ?? (names.includes('.yarnrc.yml') ? MANAGERS[1] : NPM), evidence: wanted ? says : 'no lock', alternatives: [] };
}

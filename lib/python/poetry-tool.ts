import { string, Table, table } from './app-document';
import { PoetryHashes } from './poetry-lock';
import { satisfies } from './versions';

/** A Poetry that the library knows, with the plugin that writes requirements. */
export interface PoetryRelease {
  readonly version: string;
  readonly requirements: readonly string[];
  /** Commands that fail on a stale lock before the export, which then need not. */
  readonly check: readonly string[][];
}

const TWO: PoetryRelease = { version: '2.5.1', requirements: ['poetry==2.5.1', 'poetry-plugin-export==1.10.1'], check: [] };
/** Its export only warns of a stale lock. */
const ONE: PoetryRelease = {
  version: '1.8.5', requirements: ['poetry==1.8.5', 'poetry-plugin-export==1.8.0'], check: [['/opt/poetry/bin/poetry', 'lock', '--check']],
};

/** A release, or why there is none. */
export type PoetryChoice =
  | { readonly release: PoetryRelease; readonly problem?: undefined }
  | { readonly release?: undefined; readonly problem: string };

/**
 * The newest known Poetry that takes the lock as fresh: each computes the content hash by its own rules.
 * @param first the first line of the lock, which names the Poetry that wrote it
 */
export function choosePoetry(pyproject: Table, lock: Table, first: string, hashes: PoetryHashes): PoetryChoice {
  const wanted = string(table(table(pyproject.tool).poetry)['requires-poetry']);
  const releases = [TWO, ONE].filter(({ version }) => wanted === undefined || allows(wanted, version));
  if (releases.length === 0) {
    return { problem: `pyproject.toml has requires-poetry = ${JSON.stringify(wanted)}, and the library knows Poetry ${TWO.version} and ${ONE.version}; widen it, or export requirements.txt and pass PythonDependencies.requirements()` };
  }
  const found = string(table(lock.metadata)['content-hash']);
  if (found === undefined) return { problem: 'poetry.lock has no content-hash, so that nothing says whether it fits pyproject.toml; run \'poetry lock\' and commit it' };
  const writer = /Poetry (\d+)\.(\d+)/.exec(first);
  const beforeGroups = writer !== null && (Number(writer[1]) < 2 || (writer[1] === '2' && Number(writer[2]) < 3));
  const fresh = (release: PoetryRelease) => {
    const accepted = release === ONE ? [hashes.one] : [hashes.groups, ...(beforeGroups ? [hashes.two] : [])];
    return accepted.includes(found) || accepted.includes(undefined);
  };
  const release = releases.find(fresh);
  return release ? { release } : { problem: 'poetry.lock does not fit pyproject.toml (its content-hash is of another one); run \'poetry lock\' and commit poetry.lock' };
}

function allows(wanted: string, version: string): boolean {
  // Poetry's caret is not of PEP 440
  const range = wanted.replace(/\^\s*(\d+)((?:\.\d+)*)/g, (_, major: string, rest: string) => `>=${major}${rest},<${Number(major) + 1}`);
  try {
    return satisfies(version, range);
  } catch {
    return true;
  }
}

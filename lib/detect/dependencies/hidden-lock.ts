import { Passed, Source } from './source';
import { IAppFiles } from '../../core/app-files';
import { Checkout } from '../../core/checkout';

const LOCKS = ['uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock'];

/** Locks that lie in the checkout and that the ignore rules keep from the build. */
export function hiddenLocks(files: IAppFiles, repository: Checkout | undefined): Passed[] {
  const beside = repository?.list('.') ?? [];
  return LOCKS.filter((file) => beside.includes(file) && !files.fileExists(file)).map((file) => ({ file, why: files.explainMissing(file) }));
}

/** A project would be installed without the lock that was made for it, in other releases each time. */
export function hiddenLockProblem(source: Source | undefined, hidden: readonly Passed[]): string | undefined {
  const [lock] = hidden;
  if (!lock || source?.kind !== 'project' && source?.file !== 'Pipfile') return undefined;
  const otherwise = source.kind === 'project' ? `; to install ${source.file} without a lock, say so: dependencies: ${source.call}` : '';
  return `${lock.file} does not reach the build: ${lock.why}${otherwise}`;
}

import { Distribution, InstallContext } from './dependency-installer';

/** Markers of a file, or the range of a project, that one patch release of a series may satisfy and another not. */
const PATCH = /python_full_version|(?:^|[<>=~^ ,])\s*3\.\d+\.[1-9]/;

/**
 * What asks pip for a distribution after it installed them: it leaves out what a marker excludes without a word, and with an image of an
 * older patch release than a lock was made for that may be everything.
 */
export function patchCheck(
  { venv }: InstallContext, says: readonly string[], distributions: readonly Distribution[],
): { comment: string[]; commands: string[][] } {
  const [first] = distributions;
  if (first === undefined || !says.some((text) => PATCH.test(text))) return { comment: [], commands: [] };
  return {
    comment: [`A Python that the markers exclude gets nothing, and no error: ${first.name} must be there.`],
    commands: [['pip', '--python', `${venv}/bin/python`, 'show', '--quiet', first.name]],
  };
}

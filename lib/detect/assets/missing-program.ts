import { posix } from 'path';
import { BuildScript } from './build-script';
import { Candidate } from './find-candidates';
import { IAppFiles } from '../../core/app-files';
import { isTable, table } from '../../python/app-document';

/**
 * A bundler that a script runs and that no package of npm's lock brings: it works where it is installed for the whole machine, as on the
 * author's. The lock lists the programs of each package; those of the other managers do not.
 */
export function missingProgram({ packageJson, workspace }: Candidate, script: BuildScript, files: IAppFiles): string | undefined {
  const lock = [packageJson.directory, workspace?.directory].filter((folder) => folder !== undefined)
    .map((folder) => posix.join(folder, 'package-lock.json')).find((path) => files.fileExists(path));
  if (lock === undefined) return undefined;
  const programs = programsOf(files.readFile(lock));
  const missing = script.commands.find(({ role, words, script: name }) => role === 'bundle' && programs !== undefined && !programs.has(words[0])
    && !/[/@]/.test(words[0]) && !new RegExp(`\\b(?:npx|bunx|dlx)\\b[^&|;]*\\b${words[0]}\\b`).test(packageJson.scripts[name] ?? ''));
  if (missing === undefined) return undefined;
  const [program] = missing.words;
  return `has script '${script.name}', which runs ${program}, and no package in ${lock} brings that program; run 'npm install --save-dev ${program}' and commit the lock`;
}

/** Undefined where the lock does not tell: an old one, or one of nothing. */
function programsOf(text: string): ReadonlySet<string> | undefined {
  let packages: ReadonlyArray<readonly [string, unknown]>;
  try {
    packages = Object.entries(table(table(JSON.parse(text)).packages)).filter(([path]) => path !== '');
  } catch {
    return undefined; // npm itself says what is wrong with it
  }
  if (packages.length === 0) return undefined;
  return new Set(packages.flatMap(([, of]) => isTable(table(of).bin) ? Object.keys(table(table(of).bin)) : []));
}

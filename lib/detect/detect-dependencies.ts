import { IAppFiles } from '../core/app-files';
import { Detected } from '../core/detected';
import { IDependencyInstaller } from '../python/dependency-installer';
import { PythonDependencies } from '../python/python-dependencies';

/** Finds the one source that says what to install. Which of several is meant, only their authors know. */
export function detectDependencies(files: IAppFiles): Detected<IDependencyInstaller> {
  const none = { findings: [], warnings: [] };
  const sources: ReadonlyArray<readonly [string, () => IDependencyInstaller]> = [
    ['requirements.txt', () => PythonDependencies.requirements()],
    ['uv.lock', () => PythonDependencies.uv()],
  ];
  const found = sources.filter(([file]) => files.fileExists(file));
  if (found.length === 1) return { ...none, value: found[0][1](), problems: [] };
  if (found.length === 0) {
    return { ...none, problems: [`no dependency file: expected requirements.txt or uv.lock (${files.explainMissing('requirements.txt')}); add one, or pass 'dependencies'`] };
  }
  return { ...none, problems: [`found ${found.map(([file]) => file).join(' and ')}; choose with 'dependencies'`] };
}

/** The struct that a factory or method takes, for languages in which it has to be named. */
const STRUCTS: { readonly [call: string]: string } = {
  'HealthChecks.http': 'HttpHealthOptions',
  'NodeAssets.bun': 'NodeAssetsOptions',
  'NodeAssets.npm': 'NodeAssetsOptions',
  'NodeAssets.pnpm': 'NodeAssetsOptions',
  'NodeAssets.yarn': 'NodeAssetsOptions',
  'PythonBase.debian': 'DebianPythonBaseOptions',
  'PythonDependencies.pdm': 'PdmOptions',
  'PythonDependencies.pipenv': 'PipenvOptions',
  'PythonDependencies.poetry': 'PoetryOptions',
  'PythonDependencies.project': 'ProjectOptions',
  'PythonDependencies.requirements': 'RequirementsOptions',
  'PythonDependencies.uv': 'UvOptions',
  'PythonVenvImage.addCronJob': 'CronJobOptions',
  'PythonVenvImage.addJob': 'JobOptions',
  'PythonVenvImage.addWorker': 'WorkerOptions',
};

/** @returns undefined when it is not known, and so cannot be written */
export function structOf(of: string | undefined, method: string): string | undefined {
  return STRUCTS[`${of ?? 'PythonVenvImage'}.${method}`];
}

/** Every call and its struct, to be compared with the library itself. */
export function knownStructs(): ReadonlyArray<readonly [string, string]> {
  return Object.entries(STRUCTS);
}

import { posix } from 'path';
import { string, strings, Table, table } from './app-document';
import { cannotBuild, namedFiles } from './buildable';
import { InstallContext, InstallStep } from './dependency-installer';
import { UNKNOWN_VERSION, versionVariable } from './scm-version';
import { PIP_CACHE, pipInstall } from './tool-step';
import { Finding } from '../core/finding';

/** Whether and how the application itself is installed. */
export interface ProjectPackage {
  readonly isPackage: boolean;
  /** Variables that its build needs. */
  readonly environment: { readonly [name: string]: string };
  readonly findings: Finding[];
  readonly problems: string[];
}

const NONE: ProjectPackage = { isPackage: false, environment: {}, findings: [], problems: [] };

/**
 * Whether the application is a package that can be built here.
 *
 * @param root the directory of its pyproject.toml, relative to the context
 * @param said what the tool's own settings say; undefined: it is one when it names a build system
 */
export function projectPackage({ files }: Pick<InstallContext, 'files'>, root: string, pyproject: Table, said: boolean | undefined): ProjectPackage {
  const file = posix.join(root, 'pyproject.toml');
  const finding = (value: string, evidence: string): Finding => ({ subject: 'dependencies', value, evidence, file });
  if (said === false) return { ...NONE, findings: [finding('the application runs from its directory', `${file} says that it is no package`)] };
  if (said === undefined && pyproject['build-system'] === undefined) {
    return { ...NONE, findings: [finding('the application runs from its directory', `${file} has no [build-system]`)] };
  }
  const reason = cannotBuild(files, root, pyproject);
  if (reason !== undefined) return { ...NONE, findings: [finding('the application runs from its directory', `${file} names a build system, but there is ${reason}`.replace('there is setuptools', 'setuptools'))] };

  const missing = namedFiles(pyproject).map((name) => posix.join(root, name)).filter((path) => !files.fileExists(path))
    .map((path) => `${file} names '${path}', which the build of the package reads: ${files.explainMissing(path)}`);
  const variable = scmVariable(pyproject);
  const version = variable === undefined || files.directoryExists('.git') ? {} : { [variable]: UNKNOWN_VERSION };
  return {
    isPackage: true,
    environment: version,
    problems: missing,
    findings: [
      finding('the application is installed as a package', said === true ? `${file} says so` : `${file} [build-system]`),
      ...(Object.keys(version).length > 0 ? [finding(`version ${UNKNOWN_VERSION} of the application`, `${file} takes the version from Git, which is not sent to the build`)] : []),
    ],
  };
}

/** Installs the application, not a link to it. Its dependencies are there. */
export function projectStep(context: InstallContext, path = '.'): InstallStep {
  return {
    comment: ['Installed, not linked: the app image needs nothing of the builder but the virtualenv.'],
    commands: [pipInstall(context, '--no-deps', path)],
    caches: [PIP_CACHE],
    // what builds it is downloaded
    authenticated: true,
  };
}

function scmVariable(pyproject: Table): string | undefined {
  const requires = strings(table(pyproject['build-system']).requires);
  const pdm = table(table(table(pyproject.tool).pdm).version);
  return versionVariable(requires, string(pdm.source) === 'scm');
}

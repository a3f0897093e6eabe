import { posix } from 'path';
import { BuildPlan } from './build-plan';
import { checkInstallPlan } from './check-install-plan';
import { PythonVenvBuildProps } from './python-venv-build-props';
import { Finding } from '../core/finding';
import { ImageWarning } from '../core/image-warning';
import { Problems, received } from '../core/problems';
import { AssetsPlan } from '../node/assets-plan';
import type { AppDirectory } from '../project/app-directory';
import { offers } from '../project/offers';
import { IDependencyInstaller, InstallPlan } from '../python/dependency-installer';
import { PythonBase } from '../python/python-base';
import { PythonDependencies } from '../python/python-dependencies';
import { TABLES_CHECKED_ON } from '../python/python-version';
import { VenvTool } from '../python/venv-tool';
import { VENV } from '../python/virtualenv';

/** A plan, why it is so, and what will hurt later. */
export interface PlannedImage {
  readonly plan: BuildPlan;
  readonly findings: readonly Finding[];
  readonly warnings: readonly ImageWarning[];
}

const NO_INSTALL: InstallPlan = { steps: [] };

/** Decides everything that the Dockerfile will say; what is wrong with the directory goes to `problems`. */
export function planImage(props: PythonVenvBuildProps, directory: AppDirectory, problems: Problems): PlannedImage {
  directory.walk.problems.forEach((problem) => problems.add(problem));
  const base = props.base ?? PythonBase.debian();
  const assets = props.assets?._plan(directory, base.release.codename, problems);
  const install = planInstall(props, base, directory, problems);
  checkProgram(props.command, directory, problems);
  const uid = props.uid ?? 10001;
  return {
    plan: {
      python: {
        base,
        venvTool: props.venvTool ?? VenvTool.VENV,
        install,
        installDirectories: [...install.steps, ...(install.projectSteps ?? [])].flatMap((step) => step.files ?? [])
          .filter((path) => directory.directoryExists(path)),
        buildPackages: props.buildPackages ?? [],
        runtimePackages: props.runtimePackages ?? [],
        uid,
        gid: props.gid ?? uid,
        port: props.port ?? 8000,
        command: props.command,
        labels: Object.entries(props.labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)),
      },
      ...(assets ? { assets } : {}),
    },
    findings: [
      { subject: 'base', value: base.builderImage, evidence: props.base ? 'given' : 'default: a current Python on the stable Debian' },
      ...(install.findings ?? []),
      ...(assets?.findings ?? []),
      ...offers(directory, install.packages ?? []),
      { subject: 'port', value: String(props.port ?? 8000), evidence: props.port === undefined ? 'default: the port of the image and the Service' : 'given' },
    ],
    warnings: endOfLife(base, assets),
  };
}

function planInstall(props: PythonVenvBuildProps, base: PythonBase, directory: AppDirectory, problems: Problems): InstallPlan {
  const installer = props.dependencies ?? onlySource(directory, problems);
  const install = installer && problems.attempt(() => installer.bind({
    files: directory, venv: VENV, python: base.python.series, debian: base.release.codename,
  }));
  if (install) checkInstallPlan(install, directory, problems);
  return install ?? NO_INSTALL;
}

/** Files that say what to install, and how to choose each. */
const SOURCES: ReadonlyArray<readonly [string, string]> = [
  ['requirements.txt', 'PythonDependencies.requirements()'],
  ['uv.lock', 'PythonDependencies.uv()'],
  ['poetry.lock', 'an IDependencyInstaller of your own, or PythonDependencies.requirements() with an exported file'],
  ['Pipfile.lock', 'an IDependencyInstaller of your own, or PythonDependencies.requirements() with an exported file'],
  ['pdm.lock', 'an IDependencyInstaller of your own, or PythonDependencies.requirements() with an exported file'],
];

/** The one source that the directory has. Which of several is meant, only its authors know. */
function onlySource(directory: AppDirectory, problems: Problems): IDependencyInstaller | undefined {
  const found = SOURCES.filter(([file]) => directory.fileExists(file));
  if (found.length === 1 && found[0][0] === 'requirements.txt') return PythonDependencies.requirements();
  if (found.length === 1 && found[0][0] === 'uv.lock') return PythonDependencies.uv();
  const ways = found.map(([file, way]) => `${file}: ${way}`).join('; ');
  if (found.length === 0) {
    problems.add(`no dependency file in '${directory.path}': expected requirements.txt or uv.lock (${directory.explainMissing('requirements.txt')}); add one, or pass 'dependencies'`);
  } else if (found.length === 1) {
    problems.add(`found ${found[0][0]}, which the library cannot install by itself; pass 'dependencies' (${ways})`);
  } else {
    problems.add(`found ${found.map(([file]) => file).join(' and ')} in '${directory.path}'; choose with 'dependencies' (${ways})`);
  }
  return undefined;
}

/** A program given by path must be in the image and executable; one given by name comes with the virtualenv. */
function checkProgram(command: readonly string[], directory: AppDirectory, problems: Problems): void {
  const program = Array.isArray(command) ? command[0] : undefined;
  if (!program || posix.isAbsolute(program) || !program.includes('/') || /\s/.test(program)) return;
  const path = posix.normalize(program);
  if (!directory.fileExists(path)) {
    problems.add(`command starts ${received(program)}: ${directory.explainMissing(path)}`);
  } else if (!directory.isExecutable(path)) {
    problems.add(`command starts ${received(program)}, which is not executable; run 'chmod +x ${path}' and commit that`);
  }
}

function endOfLife(base: PythonBase, assets: AssetsPlan | undefined): ImageWarning[] {
  const warnings: ImageWarning[] = [];
  if (base.python.isEndOfLife) {
    warnings.push({
      code: 'python-end-of-life',
      message: `Python ${base.python.series} gets no security fixes since ${base.python.endOfLife}; take a newer one: base: PythonBase.debian({ python: PythonVersion.V3_13 })`,
    });
  }
  if (assets && assets.node.endOfLife <= TABLES_CHECKED_ON) {
    warnings.push({
      code: 'node-end-of-life',
      message: `Node.js ${assets.node.major} gets no security fixes since ${assets.node.endOfLife}; take a newer one in assets: node: NodeVersion.V24`,
    });
  }
  return warnings;
}

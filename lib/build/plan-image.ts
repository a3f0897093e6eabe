import { posix } from 'path';
import { BuildPlan } from './build-plan';
import { checkAccess } from './check-access';
import { checkCredentials } from './check-credentials';
import { checkInstallPlan } from './check-install-plan';
import { PythonVenvBuildProps } from './python-venv-build-props';
import { checkWithoutShell, smallerFindings } from './small-image';
import { Detected } from '../core/detected';
import { Finding } from '../core/finding';
import { ImageWarning } from '../core/image-warning';
import { Problems, received } from '../core/problems';
import { detectAssets } from '../detect/detect-assets';
import { detectDependencies } from '../detect/detect-dependencies';
import { DevelopmentFacts, detectDevelopment } from '../detect/detect-development';
import { detectNativePackages } from '../detect/detect-native-packages';
import { detectPython } from '../detect/detect-python';
import { detectStart } from '../detect/detect-start';
import { submoduleProblems } from '../detect/detect-submodules';
import { detectTemporary } from '../detect/detect-temporary';
import { offers } from '../detect/offers';
import { usedModules } from '../detect/used-modules';
import { mayLoadLibraries } from '../detect/wheel-choice';
import { InstallSecret } from '../dockerfile/install-secret';
import { AssetsPlan } from '../node/assets-plan';
import type { AppDirectory } from '../project/app-directory';
import { CheckoutFiles } from '../project/checkout-files';
import { AppStage } from '../python/app-stage-kind';
import { InstallPlan } from '../python/dependency-installer';
import { PairCheck } from '../python/pair-check';
import { PythonBase } from '../python/python-base';
import { TABLES_CHECKED_ON } from '../python/python-version';
import { normalName } from '../python/requirement';
import { VenvTool } from '../python/venv-tool';
import { VENV } from '../python/virtualenv';

/** A plan, why it is so, and what will hurt later. */
export interface PlannedImage {
  readonly plan: BuildPlan;
  readonly findings: readonly Finding[];
  readonly warnings: readonly ImageWarning[];
  /** What local development needs to know, read when it is asked for. */
  readonly development: () => DevelopmentFacts;
}

const NO_INSTALL: InstallPlan = { steps: [] };

/**
 * Decides everything that the Dockerfile will say: what the user gave, else what the directory says. What is wrong with
 * either goes to `problems`.
 */
export function planImage(props: PythonVenvBuildProps, directory: AppDirectory, problems: Problems, mounted: readonly string[]): PlannedImage {
  directory.walk.problems.forEach((problem) => problems.add(problem));
  const findings: Finding[] = [];
  const warnings: ImageWarning[] = [];
  const detected = <T>(found: Detected<T>): T | undefined => {
    findings.push(...found.findings);
    warnings.push(...found.warnings);
    found.problems.forEach((problem) => problems.add(problem));
    return found.value;
  };

  const checkout = new CheckoutFiles(directory.path, props.context);
  const pair = props.base ?? PythonBase.debian();
  const codename = pair.release.codename;
  const access = { indexes: props.packageIndexes ?? [], secrets: props.installSecrets ?? [] };
  const installer = props.dependencies ?? detected(detectDependencies(directory, checkout));
  const bind = (series: string): InstallPlan | undefined => installer && problems.attempt(() => installer.bind({
    files: directory, venv: VENV, python: series, debian: codename, indexes: [...access.indexes], pipSettings: hasPipSettings(pair, access.secrets),
  }));
  // what is installed tells which Python it runs on, and the Python may in turn change what is installed
  const first = bind(pair.python.series) ?? NO_INSTALL;
  const base = pair._pythonGiven ? pair : pair._withPython(detected(detectPython({
    checkout, distributions: first.distributions ?? [],
  })) ?? pair.python);
  const install = base.python.series === pair.python.series ? first : bind(base.python.series) ?? NO_INSTALL;
  findings.push({ subject: 'base', value: base.builderImage, evidence: props.base ? 'given' : 'default: the official images on the stable Debian' });
  checkInstallPlan(install, directory, problems);
  checkCredentials(directory, problems);
  submoduleProblems(directory, checkout).forEach((problem) => problems.add(problem));
  const checked = checkAccess(access, install, directory, problems);
  findings.push(...(install.findings ?? []), ...checked.findings);
  warnings.push(...(install.warnings ?? []), ...checked.warnings);
  const distributions = install.distributions ?? [];

  const found = detected(detectAssets({ files: directory, checkout, given: props.assets }));
  const planned = found?._plan({ files: directory, checkout, debian: codename }, problems);
  // a mirror of the official images has that of Node, too
  const assets = planned && base.registry !== undefined ? { ...planned, image: `${base.registry}/${planned.image}` } : planned;
  if (props.assets) findings.push(...(assets?.findings ?? []));

  const port = props.port ?? 8000;
  const start = detected(detectStart({ files: directory, checkout, distributions, port, python: base.python.series, command: props.command }));
  const place = start?.workingDirectory ?? '.';
  const temporary = detected(detectTemporary({
    files: directory, distributions, directory: place, root: place, built: assets?.outputs ?? [], given: props.temporaryPaths, mounted,
  })) ?? [];
  const target = {
    python: base.python, release: base.release, platforms: props.platforms ?? [], given: props.nativePackages, modules: usedModules(directory),
  };
  const native = detected(detectNativePackages(distributions, target));
  checkProgram(start?.command ?? [], directory, problems);
  const appStage = props.appStage ?? AppStage.SLIM;
  if (appStage === AppStage.MINIMAL) {
    const detect = () => detectStart({ files: directory, checkout, distributions, port, python: base.python.series }).value?.command;
    checkWithoutShell(start?.command ?? [], directory, problems, detect);
  }
  findings.push(
    ...offers(directory, distributions.map(({ name }) => name)),
    ...smallerFindings(props),
    { subject: 'port', value: String(port), evidence: props.port === undefined ? 'default: the port of the image and the Service' : 'given' },
  );
  warnings.push(...endOfLife(base, assets));

  const uid = props.uid ?? 10001;
  return {
    plan: {
      python: {
        base,
        venvTool: props.venvTool ?? VenvTool.VENV,
        install,
        access,
        installDirectories: [...install.steps, ...(install.projectSteps ?? [])].flatMap((step) => step.files ?? [])
          .filter((path) => directory.directoryExists(path)),
        buildPackages: together(props.buildPackages, native?.build),
        runtimePackages: together(props.runtimePackages, native?.runtime),
        ...(mayLoadLibraries(install, target) ? { libraryCheck: props.optionalLibraries ?? [] } : {}),
        appStage,
        ...(props.strip ? { unstripped: (props.unstripped ?? []).map(normalName) } : {}),
        uid,
        gid: props.gid ?? uid,
        port,
        command: start?.command ?? [],
        ...(start?.stopSignal ? { stopSignal: start.stopSignal } : {}),
        workingDirectory: start?.workingDirectory ?? '.',
        environment: byKey(start?.environment ?? {}),
        temporary,
        appSteps: start?.appSteps ?? [],
        labels: byKey(props.labels ?? {}),
      },
      ...(assets ? { assets } : {}),
    },
    findings,
    warnings,
    development: () => detectDevelopment(directory, distributions.flatMap(({ name, extras = [] }) => [name, ...extras]), start),
  };
}

/** An image of the user's own may have a pip.conf, and so may a secret, or a variable of it be one of pip's settings. */
function hasPipSettings(pair: PythonBase, secrets: readonly InstallSecret[]): boolean {
  return pair._check === PairCheck.CUSTOM || secrets.some(({ target, variable = '' }) => target !== undefined || variable.startsWith('PIP_'));
}

/** Packages that the user gave, and those that were found and are not among them (with a version or without). */
function together(given: readonly string[] = [], found: readonly string[] = []): string[] {
  const names = given.map((name) => name.split('=')[0]);
  return [...given, ...found.filter((name) => !names.includes(name))];
}

function byKey(record: { readonly [key: string]: string }): Array<readonly [string, string]> {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
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

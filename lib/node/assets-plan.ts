import { posix } from 'path';
import { checkOutput, checkSource, insideContext, isStale } from './assets-paths';
import { checkSettings } from './assets-secrets';
import { NodeAssetsOptions } from './node-assets-options';
import { NodeVersion } from './node-version';
import { installScripts, PackageJson, readPackageJson, workspaceDirectories } from './package-json';
import { othersWithLock, PackageManager } from './package-manager';
import { Toolchain, toolchainOf } from './toolchain';
import { IAppFiles } from '../core/app-files';
import { Checkout } from '../core/checkout';
import { Finding } from '../core/finding';
import { GitIgnore } from '../core/git-ignore';
import { Problems, received } from '../core/problems';
import { didYouMean } from '../core/suggestion';
import { checkDigest, officialImage } from '../dockerfile/base-image';
import { InstallSecret, secretProblems } from '../dockerfile/install-secret';

/** The Node half of a build plan: pure data, every path checked and relative to the context. */
export interface AssetsPlan {
  readonly image: string;
  /** Codename of its Debian release. */
  readonly debian: string;
  readonly node: NodeVersion;
  readonly toolchain: Toolchain;
  readonly manager: PackageManager['name'];
  /** Where package.json and the lock are, and the commands run. */
  readonly directory: string;
  readonly install: readonly string[];
  /** What the install reads: files, and directories that are copied whole. */
  readonly dependencyFiles: readonly string[];
  readonly dependencyDirectories: readonly string[];
  /** Why the install needs the sources; undefined when it does not. */
  readonly sourcesFirst?: string;
  readonly sourceFiles: readonly string[];
  readonly sourceDirectories: readonly string[];
  readonly build: readonly string[];
  /** What the app image receives: directories and files. */
  readonly outputs: readonly string[];
  /** Those of the outputs of which a checkout has nothing but stale results. */
  readonly staleOutputs: readonly string[];
  readonly packages: readonly string[];
  /** Those of the RUN that installs. */
  readonly secrets: readonly InstallSecret[];
  readonly findings: readonly Finding[];
}

/** What of the application a plan is made from. */
export interface AssetsInput {
  readonly files: IAppFiles;
  readonly checkout: Checkout;
  /** Codename of the Debian release. */
  readonly debian: string;
}

/** Checks the options against the directory; undefined when a problem leaves nothing to plan. */
export function planAssets(manager: PackageManager, options: NodeAssetsOptions, input: AssetsInput, problems: Problems): AssetsPlan | undefined {
  const { files, debian } = input;
  const node = options.node ?? NodeVersion.V24;
  const directory = insideContext('assets.directory', options.directory ?? '.', '.', problems);
  if (directory === undefined) return undefined;
  if (directory !== '.' && !files.directoryExists(directory)) {
    problems.add(`assets.directory ${received(directory)}: ${files.explainMissing(directory)}`);
    return undefined;
  }
  const packageFile = posix.join(directory, 'package.json');
  if (!files.fileExists(packageFile)) {
    problems.add(`${manager.factory} needs ${packageFile}: ${files.explainMissing(packageFile)}`);
    return undefined;
  }
  const outputs = checkOutputs(options, directory, problems);
  const staleOutputs = outputs.filter((output) => isStale(output, files, new GitIgnore(input.checkout)));
  const packageJson = problems.attempt(() => readPackageJson(packageFile, files));
  const lock = findLock(manager, directory, options.unlocked === true, files, problems);
  const toolchain = toolchainOf(manager, {
    packageManager: packageJson?.packageManager,
    lock: lock !== undefined && (manager.name === 'yarn' || manager.name === 'pnpm') ? files.readFile(lock) : '',
    yarnSettings: readIfThere(posix.join(directory, '.yarnrc.yml'), files),
    node,
  });
  const build = buildCommand(toolchain, options, packageFile, packageJson, problems);
  const sources = (options.sources ?? ['.'])
    .map((source) => checkSource(source, directory, staleOutputs, files, problems))
    .filter((source) => source !== undefined);
  if (options.sources?.length === 0) problems.add('assets.sources is empty; leave it out to copy the whole directory');
  const settings = manager.settings.map((name) => posix.join(directory, name));
  const settingFiles = settings.filter((path) => files.fileExists(path));
  const digest = options.digest === undefined ? undefined : problems.attempt(() => checkDigest('assets.digest', options.digest ?? ''));
  const secrets = options.secrets ?? [];
  secretProblems('assets.secrets', secrets).forEach((problem) => problems.add(problem));
  settingFiles.forEach((path) => checkSettings(path, files.readFile(path), secrets, problems));
  const members = packageJson ? workspaceDirectories(packageJson, files) : [];
  const install = options.unlocked === true ? toolchain.unlockedInstall : toolchain.install;
  return {
    image: officialImage('node', `${node.major}-${debian}-slim`, undefined, digest),
    debian,
    node,
    toolchain,
    manager: manager.name,
    directory,
    install,
    dependencyFiles: [packageFile, ...(lock ? [lock] : []), ...settingFiles, ...members.map((member) => posix.join(member, 'package.json'))],
    dependencyDirectories: settings.filter((path) => files.directoryExists(path)),
    sourcesFirst: packageJson && whySourcesFirst(packageJson, members, files),
    sourceFiles: sources.filter((source) => !files.directoryExists(source)),
    sourceDirectories: sources.filter((source) => files.directoryExists(source)),
    build,
    outputs,
    staleOutputs,
    packages: options.packages ?? [],
    secrets,
    findings: [{ subject: 'assets', value: `${install.join(' ')}, ${build.join(' ')}`, evidence: `given; locked by ${lock ?? 'nothing'}` }],
  };
}

function checkOutputs(options: NodeAssetsOptions, directory: string, problems: Problems): string[] {
  if (options.output !== undefined && options.outputs !== undefined) {
    problems.add('assets has both output and outputs; put all of them into outputs');
  }
  const given = options.outputs ?? (options.output === undefined ? [] : [options.output]);
  if (given.length === 0) problems.add('assets.output is not given; name the directory or file that the build writes');
  const paths = given.map((output) => checkOutput(output, directory, problems)).filter((path) => path !== undefined);
  // what lies in another output comes with it
  return [...new Set(paths)].filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));
}

function findLock(manager: PackageManager, directory: string, unlocked: boolean, files: IAppFiles, problems: Problems): string | undefined {
  const names = files.listDirectory(directory);
  const lock = manager.lockFiles.find((name) => names.includes(name));
  const path = posix.join(directory, lock ?? manager.lockFiles[0]);
  if (lock !== undefined) {
    if (unlocked) problems.add(`assets.unlocked is for an application without a lock, and ${path} is one; leave it out`);
    return path;
  }
  if (unlocked) return undefined;
  const [other] = othersWithLock(manager, names);
  const runs = `${manager.factory} runs '${manager.name === 'npm' ? 'npm ci' : `${manager.name} install`}', which needs ${path}`;
  problems.add(other ? `${runs}; found ${other.lock}, so use ${other.manager.factory}` : `${runs}: ${files.explainMissing(path)}`);
  return undefined;
}

function buildCommand(
  toolchain: Toolchain, options: NodeAssetsOptions, packageFile: string, packageJson: PackageJson | undefined, problems: Problems,
): readonly string[] {
  if (options.command) {
    if (options.script !== undefined) problems.add(`assets has both a script (${received(options.script)}) and a command; give one of them`);
    if (options.command.length === 0) problems.add('assets.command is empty; give its words or leave it out');
    return options.command;
  }
  const script = options.script ?? 'build';
  const scripts = packageJson && Object.keys(packageJson.scripts);
  if (scripts && !scripts.includes(script)) {
    const known = scripts.length > 0 ? `Scripts: ${[...scripts].sort().join(', ')}` : 'It has no scripts; pass assets.command';
    problems.add(`${packageFile} has no script '${script}'${didYouMean(script, scripts)}. ${known}`);
  }
  return [...toolchain.run, script];
}

/** What runs during the install may read anything, and a dependency that is a directory is read whole. */
function whySourcesFirst(packageJson: PackageJson, members: readonly string[], files: IAppFiles): string | undefined {
  const all = [packageJson, ...members.flatMap((member) => {
    try {
      return [readPackageJson(posix.join(member, 'package.json'), files)];
    } catch {
      return []; // the package manager says what is wrong with it
    }
  })];
  const script = all.flatMap((one) => installScripts(one).map((name) => `script '${name}' of ${one.path}`))[0];
  const local = all.find((one) => one.localDependencies.length > 0);
  return script ?? (local ? `dependency '${local.localDependencies[0]}' of ${local.path}` : undefined);
}

function readIfThere(path: string, files: IAppFiles): string | undefined {
  return files.fileExists(path) ? files.readFile(path) : undefined;
}

import { posix } from 'path';
import { NodeAssetsOptions } from './node-assets-options';
import { NodeVersion } from './node-version';
import { othersWithLock, PackageManager } from './package-manager';
import { IAppFiles } from '../core/app-files';
import { Finding } from '../core/finding';
import { Problems, received } from '../core/problems';
import { didYouMean } from '../core/suggestion';
import { checkDigest, officialImage } from '../dockerfile/base-image';
import { InstallSecret, secretProblems } from '../dockerfile/install-secret';

/** The Node half of a build plan: pure data, every path checked. */
export interface AssetsPlan {
  readonly image: string;
  readonly node: NodeVersion;
  readonly manager: PackageManager;
  /** Relative to the context, as are all paths here. */
  readonly directory: string;
  readonly dependencyFiles: readonly string[];
  readonly sourceFiles: readonly string[];
  readonly sourceDirectories: readonly string[];
  readonly build: readonly string[];
  readonly output: string;
  readonly packages: readonly string[];
  /** Those of the RUN that installs. */
  readonly secrets: readonly InstallSecret[];
  readonly findings: readonly Finding[];
}

/** Checks the options against the directory; undefined when a problem leaves nothing to plan. */
export function planAssets(
  manager: PackageManager, options: NodeAssetsOptions, files: IAppFiles, debian: string, problems: Problems,
): AssetsPlan | undefined {
  const node = options.node ?? NodeVersion.V24;
  const directory = relativePath('assets.directory', options.directory ?? '.', problems);
  const output = relativePath('assets.output', options.output, problems);
  if (directory === undefined || output === undefined) return undefined;
  if (output === '.') {
    problems.add(`assets.output is ${received(options.output)}, the whole directory; name the directory that the build writes`);
  }
  if (directory !== '.' && !files.directoryExists(directory)) {
    problems.add(`assets.directory ${received(directory)}: ${files.explainMissing(directory)}`);
    return undefined;
  }
  const packageJson = posix.join(directory, 'package.json');
  if (!files.fileExists(packageJson)) {
    problems.add(`${manager.factory} needs ${packageJson}: ${files.explainMissing(packageJson)}`);
    return undefined;
  }
  const lock = findLock(manager, directory, files, problems);
  const build = buildCommand(manager, options, packageJson, files, problems);
  const sources = (options.sources ?? ['.'])
    .map((source) => checkSource(source, directory, output, files, problems))
    .filter((source) => source !== undefined);
  if (options.sources?.length === 0) problems.add('assets.sources is empty; leave it out to copy the whole directory');
  const settings = manager.settings.map((name) => posix.join(directory, name)).filter((path) => files.fileExists(path));
  settings.forEach((path) => checkNoCredential(path, files.readFile(path), problems));
  const digest = options.digest === undefined ? undefined : problems.attempt(() => checkDigest('assets.digest', options.digest ?? ''));
  const secrets = options.secrets ?? [];
  secretProblems('assets.secrets', secrets).forEach((problem) => problems.add(problem));
  settings.forEach((path) => checkVariables(path, files.readFile(path), secrets, problems));
  return {
    image: officialImage('node', `${node.major}-${debian}-slim`, undefined, digest),
    node,
    manager,
    directory,
    dependencyFiles: [packageJson, ...(lock ? [lock] : []), ...settings],
    sourceFiles: sources.filter((source) => !files.directoryExists(source)),
    sourceDirectories: sources.filter((source) => files.directoryExists(source)),
    build,
    output: posix.join(directory, output),
    packages: options.packages ?? [],
    secrets,
    findings: [{ subject: 'assets', value: `${manager.install.join(' ')}, ${build.join(' ')}`, evidence: `given; locked by ${lock ?? 'nothing'}` }],
  };
}

/** A literal token in the settings would stay in a layer; a reference to a variable (`\${NPM_TOKEN}`) is none. */
function checkNoCredential(path: string, text: string, problems: Problems): void {
  text.split('\n').forEach((line, i) => {
    const key = /^\s*"?[^=\s]*:?(_authToken|_auth|_password)"?[\s=]+"?(?!\$\{)\S/.exec(line)?.[1];
    if (key) problems.add(`${path}:${i + 1} holds a credential (${key}), which would stay in a layer of the image; keep it out of the context`);
  });
}

/** What the settings take from the environment must be there: npm would send the text `\${NPM_TOKEN}`, and Yarn 1 stops. */
function checkVariables(path: string, text: string, secrets: readonly InstallSecret[], problems: Problems): void {
  text.split('\n').forEach((line, i) => {
    if (/^\s*[#;]/.test(line)) return;
    for (const [, name] of line.matchAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g)) {
      if (secrets.some(({ variable }) => variable === name)) continue;
      problems.add(`${path}:${i + 1} takes \${${name}} from the environment of the installation, and nobody gives it; `
        + `pass in assets: secrets: [{ secret: BuildSecret.fromEnvironment('${name}'), variable: '${name}' }]`);
    }
  });
}

function findLock(manager: PackageManager, directory: string, files: IAppFiles, problems: Problems): string | undefined {
  const names = files.listDirectory(directory);
  const lock = manager.lockFiles.find((name) => names.includes(name));
  const path = posix.join(directory, lock ?? manager.lockFiles[0]);
  if (lock === undefined) {
    const [other] = othersWithLock(manager, names);
    const runs = `${manager.factory} runs '${manager.install.slice(0, 2).join(' ')}', which needs ${path}`;
    problems.add(other ? `${runs}; found ${other.lock}, so use ${other.manager.factory}` : `${runs}: ${files.explainMissing(path)}`);
    return undefined;
  }
  if (manager.name === 'yarn' && /^__metadata:/m.test(files.readFile(path))) {
    problems.add(`${path} is of Yarn 2 or later, and NodeAssets.yarn() runs Yarn 1; use NodeAssets.npm() or NodeAssets.pnpm() with a lock of theirs`);
  }
  return path;
}

function buildCommand(
  manager: PackageManager, options: NodeAssetsOptions, packageJson: string, files: IAppFiles, problems: Problems,
): readonly string[] {
  if (options.command) {
    if (options.script !== undefined) problems.add(`assets has both a script (${received(options.script)}) and a command; give one of them`);
    if (options.command.length === 0) problems.add('assets.command is empty; give its words or leave it out');
    return options.command;
  }
  const script = options.script ?? 'build';
  const scripts = scriptsOf(packageJson, files, problems);
  if (scripts && !scripts.includes(script)) {
    const known = scripts.length > 0 ? `Scripts: ${[...scripts].sort().join(', ')}` : 'It has no scripts; pass assets.command';
    problems.add(`${packageJson} has no script '${script}'${didYouMean(script, scripts)}. ${known}`);
  }
  return [manager.name, 'run', script];
}

function scriptsOf(packageJson: string, files: IAppFiles, problems: Problems): string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(files.readFile(packageJson));
    const scripts = parsed instanceof Object && 'scripts' in parsed ? parsed.scripts : {};
    return scripts instanceof Object ? Object.keys(scripts) : [];
  } catch (error) {
    problems.add(`${packageJson} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** A path that stays below the folder it is relative to; undefined, with a problem, when it does not. */
function relativePath(option: string, path: string, problems: Problems): string | undefined {
  const normal = posix.normalize(path).replace(/(?<=.)\/$/, '');
  if (path === '' || posix.isAbsolute(path) || normal === '..' || normal.startsWith('../')) {
    problems.add(`${option} is ${received(path)}; it must be a path relative to the context that stays inside it`);
    return undefined;
  }
  return normal;
}

function checkSource(source: string, directory: string, output: string, files: IAppFiles, problems: Problems): string | undefined {
  const normal = relativePath('assets.sources', source, problems);
  if (normal === undefined) return undefined;
  if (normal === output || normal.startsWith(`${output}/`)) {
    problems.add(`assets.sources has ${received(source)}, which lies in the output ${received(output)} and so never reaches the build`);
    return undefined;
  }
  const path = posix.join(directory, normal);
  if (!files.fileExists(path) && !files.directoryExists(path)) {
    problems.add(`assets.sources has ${received(source)}: ${files.explainMissing(path)}`);
    return undefined;
  }
  return path;
}

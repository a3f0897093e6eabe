import { posix } from 'path';
import { BuildScript } from './build-script';
import { Candidate } from './find-candidates';
import { findManager } from './find-manager';
import { findNode } from './find-node';
import { nativeTools } from './native-tools';
import { outsideSources } from './outside-sources';
import { Output } from './output';
import { IAppFiles } from '../../core/app-files';
import { ImageWarning } from '../../core/image-warning';
import { NodeAssets } from '../../node/node-assets';
import { NodeAssetsOptions } from '../../node/node-assets-options';
import { PackageManager } from '../../node/package-manager';

/** What would be given to `NodeAssets`, and why. */
export interface FoundOptions {
  readonly manager: PackageManager;
  readonly factory: (options: NodeAssetsOptions) => NodeAssets;
  readonly options: NodeAssetsOptions;
  readonly evidence: readonly string[];
  readonly alternatives: readonly string[];
  readonly warnings: readonly ImageWarning[];
  readonly problems: readonly string[];
}

const FACTORIES: { readonly [name in PackageManager['name']]: (options: NodeAssetsOptions) => NodeAssets } = {
  npm: (options) => NodeAssets.npm(options),
  yarn: (options) => NodeAssets.yarn(options),
  pnpm: (options) => NodeAssets.pnpm(options),
  bun: (options) => NodeAssets.bun(options),
};

/** Everything around a build: the package manager and its lock, Node.js, and packages of Debian. */
export function optionsOf(candidate: Candidate, script: BuildScript, outputs: readonly Output[], files: IAppFiles, more: NodeAssetsOptions = {}): FoundOptions {
  const { packageJson } = candidate;
  const alone = findManager(packageJson, files);
  // a workspace is installed where its lock is
  const root = candidate.workspace && alone.lock === undefined ? candidate.workspace : packageJson;
  const found = root === packageJson ? alone : findManager(root, files);
  const node = findNode(root === packageJson ? [packageJson] : [packageJson, root], files);
  const tools = found.lock === undefined ? undefined : nativeTools(found.lock, files);
  const relative = outputs.map(({ path }) => posix.relative(root.directory, path) || '.');
  const sources = root === packageJson ? outsideSources(packageJson, script, files)
    .filter((source) => !relative.some((output) => `${source}/`.startsWith(`${output}/`))) : [];
  const unlocked = found.lock === undefined && found.problem === undefined;
  const options: NodeAssetsOptions = {
    ...(root.directory === '.' ? {} : { directory: root.directory }),
    ...(root !== packageJson ? { command: inWorkspace(found.manager, posix.relative(root.directory, packageJson.directory), packageJson.name, script.name) }
      : script.name === 'build' ? {} : { script: script.name }),
    ...(relative.length > 1 ? { outputs: relative } : { output: relative[0] ?? '…' }),
    ...(sources.length > 0 ? { sources: ['.', ...sources] } : {}),
    ...(node.evidence !== '' && node.node.major !== '24' ? { node: node.node } : {}),
    ...(tools ? { packages: [...tools.packages] } : {}),
    ...(unlocked ? { unlocked: true } : {}),
    ...(more.script !== undefined && root === packageJson && more.script !== 'build' ? { script: more.script } : {}),
  };
  return {
    manager: found.manager,
    factory: FACTORIES[found.manager.name],
    options,
    evidence: [found.evidence, `node ${node.node.major} by ${node.evidence}`, ...(tools ? [tools.evidence] : [])],
    alternatives: found.alternatives,
    warnings: unlocked ? [{
      code: 'node-lock-missing',
      message: `${root.path} has no lock, so two builds of the same files may differ; commit one: ${found.manager.name === 'npm' ? 'npm install --package-lock-only' : `${found.manager.name} install`} in ${root.directory === '.' ? 'the context' : root.directory}`,
    }] : [],
    problems: [found.problem, node.problem].filter((one) => one !== undefined),
  };
}

/** The words that run a script of a workspace from its root. */
function inWorkspace(manager: PackageManager, directory: string, name: string | undefined, script: string): string[] {
  switch (manager.name) {
    case 'npm': return ['npm', 'run', script, `--workspace=${directory}`];
    case 'pnpm': return ['pnpm', `--filter=./${directory}`, 'run', script];
    case 'bun': return ['bun', 'run', `--cwd=${directory}`, script];
    case 'yarn': return ['yarn', 'workspace', name ?? directory, 'run', script];
  }
}

/** The options as they are written in TypeScript. */
export function describeAssets({ manager, options }: Pick<FoundOptions, 'manager' | 'options'>): string {
  const quote = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const fields = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (name === 'node') return [`node: NodeVersion.V${options.node?.major}`];
    if (Array.isArray(value)) return [`${name}: [${value.map((one: unknown) => quote(String(one))).join(', ')}]`];
    return [`${name}: ${typeof value === 'string' ? quote(value) : String(value)}`];
  });
  return `NodeAssets.${manager.name}({ ${fields.join(', ')} })`;
}

import { posix } from 'path';
import { AssetsPlan } from './assets-plan';
import { NPM_CACHE } from './toolchain';
import { aptInstall } from '../debian/apt';
import { command, withEnvironment } from '../dockerfile/command';
import { mountSecrets } from '../dockerfile/install-secret';
import { copy, env, Instruction, run, workdir } from '../dockerfile/instruction';
import { Variable } from '../dockerfile/quoting';
import { Block, block, Stage } from '../dockerfile/stage';

/** The stage that builds the static files. Its output is the same on every platform, so it runs on the builder's own. */
export function assetsStage(plan: AssetsPlan, appDirectory: string): Stage {
  return new Stage('assets', 'builds the static files with Node, on the builder\'s own platform; only its output goes on', { image: plan.image, onBuildPlatform: true }, [
    block(undefined, workdir(posix.join(appDirectory, plan.directory))),
    block('What installing and building needs.', aptInstall(plan.packages, plan.debian)),
    ...assetsBlocks(plan, appDirectory, plan.toolchain.tool),
  ]);
}

/**
 * The steps of the stage, also for the single-stage image.
 *
 * @param tool package of the npm registry that brings the package manager, where the image lacks it
 */
export function assetsBlocks(plan: AssetsPlan, appDirectory: string, tool: string | undefined): Block[] {
  const { toolchain } = plan;
  const { mounts, guards } = mountSecrets(plan.secrets);
  const bin = posix.join(appDirectory, plan.directory, 'node_modules/.bin');
  const force = toolchain.replaces ? ['--force'] : [];
  const sources = copyKeepingPaths(plan.sourceFiles, plan.sourceDirectories, plan.directory, appDirectory);
  const dependencies = copyKeepingPaths(plan.dependencyFiles, plan.dependencyDirectories, plan.directory, appDirectory);
  const caches = toolchain.cache ? [toolchain.cache] : [];
  const install = run([...guards, withEnvironment(command(...plan.install), toolchain.environment)], ...caches, ...mounts);
  const build = run([command(...plan.build)]);
  return [
    block('The programs of the locked packages are found by name.', env(['PATH', [`${bin}:`, new Variable('PATH')]])),
    ...(tool ? [block(toolchain.replaces ? 'The package manager, in place of the older one of the image.' : 'The package manager, which the image does not have.',
      run([command('npm', 'install', '--global', ...force, tool)], NPM_CACHE))] : []),
    ...(plan.sourcesFirst === undefined ? [
      block('Exactly what the lock says, before any source: a change of the sources does not install again.', ...dependencies, install),
      block('What the build reads, and the build.', ...sources, build),
    ] : [
      block(`What the build reads; the install reads it, too: ${oneLine(plan.sourcesFirst)}.`, ...dependencies, ...sources),
      block('Exactly what the lock says.', install),
      block(undefined, build),
    ]),
  ];
}

/** Files of a folder share one COPY; each directory needs its own, for COPY takes what is in it, not the directory. */
function copyKeepingPaths(files: readonly string[], directories: readonly string[], from: string, appDirectory: string): Instruction[] {
  const destination = (folder: string) => {
    const within = posix.relative(from, folder);
    // outside of the working directory a path from the root is easier to read than dots
    return within === '..' || within.startsWith('../') ? posix.join(appDirectory, folder) : within === '' ? '.' : `./${within}`;
  };
  const folders = [...new Set(files.map((file) => posix.dirname(file)))];
  return [
    ...folders.map((folder) => copy({
      sources: files.filter((file) => posix.dirname(file) === folder),
      destination: `${destination(folder)}/`,
    })),
    ...directories.map((directory) => {
      const target = destination(directory);
      return copy({ sources: [directory === '.' ? './' : directory], destination: target === '.' ? './' : target });
    }),
  ];
}

/** A script's name and a path may hold anything, a comment one line. */
function oneLine(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}

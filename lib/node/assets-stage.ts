import { posix } from 'path';
import { AssetsPlan } from './assets-plan';
import { NPM } from './package-manager';
import { aptInstall } from '../debian/apt';
import { command } from '../dockerfile/command';
import { mountSecrets } from '../dockerfile/install-secret';
import { copy, env, Instruction, run, workdir } from '../dockerfile/instruction';
import { Variable } from '../dockerfile/quoting';
import { Block, block, Stage } from '../dockerfile/stage';

/** The stage that builds the static files. Its output is the same on every platform, so it runs on the builder's own. */
export function assetsStage(plan: AssetsPlan, appDirectory: string): Stage {
  return new Stage('assets', 'builds the static files with Node, on the builder\'s own platform; only its output goes on', { image: plan.image, onBuildPlatform: true }, [
    block(undefined, workdir(posix.join(appDirectory, plan.directory))),
    block('What installing and building needs.', aptInstall(plan.packages)),
    ...assetsBlocks(plan, appDirectory, plan.manager.tool),
  ]);
}

/**
 * The steps of the stage, also for the single-stage image.
 *
 * @param tool package of the npm registry that brings the package manager, where the image lacks it
 */
export function assetsBlocks(plan: AssetsPlan, appDirectory: string, tool: string | undefined): Block[] {
  const { mounts, guards } = mountSecrets(plan.secrets);
  const bin = posix.join(appDirectory, plan.directory, 'node_modules/.bin');
  return [
    block('The programs of the locked packages are found by name.', env(['PATH', [`${bin}:`, new Variable('PATH')]])),
    ...(tool ? [block('The package manager, which the image does not have.', run([command('npm', 'install', '--global', tool)], NPM.cache))] : []),
    block('Exactly what the lock says, before any source: a change of the sources does not install again.',
      copy({ sources: plan.dependencyFiles, destination: './' }),
      run([...guards, command(...plan.manager.install)], plan.manager.cache, ...mounts)),
    block('What the build reads, and the build.', ...copySources(plan), run([command(...plan.build)])),
  ];
}

/** Files of a folder share one COPY; each directory needs its own, for COPY takes what is in it, not the directory. */
function copySources(plan: AssetsPlan): Instruction[] {
  const within = (path: string) => posix.relative(plan.directory, path);
  const folder = (file: string) => posix.dirname(within(file));
  return [
    ...[...new Set(plan.sourceFiles.map(folder))].map((name) => copy({
      sources: plan.sourceFiles.filter((file) => folder(file) === name),
      destination: name === '.' ? './' : `./${name}/`,
    })),
    ...plan.sourceDirectories.map((directory) => copy({
      sources: [directory === '.' ? './' : directory],
      destination: within(directory) === '' ? './' : `./${within(directory)}`,
    })),
  ];
}

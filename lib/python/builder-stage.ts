import { posix } from 'path';
import { AppStage } from './app-stage-kind';
import { bytecodeProgram, compileBytecode } from './bytecode';
import { InstallCache, InstallStep } from './dependency-installer';
import { authenticatedRun, indexBlock } from './index-credentials';
import { toolsAreAuthenticated } from './index-options';
import { libraryCheckProgram } from './library-check';
import { minimalRootProgram } from './minimal-root';
import { PythonBase } from './python-base';
import { PythonPlan } from './python-plan';
import { stripProgram, stripVenv } from './strip';
import { PIP_CACHE } from './tool-step';
import { VenvTool } from './venv-tool';
import { APP_DIRECTORY, makeVenv, pairCheck, VENV_PATH } from './virtualenv';
import { aptInstall } from '../debian/apt';
import { command } from '../dockerfile/command';
import { copy, env, Instruction, run, workdir } from '../dockerfile/instruction';
import { CacheMount } from '../dockerfile/mount';
import { Block, block, Stage } from '../dockerfile/stage';

/** The stage that fills the virtualenv: the full image, with everything that compiling needs. */
export function builderStage(plan: PythonPlan): Stage {
  return new Stage('builder', 'compiles and installs the Python dependencies into a virtualenv', { image: plan.base.builderImage }, [
    block(undefined, workdir(APP_DIRECTORY)),
    builderEnvironment(),
    ...pairCheck(plan.base, 'python'),
    block('What compiling needs; the app stage gets none of it.', aptInstall(plan.buildPackages, plan.base.release.codename)),
    ...venvBlocks(plan),
    ...(plan.libraryCheck ? [libraryCheckProgram()] : []),
    ...(plan.appStage === AppStage.MINIMAL ? [minimalRootProgram()] : []),
  ]);
}

/**
 * UTF-8 everywhere, output at once, and the virtualenv's programs first. Debug information would hold the random name of the
 * directory in which a distribution was compiled.
 */
export function builderEnvironment(): Block {
  return block('UTF-8 and unbuffered output; python and what is installed are those of the virtualenv.\nBytecode is left to a step of its own, and what is compiled here holds no debug information, which names temporary paths.',
    env(['LANG', 'C.UTF-8'], ['PYTHONUNBUFFERED', '1'], ['PIP_DISABLE_PIP_VERSION_CHECK', '1'], ['PIP_ROOT_USER_ACTION', 'ignore'],
      ['PIP_COMPILE', '0'], ['LDFLAGS', '-Wl,--strip-debug'], VENV_PATH));
}

/** The virtualenv and what the installer puts into it. */
export function venvBlocks(plan: PythonPlan): Block[] {
  const pip = plan.install.pipInVenv === true;
  const comment = pip ? undefined : 'Without pip inside: the image\'s own installs into it, and the app never needs one.';
  const { environment = {}, steps, projectSteps = [] } = plan.install;
  const variables = Object.entries(environment).sort(([a], [b]) => (a < b ? -1 : 1));
  const commands = makeVenv(plan.venvTool, pip);
  const indexes = toolsAreAuthenticated(plan.access.indexes) ? plan.access.indexes : [];
  const strip = plan.unstripped ? [stripVenv(plan.unstripped)] : [];
  return [
    ...indexBlock(plan.access),
    block(comment, plan.venvTool === VenvTool.VIRTUALENV
      ? authenticatedRun(commands, { indexes, secrets: [] }, cacheMount(plan.base, PIP_CACHE)) : run(commands)),
    ...(variables.length > 0 ? [block('Settings of the installer; none of them reaches the app.', env(...variables))] : []),
    ...steps.map((step) => installBlock(plan, step)),
    ...(plan.unstripped ? [stripProgram()] : []),
    bytecodeProgram(),
    ...(steps.length > 0 ? strip : []),
    ...(steps.length > 0 || projectSteps.length === 0 ? [compileBytecode(plan.base)] : []),
    ...(projectSteps.length > 0 ? [
      block('The application is a package of its own.', copy({ sources: ['./'], destination: './' })),
      ...projectSteps.map((step) => installBlock(plan, step)),
      ...strip,
      compileBytecode(plan.base),
    ] : []),
  ];
}

function installBlock({ base, installDirectories, access }: PythonPlan, step: InstallStep): Block {
  const caches = (step.caches ?? []).map((cache) => cacheMount(base, cache));
  const commands = step.commands.map((words) => command(...words));
  return block((step.comment ?? []).join('\n') || undefined, ...copyKeepingPaths(step.files ?? [], installDirectories), authenticatedRun(commands, {
    indexes: step.authenticated ? access.indexes : [],
    secrets: [...(step.authenticated ? access.secrets : []), ...(step.secrets ?? [])],
  }, ...caches));
}

/** What was compiled for one release does not load on an older one. */
function cacheMount({ python, release }: PythonBase, { name, target }: InstallCache): CacheMount {
  return { type: 'cache', id: `${name}-${python.series}-${release.codename}`, target };
}

/** Files of a folder share one COPY; a directory needs its own, for COPY takes what is in it, not the directory. */
function copyKeepingPaths(paths: readonly string[], directories: readonly string[]): Instruction[] {
  const files = paths.filter((path) => !directories.includes(path));
  const folders = [...new Set(files.map((file) => posix.dirname(file)))];
  return [
    ...folders.map((folder) => copy({
      sources: files.filter((file) => posix.dirname(file) === folder),
      destination: folder === '.' ? './' : `./${folder}/`,
    })),
    ...paths.filter((path) => directories.includes(path)).map((path) => copy({ sources: [path], destination: `./${path}` })),
  ];
}

import { posix } from 'path';
import { libraryCheck } from './library-check';
import { PythonPlan } from './python-plan';
import { APP_DIRECTORY, pairCheck, VENV, VENV_PATH } from './virtualenv';
import { aptInstall } from '../debian/apt';
import { command, ShellText, withEnvironment } from '../dockerfile/command';
import { cmd, copy, env, expose, label, run, stopSignal, user, workdir } from '../dockerfile/instruction';
import { Block, block, Stage } from '../dockerfile/stage';

/** A checkout under another umask gives the same image, and so may have the same tag. */
const READABLE = 'u=rwX,go=rX';

/** Static files that another stage built. */
export interface BuiltAssets {
  readonly stage: Stage;
  /** Absolute paths of directories and files, in that stage and in the app. */
  readonly outputs: readonly string[];
}

/** The production image: the slim half of the pair, with the virtualenv, the assets and the application. */
export function appStage(plan: PythonPlan, builder: Stage, assets: BuiltAssets | undefined): Stage {
  return new Stage('app', 'is the production image: no compiler, no Node, no package of the build', { image: plan.base.appImage }, [
    appEnvironment(),
    ...runtimeBlocks(plan, builder),
    ...sourceBlocks(assets),
    ...applicationBlocks(plan),
    ...runBlocks(plan),
  ]);
}

/** Debian's packages, the user and the virtualenv, which is checked. */
export function runtimeBlocks(plan: PythonPlan, builder: Stage): Block[] {
  return [
    block('Libraries that the dependencies load at run time.', aptInstall(plan.runtimePackages, plan.base.release.codename, true)),
    userBlock(plan),
    block(undefined, workdir(APP_DIRECTORY)),
    block('Same path, same Python, same Debian as in the builder: a virtualenv works nowhere else.\nEverything belongs to root, so the app cannot change itself.',
      copy({ fromStage: builder, link: true, sources: [VENV], destination: VENV })),
    ...pairCheck(plan.base, `${VENV}/bin/python`),
    ...(plan.libraryCheck ? [libraryCheck(builder, plan.libraryCheck)] : []),
  ];
}

/** The application, and over it what was built. */
export function sourceBlocks(assets: BuiltAssets | undefined): Block[] {
  return [
    block('Readable for everyone whatever the modes of the checkout; what was executable stays so.',
      copy({ link: true, chmod: READABLE, sources: ['./'], destination: './' })),
    block('What was built wins over what the checkout has under the same name.',
      ...(assets?.outputs ?? []).map((output) => copy({
        fromStage: assets?.stage, link: true, chmod: READABLE, sources: [output], destination: output,
      }))),
  ];
}

/** Bytecode came with the virtualenv, a read-only file system takes no more; a crash prints its traceback. */
export function appEnvironment(): Block {
  return block(undefined, env(
    ['PYTHONDONTWRITEBYTECODE', '1'], ['PYTHONFAULTHANDLER', '1'], ['PYTHONUNBUFFERED', '1'], VENV_PATH,
  ));
}

/** A user of its own, by numbers: without a password entry, `getpass` and some servers fail. */
export function userBlock(plan: PythonPlan): Block {
  return block('Its home is /tmp, the one place that stays writable when the root file system is read-only.\nWritten by hand, for useradd notes the day of the build in /etc/shadow.', run([
    command('echo', `app:x:${plan.gid}:`, new ShellText('>> /etc/group')),
    command('echo', `app:x:${plan.uid}:${plan.gid}::/tmp:/usr/sbin/nologin`, new ShellText('>> /etc/passwd')),
  ]));
}

/** What the application needs around it, and what it prepares once instead of at every start. */
export function applicationBlocks(plan: PythonPlan): Block[] {
  return [
    ...environmentBlocks(plan),
    ...temporaryBlocks(plan),
    ...placeBlocks(plan),
    ...plan.appSteps.map((step) => block(step.comment, run([withEnvironment(command(...step.command), step.environment)]))),
  ];
}

/** Variables that the application needs to find itself. */
export function environmentBlocks({ environment }: PythonPlan): Block[] {
  return environment.length > 0 ? [block(undefined, env(...environment.map(([name, value]): [string, string] => [name, value])))] : [];
}

/** Where the command runs, when that is not the application's directory. */
export function placeBlocks({ workingDirectory }: PythonPlan): Block[] {
  const directory = posix.join(APP_DIRECTORY, workingDirectory);
  return directory === APP_DIRECTORY ? [] : [block(undefined, workdir(directory))];
}

/** A directory that is already there stays one when a volume is mounted over it. */
export function temporaryBlocks({ temporary }: PythonPlan): Block[] {
  const linked = temporary.filter(({ target }) => target !== undefined);
  const replaced = linked.filter(({ replaces }) => replaces).map(({ path }) => path);
  const made = temporary.filter(({ target, replaces }) => target === undefined && !replaces).map(({ path }) => path);
  return [
    ...(linked.length > 0 ? [block('The server writes there, and may lose it: only /tmp is writable.', run([
      ...(replaced.length > 0 ? [command('rm', '-r', ...replaced)] : []),
      ...linked.map(({ path, target = '/tmp' }) => command('ln', '-s', target, path)),
    ]))] : []),
    ...(made.length > 0 ? [block('Volumes are mounted there.', run([command('mkdir', ...made)]))] : []),
  ];
}

/** How the image runs: the Deployment states the same user, port and signal. */
export function runBlocks(plan: PythonPlan): Block[] {
  return [
    ...(plan.labels.length > 0 ? [block(undefined, label(plan.labels))] : []),
    block('Numbers, not names: Kubernetes checks that the user is not root without reading the image.', user(plan.uid, plan.gid)),
    block(undefined, expose(plan.port), stopSignal(plan.stopSignal ?? 'SIGTERM'), cmd(plan.command)),
  ];
}

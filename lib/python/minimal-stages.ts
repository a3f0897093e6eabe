import { BuiltAssets, environmentBlocks, placeBlocks, runBlocks, runtimeBlocks, sourceBlocks, temporaryBlocks } from './app-stage';
import { MINIMAL_ROOT, minimalRoot } from './minimal-root';
import { AppStep, PythonPlan } from './python-plan';
import { APP_DIRECTORY, VENV } from './virtualenv';
import { copy, env, execRun, workdir } from '../dockerfile/instruction';
import { Block, block, SCRATCH, Stage } from '../dockerfile/stage';

/** Two stages: one with a shell, which prepares what the other only receives. */
export function minimalStages(plan: PythonPlan, builder: Stage, assets: BuiltAssets | undefined): Stage[] {
  // links into /tmp need a shell; what needs none comes without the way round, which each change of the code would take
  const prepared = temporaryBlocks(plan);
  const runtime = new Stage('runtime', 'is the slim image with all that the app needs; the app receives that alone', { image: plan.base.appImage }, [
    ...runtimeBlocks(plan, builder),
    minimalRoot(builder, plan.base.appImage, plan.runtimePackages),
    ...(prepared.length > 0 ? [...sourceBlocks(assets), ...prepared] : []),
  ]);
  const received = block(undefined, copy({ fromStage: runtime, link: true, sources: [APP_DIRECTORY], destination: APP_DIRECTORY }));
  return [runtime, minimalAppStage(plan, builder, runtime, prepared.length > 0 ? [received] : sourceBlocks(assets))];
}

/** The production image: what the application is run by and nothing to run anything else with. */
function minimalAppStage(plan: PythonPlan, builder: Stage, runtime: Stage, sources: readonly Block[]): Stage {
  return new Stage('app', 'is the production image: Python, its libraries and the application; no shell, no package manager', SCRATCH, [
    block('An empty image has no variables: the programs are those of the virtualenv, and Python.', env(
      ['LANG', 'C.UTF-8'], ['PYTHONDONTWRITEBYTECODE', '1'], ['PYTHONFAULTHANDLER', '1'], ['PYTHONUNBUFFERED', '1'],
      ['PATH', `${VENV}/bin:/usr/local/bin:/usr/bin:/bin`],
    )),
    // before the linked layers: behind them it would lay them all over each other, for every change of the code
    block(undefined, workdir(APP_DIRECTORY)),
    block('Everything belongs to root, so the app cannot change itself.',
      copy({ fromStage: runtime, link: true, sources: [MINIMAL_ROOT], destination: '/' }),
      copy({ fromStage: builder, link: true, sources: [VENV], destination: VENV })),
    ...sources,
    ...environmentBlocks(plan),
    ...placeBlocks(plan),
    ...plan.appSteps.map((step) => block(step.comment, execRun(withoutShell(step)))),
    ...runBlocks(plan),
  ]);
}

/** In the exec form nothing sets a variable, so `env` does, as in the shell's `NAME=value program`. */
function withoutShell({ environment, command }: AppStep): string[] {
  return environment.length === 0 ? [...command] : ['env', ...environment.map(([name, value]) => `${name}=${value}`), ...command];
}

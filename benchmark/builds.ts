import { Builder, run } from './builder';
import { AppCase, Contender } from './contenders';
import { Project } from './project';
import { Recorder } from './recorder';

/** A step that installs what the application depends on. */
const INSTALLS = /\bRUN\b.*(?:\bpip\b|\buv\b|-m venv|apt-get)/;

/** Pulls the bases, so that no timed build does. */
export function warmUp(images: readonly string[]): void {
  for (const image of images) {
    run('sh', ['-c', 'printf \'FROM %s\\nRUN true\\n\' "$1" | docker buildx build --builder benchmark --quiet --output type=cacheonly -', 'sh', image]);
  }
}

/** Two builds of what is pushed, each with nothing in any cache: how many different images that makes. */
export async function compareDigests(app: AppCase, contender: Contender, builder: Builder, recorder: Recorder): Promise<void> {
  const project = new Project(app, contender);
  const digest = () => recorder.attempt(app.name, contender.name, () => {
    project.reset();
    builder.emptyCacheMounts();
    return project.release().digest;
  });
  recorder.add('digests', app.name, contender.name, new Set([await digest(), await digest()]).size);
}

/** One round of one contender: a cold build, the same again, one line of code changed, one dependency changed. */
export async function buildRound(
  app: AppCase, contender: Contender, steps: readonly string[], builder: Builder, recorder: Recorder,
): Promise<string> {
  const project = new Project(app, contender);
  const timed = async (measure: string, prepare: () => void, noCache = false) => recorder.attempt(app.name, contender.name, () => {
    prepare();
    const before = builder.cpu;
    const built = project.build({ noCache });
    recorder.add(`${measure}-wall`, app.name, contender.name, built.wall);
    recorder.add(`${measure}-cpu`, app.name, contender.name, builder.cpu - before);
    return built;
  });
  const cold = await timed('cold', () => {
    project.reset();
    builder.emptyCacheMounts();
  }, true);
  if (steps.includes('unchanged')) await timed('unchanged', () => undefined);
  if (steps.includes('code')) {
    const { ran } = await timed('code', () => project.changeCode());
    recorder.add('code-installs', app.name, contender.name, ran.filter((step) => INSTALLS.test(step)).length);
  }
  if (steps.includes('dependency')) await timed('dependency', () => project.changeDependency());
  return cold.digest;
}

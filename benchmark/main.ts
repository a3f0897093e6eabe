import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { Builder, run, useTools, WORK } from './builder';
import { buildRound, compareDigests, warmUp } from './builds';
import { AppCase, APPS, Contender, CONTENDERS } from './contenders';
import { hash } from './hashing';
import { loadImage, start, weigh } from './images';
import { GROUPS, MEASURES } from './measures';
import { Recorder } from './recorder';
import { judge, load, merge, save } from './results-file';
import { synth } from './synthesis';
import { printed } from './table';

const USAGE = `Usage: npm run bench -- [OPTION]...
  --only MEASURE       of ${GROUPS.join(', ')}; can be repeated, as the next two can
  --app APP            of ${APPS.map(({ name }) => name).join(', ')}
  --contender NAME     of ${CONTENDERS.map(({ name }) => name).join(', ')}
  --rounds N           timed builds of each contender (default: by contender, 1 to 3)
  --starts N           timed starts of each image (default: 5)
What is measured takes the place of the same rows in benchmark/results.json; the others are kept.
  --print              only prints what the file holds
`;

/** What one contender builds, and which of its builds are timed. */
interface Case {
  readonly app: AppCase;
  readonly contender: Contender;
  readonly steps: readonly string[];
}

async function main(): Promise<number> {
  const { values: given } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      app: { type: 'string', multiple: true, default: [] },
      contender: { type: 'string', multiple: true, default: [] },
      rounds: { type: 'string' },
      starts: { type: 'string', default: '5' },
      print: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const names = (all: ReadonlyArray<{ readonly name: string }>) => all.map(({ name }) => name);
  const unknown = [...outside(given.only, GROUPS), ...outside(given.app, names(APPS)), ...outside(given.contender, names(CONTENDERS))];
  if (given.help || unknown.length > 0) {
    process.stderr.write(`${unknown.map((word) => `there is no '${word}'\n`).join('')}${USAGE}`);
    return given.help ? 0 : 2;
  }
  if (given.print) {
    process.stdout.write(printed(load()));
    return 0;
  }
  const chosen = (words: readonly string[], name: string) => words.length === 0 || words.includes(name);
  const groups = GROUPS.filter((group) => chosen(given.only, group));
  const recorder = new Recorder((measure) => groups.includes(MEASURES.find(({ name }) => name === measure)?.group ?? ''));
  const images: { [name: string]: string[] } = {};
  const finish = () => {
    const results = merge(load(), recorder.samples, { images, versions: versions(), machine: machine() });
    save(results);
    return results;
  };

  useTools();
  const builder = await Builder.start();
  try {
    run('node', ['-e', 'require(process.argv[1]).installLibrary(process.argv[2])', path.join(__dirname, '../scripts/installed-library'), WORK]);
    fs.copyFileSync(path.join(__dirname, 'ours.js'), path.join(WORK, 'ours.js'));
    // a process of its own for the whole run: these need neither an application nor a contender
    if (given.app.length + given.contender.length === 0) {
      if (groups.includes('synth')) synth(recorder);
      if (groups.includes('hash')) hash(recorder);
      finish();
    }
    const has = offered();
    const contenders = CONTENDERS.filter(({ name, needs = [] }) => {
      const missing = needs.filter((option) => !has.includes(option));
      if (missing.length > 0) process.stderr.write(`${name} is left out: the library has no option ${missing.join(', ')}\n`);
      return chosen(given.contender, name) && missing.length === 0;
    });
    const builds = groups.filter((group) => !['synth', 'hash'].includes(group));
    const cases: Case[] = builds.length === 0 ? [] : APPS.filter(({ name }) => chosen(given.app, name)).flatMap((app) => contenders
      .filter(({ name }) => app.only === undefined || app.only.contenders.includes(name))
      .map((contender) => ({ app, contender, steps: builds.filter((step) => app.only === undefined || app.only.measures.includes(step)) })))
      .filter(({ steps }) => steps.length > 0);
    if (cases.length > 0) warmUp(['python:3.11-bookworm', 'python:3.11-slim-bookworm']);

    const roundsOf = ({ app, contender }: Case) => Number(given.rounds ?? (app.only ? 1 : contender.rounds));
    const timed = cases.filter(({ steps }) => steps.some((step) => step !== 'digest'));
    for (let round = 1; timed.some((each) => roundsOf(each) >= round); round++) {
      // a round of everybody, then the next: a slow minute of the machine hits all alike
      for (const each of timed.filter((some) => roundsOf(some) >= round)) {
        const { app, contender, steps } = each;
        process.stderr.write(`round ${round}: ${app.name}, ${contender.name}\n`);
        const digest = await buildRound(app, contender, steps, builder, recorder);
        const name = `${app.name}, ${contender.name}`;
        images[name] = [...(images[name] ?? []), digest];
      }
      finish();
    }
    for (const { app, contender } of cases.filter(({ steps }) => steps.includes('digest'))
      .filter((each) => ['ours', 'article'].includes(each.contender.name))) {
      process.stderr.write(`two builds: ${app.name}, ${contender.name}\n`);
      await compareDigests(app, contender, builder, recorder);
    }
    if (builds.some((group) => ['size', 'start'].includes(group))) {
      const weighed = cases.filter(({ steps }) => steps.some((step) => ['size', 'start'].includes(step)));
      await engineMeasures(weighed, recorder, builds.includes('start') ? Number(given.starts) : 0);
    }
  } finally {
    await builder.stop();
    finish();
  }
  const results = load();
  process.stdout.write(printed(results));
  return judge(results).every(({ holds, got }) => holds || got === undefined) ? 0 : 1;
}

/** What the engine tells of the images; it forgets them afterwards. */
async function engineMeasures(cases: readonly Case[], recorder: Recorder, starts: number): Promise<void> {
  const loaded: Array<Case & { readonly image: string }> = [];
  try {
    for (const each of cases) {
      const { app, contender } = each;
      process.stderr.write(`loading ${app.name}, ${contender.name}\n`);
      const image = await recorder.attempt(app.name, contender.name, () => loadImage(app, contender));
      loaded.push({ ...each, image });
      weigh(app, contender, image, recorder);
    }
    for (let i = 0; starts > 0 && i <= starts; i++) {
      for (const { app, contender, image } of loaded) {
        // the first start reads the image from the disk, and is not counted
        await start(app, contender, image, i === 0 ? new Recorder(() => false) : recorder);
      }
    }
  } finally {
    loaded.forEach(({ image }) => run('docker', ['rmi', '--force', image]));
  }
}

/** The options that the installed library has. */
function offered(): string[] {
  interface Assembly { readonly types: { readonly [name: string]: { readonly properties?: ReadonlyArray<{ readonly name: string }> } } }
  const assembly = JSON.parse(fs.readFileSync(path.join(__dirname, '../.jsii'), 'utf8')) as Assembly;
  return (assembly.types['cdk8s-python-venv.PythonVenvBuildProps'].properties ?? []).map(({ name }) => name);
}

function versions(): { [name: string]: string } {
  return {
    library: run('git', ['-C', __dirname, 'describe', '--always', '--dirty']).trim(),
    engine: run('docker', ['version', '--format', '{{.Server.Version}}']).trim(),
    buildx: run('docker', ['buildx', 'version']).trim().split(' ')[1],
    buildkit: run('buildkitd', ['--version']).trim().split(' ')[2],
    node: process.version,
    ...Object.fromEntries(['python:3.11-bookworm', 'python:3.11-slim-bookworm'].map((image) => [image, run('docker', ['image', 'inspect', '--format', '{{.Id}}', image]).trim()])),
  };
}

function machine(): { [name: string]: string | number } {
  return { processor: os.cpus()[0].model, processors: os.cpus().length, memory: `${Math.round(os.totalmem() / 1e9)} GB`, kernel: os.release() };
}

function outside(words: readonly string[], names: readonly string[]): string[] {
  return words.filter((word) => !names.includes(word));
}

main().then((code) => { process.exitCode = code; }, (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

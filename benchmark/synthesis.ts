import * as fs from 'node:fs';
import * as path from 'node:path';
import { run, WORK } from './builder';
import { Recorder } from './recorder';

const NUMBERS = [1, 10, 100, 1000];
const REPEATS = 3;
/** Of one run; what takes longer is recorded as this. */
const LIMIT_SECONDS = 300;
const FOLDER = path.join(WORK, 'synth');

/** Synth of many images in one App, against the same objects by cdk8s-plus alone; without the time to load the modules. */
export function synth(recorder: Recorder): void {
  const contexts = Array.from({ length: Math.max(...NUMBERS) }, (_, i) => makeContext(`contexts/${i}`));
  fs.copyFileSync(path.join(__dirname, 'synth-program.js'), path.join(WORK, 'synth-program.js'));
  assertSameObjects(contexts[0]);
  for (const number of NUMBERS) {
    for (let i = 0; i < (number < 1000 ? REPEATS : 1); i++) {
      process.stderr.write(`synth of ${number} images\n`);
      for (const [contender, kind, used] of [
        ['plain', 'plain', []],
        ['ours, one context', 'ours', contexts.slice(0, 1)],
        ['ours, a context of 20 files each', 'ours', contexts.slice(0, number)],
      ] as const) {
        recorder.add('synth-cpu', `${number} images`, contender, cpu(kind, number, used));
      }
    }
  }
  fs.rmSync(FOLDER, { recursive: true });
}

function cpu(kind: string, number: number, contexts: readonly string[]): number {
  const start = Date.now();
  try {
    return Number(program(kind, number, contexts).split(' ')[1]);
  } catch (error) {
    if (Date.now() - start < LIMIT_SECONDS * 1000) throw error;
    process.stderr.write(`synth of ${number} images (${kind}) took more than ${LIMIT_SECONDS} s\n`);
    return LIMIT_SECONDS;
  }
}

function program(kind: string, number: number, contexts: readonly string[]): string {
  return run('node', [path.join(WORK, 'synth-program.js'), kind, String(number), ...contexts], { cwd: FOLDER, timeout: LIMIT_SECONDS * 1000 });
}

/** Twenty files, as a small service has them. */
function makeContext(name: string): string {
  const folder = path.join(FOLDER, name);
  fs.cpSync(path.join(__dirname, 'apps/small'), folder, { recursive: true });
  for (let i = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length; i < 20; i++) {
    fs.writeFileSync(path.join(folder, `module_${i}.py`), `"""Module ${i} of ${name}."""\n\n\ndef answer() -> int:\n    return ${i}\n`);
  }
  return name;
}

/** Without this a ratio would say nothing. */
function assertSameObjects(context: string): void {
  program('plain', 1, []);
  program('ours', 1, [context]);
  const [plain, ours] = ['plain', 'ours'].map((kind) => fs.readFileSync(path.join(FOLDER, `dist-${kind}/app0.k8s.yaml`), 'utf8').replace(/c[0-9a-f]{19}/g, 'TAG'));
  if (plain !== ours) throw new Error(`plain cdk8s-plus does not make the objects of the library; mend synth-program.js:\n${plain}\n---- ours\n${ours}`);
}

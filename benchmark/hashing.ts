import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { run, WORK } from './builder';
import { Recorder } from './recorder';

const REPEATS = 3;

/** A large context, and one of many files, against `tar | sha256sum`; both from the page cache. */
export function hash(recorder: Recorder): void {
  for (const [app, folders, files, bytes] of [['1 GB', 1, 10, 100_000_000], ['100000 files', 100, 1000, 1000]] as const) {
    process.stderr.write(`hashing ${app}\n`);
    const folder = path.join(WORK, 'hash');
    fs.cpSync(path.join(__dirname, 'apps/small'), path.join(folder, 'context'), { recursive: true });
    fs.copyFileSync(path.join(__dirname, 'hash-program.js'), path.join(WORK, 'hash-program.js'));
    const content = randomBytes(bytes);
    for (let i = 0; i < folders; i++) {
      fs.mkdirSync(path.join(folder, 'context/data', String(i)), { recursive: true });
      for (let j = 0; j < files; j++) {
        content.writeUInt32LE(i * files + j);
        fs.writeFileSync(path.join(folder, 'context/data', String(i), `${j}.bin`), content);
      }
    }
    tar(folder); // whatever comes first would have to read the disk
    for (let i = 0; i < REPEATS; i++) {
      for (const [contender, [wall, cpu]] of [['tar', tar(folder)], ['ours', ours(folder)]] as const) {
        recorder.add('hash-wall', app, contender, wall);
        recorder.add('hash-cpu', app, contender, cpu);
      }
    }
    fs.rmSync(folder, { recursive: true });
  }
}

function ours(folder: string): [number, number] {
  const [wall, cpu] = run('node', [path.join(WORK, 'hash-program.js')], { cwd: folder }).trim().split(' ').map(Number);
  return [wall, cpu];
}

/** Wall seconds, and the CPU seconds of both programs as the shell counts them. */
function tar(folder: string): [number, number] {
  const start = process.hrtime.bigint();
  const output = run('bash', ['-c', 'tar -cf - context | sha256sum >/dev/null; times'], { cwd: folder });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  const children = output.trim().split('\n')[1].split(' ');
  return [wall, children.reduce((sum, time) => sum + Number(/([\d.]+)s$/.exec(time)?.[1]) + 60 * Number(/^(\d+)m/.exec(time)?.[1]), 0)];
}

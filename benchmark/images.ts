import { spawn } from 'node:child_process';
import * as http from 'node:http';
import * as net from 'node:net';
import { run } from './builder';
import { AppCase, Contender } from './contenders';
import { cpuOf, groupOf } from './cpu';
import { Project } from './project';
import { Recorder } from './recorder';

/** Debian packages and Python distributions, counted by the image's own Python: some images have no shell. */
const COUNT = `
import os
from pathlib import Path
packages = sum(line.startswith("Package: ") for name in ("/var/lib/dpkg/status", *Path("/var/lib/dpkg/status.d").glob("*")) if Path(name).is_file() for line in open(name))
distributions = sum(name.endswith(".dist-info") for folder, names, _ in os.walk("/") if not folder.startswith(("/proc", "/sys")) for name in names)
print(packages, distributions)`;

/** Gives the engine the image of a fresh checkout, as the rounds have built it. */
export function loadImage(app: AppCase, contender: Contender): string {
  const project = new Project(app, contender);
  project.reset();
  project.load();
  return project.image;
}

/** Bytes of all layers, unpacked, as `docker history` tells them. */
export function imageSize(image: string): number {
  return run('docker', ['history', '--human=false', '--format', '{{.Size}}', image]).trim().split('\n').reduce((sum, size) => sum + Number(size), 0);
}

export function weigh(app: AppCase, contender: Contender, image: string, recorder: Recorder): void {
  const size = imageSize(image);
  recorder.add('size', app.name, contender.name, size / 1e6);
  recorder.add('above-base', app.name, contender.name, (size - (contender.base ? imageSize(contender.base) : 0)) / 1e6);
  const [packages, distributions] = run('docker', ['run', '--rm', '--user', '0', '--entrypoint', 'python', image, '-c', COUNT]).trim().split(' ').map(Number);
  recorder.add('debian-packages', app.name, contender.name, packages);
  recorder.add('python-distributions', app.name, contender.name, distributions);
}

/** Starts a container and asks until it answers 200: seconds since the start, and what the container used of the CPU. */
export async function start(app: AppCase, contender: Contender, image: string, recorder: Recorder): Promise<void> {
  const port = await freePort();
  const id = run('docker', ['create', '--publish', `127.0.0.1:${port}:8000`, image]).trim();
  try {
    const begin = process.hrtime.bigint();
    const started = new Promise<void>((resolve, reject) => {
      spawn('docker', ['start', id], { stdio: 'ignore' }).on('close', (code) => code === 0 ? resolve() : reject(new Error(`${image} does not start`)));
    });
    const answered = firstAnswer(port);
    await started;
    if (!await answered) throw new Error(`${image} gave no 200 within 60 s:\n${run('sh', ['-c', `docker logs ${id} 2>&1 | tail -n 20`])}`);
    const wall = Number(process.hrtime.bigint() - begin) / 1e9;
    const cpu = cpuOf(groupOf(Number(run('docker', ['inspect', '--format', '{{.State.Pid}}', id]).trim())));
    recorder.add('start-wall', app.name, contender.name, wall);
    recorder.add('start-cpu', app.name, contender.name, cpu);
  } finally {
    run('docker', ['rm', '--force', id]);
  }
}

async function firstAnswer(port: number): Promise<boolean> {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (await get(port).catch(() => 0) === 200) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}

function get(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', port, agent: false, timeout: 5000 }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('timeout', () => request.destroy(new Error('timeout'))).on('error', reject);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')));
    });
  });
}

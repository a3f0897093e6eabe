import { ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import * as http from 'node:http';
import { describeWithDocker } from './docker';
import { describeUnless } from '../../support/describe-unless';

/** The names of the stand-ins, as options of LocalDevelopment take them. */
export const POSTGRES = 'local/postgres:1';
export const REDIS = 'local/redis:1';

/** The lines that the cluster's services begin with, so that an engine makes the layer once. */
const SERVICES = `FROM debian:trixie-slim
RUN apt-get update && \\
    apt-get install -y --no-install-recommends postgresql redis-server && \\
    rm -rf /var/lib/apt/lists/* && \\
    useradd --uid 10001 --home-dir /tmp services
ENV PATH=/usr/lib/postgresql/17/bin:$PATH
USER 10001:10001
WORKDIR /tmp
`;

/** Takes the variables of the official image. */
const START = `
printenv POSTGRES_PASSWORD >password
[ -d data ] || initdb --pgdata=data --username=$POSTGRES_USER --pwfile=password --auth=scram-sha-256
echo 'host all all all scram-sha-256' >>data/pg_hba.conf
echo "CREATE DATABASE $POSTGRES_DB" | postgres --single -D data postgres
exec postgres -D data -k /tmp -c 'listen_addresses=*'`;

/** Stand-ins for the images of PostgreSQL and Redis, where no image registry has them. */
export function makeServices(): void {
  const build = (tag: string, command: readonly string[]) => execFileSync('docker', ['build', '--quiet', '--tag', tag, '-'], {
    input: `${SERVICES}CMD ${JSON.stringify(command)}\n`, stdio: ['pipe', 'ignore', 'pipe'],
  });
  build(POSTGRES, ['sh', '-ec', START]);
  build(REDIS, ['redis-server', '--save', '', '--protected-mode', 'no']);
}

/** A suite that needs Docker Compose beside the engine. */
export function describeWithCompose(name: string, suite: () => void): void {
  if (process.env.COMPOSE) return describeWithDocker(name, suite);
  describeUnless('COMPOSE is not set: export COMPOSE="$(test/tools/compose.sh)"', 'COMPOSE', name, suite);
}

/** What synth wrote for developers in a directory, run as its first lines say. */
export class Compose {
  private watching?: ChildProcess;
  private log = '';

  constructor(private readonly folder: string) {}

  /** Runs a command to its end; what it says. */
  public run(...words: string[]): string {
    const { status, stdout } = spawnSync(`${process.env.COMPOSE} ${words.join(' ')} 2>&1`, { cwd: this.folder, encoding: 'utf8', shell: '/bin/sh' });
    if (status !== 0) throw new Error(`docker compose ${words.join(' ')} failed with ${status}:\n${stdout}`);
    return stdout;
  }

  /** `docker compose watch`, until it says that it watches. */
  public async watch(): Promise<void> {
    const child = spawn(process.env.COMPOSE ?? '', ['watch'], { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    this.watching = child;
    [child.stdout, child.stderr].forEach((stream) => stream.on('data', (part) => { this.log += String(part); }));
    await this.until(() => Promise.resolve(/Watch enabled/i.test(this.log)), 300);
  }

  /** The body of a GET that is answered with 200 and has a text in it, waiting for it. */
  public async answer(url: string, text: string): Promise<string> {
    let last = '';
    await this.until(async () => {
      last = await get(url).catch((error) => String(error));
      return last.includes(text);
    }, 60, () => last);
    return last;
  }

  /** Stops and removes everything. */
  public down(): void {
    this.watching?.kill('SIGINT');
    spawnSync(process.env.COMPOSE ?? '', ['down', '--volumes', '--rmi', 'local', '--timeout', '2'], { cwd: this.folder, stdio: 'ignore' });
  }

  private async until(holds: () => Promise<boolean>, seconds: number, last: () => string = () => ''): Promise<void> {
    for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    throw new Error(`waited ${seconds} s; ${last()}\n${this.log}`);
  }
}

function get(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false, timeout: 5000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => { text += part; });
      response.on('end', () => response.statusCode === 200 ? resolve(text) : reject(new Error(`${response.statusCode} ${text.slice(0, 300)}`)));
    });
    request.on('timeout', () => request.destroy(new Error('timeout'))).on('error', reject);
  });
}

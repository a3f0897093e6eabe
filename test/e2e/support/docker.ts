import { execFileSync, spawnSync } from 'node:child_process';
import * as http from 'node:http';
import { describeUnless } from '../../support/describe-unless';

/** A suite that needs a Docker engine: without one it is skipped with a printed reason, and fails in CI. */
export function describeWithDocker(name: string, suite: () => void): void {
  const { status } = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { stdio: 'ignore' });
  const reason = status === 0 ? undefined : 'no Docker engine answers "docker version"; start one: test/tools/engine.sh up';
  describeUnless(reason, 'a Docker engine', name, suite);
}

/** The output of a docker command; its error output is in the error when it fails. */
export function docker(...words: string[]): string {
  return execFileSync('docker', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1e9 }).trim();
}

/** Runs a printed command as it is, in the directory where synth ran: what BuildKit says on the way, or in the error. */
export function runPrinted(command: string, cwd: string): string {
  const options = { cwd, encoding: 'utf8', shell: '/bin/sh', maxBuffer: 1e9, env: { ...process.env, BUILDKIT_PROGRESS: 'plain' } } as const;
  const { status, stdout } = spawnSync(`${command} 2>&1`, options);
  if (status !== 0) throw new Error(`${command} failed with ${status}:\n${stdout}`);
  return stdout;
}

/** Bytes of all layers, unpacked, as `docker history` tells them. */
export function imageSize(image: string): number {
  return docker('history', '--human=false', '--format', '{{.Size}}', image).split('\n').reduce((sum, size) => sum + Number(size), 0);
}

/** A shell line inside an image, as root: its exit code and what it printed. */
export function inImage(image: string, line: string): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('docker', ['run', '--rm', '--user', '0', '--entrypoint', 'sh', image, '-c', line], { encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}`.trim() };
}

/** What a server answered. */
export interface Answer {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly text: string;
}

/** Node 20's fetch never settles when a port that Docker publishes closes the connection, so this is done by hand. */
function httpGet(url: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false, timeout: 5000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => { text += part; });
      response.on('end', () => resolve({ status: response.statusCode, type: response.headers['content-type'], text }));
    });
    request.on('timeout', () => request.destroy(new Error('timeout'))).on('error', reject);
  });
}

/** A container under the conditions of Pod Security "restricted", as the manifests ask for them. */
export class RestrictedContainer {
  private readonly id: string;
  private readonly address: string;

  constructor(private readonly image: string, port = 8000, environment: { readonly [name: string]: string } = {}) {
    this.id = docker('run', '--detach', '--user', '10001:10001', '--read-only', '--tmpfs', '/tmp', '--cap-drop', 'ALL',
      '--security-opt', 'no-new-privileges', '--publish', `127.0.0.1::${port}`,
      ...Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]), image);
    this.address = docker('port', this.id, String(port)).split('\n')[0];
  }

  /** The answer to a GET, waiting for the server to listen. */
  public async get(path: string): Promise<Answer> {
    for (let i = 0; i < 150; i++) {
      const answer = await httpGet(`http://${this.address}${path}`).catch(() => undefined);
      if (answer) return answer;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`${this.image} does not answer: ${spawnSync('sh', ['-c', `docker logs ${this.id} 2>&1`], { encoding: 'utf8' }).stdout}`);
  }

  /** Sends the image's stop signal, as the kubelet does: the exit code, and whether it came within 5 s. */
  public stop(): { exitCode: number; within5s: boolean } {
    const start = Date.now();
    docker('stop', '--timeout', '20', this.id);
    return { exitCode: Number(docker('inspect', '--format', '{{.State.ExitCode}}', this.id)), within5s: Date.now() - start < 5000 };
  }

  public exec(...words: string[]): string {
    return docker('exec', this.id, ...words);
  }

  public remove(): void {
    docker('rm', '--force', this.id);
  }
}

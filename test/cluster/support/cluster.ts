import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { describeUnless } from '../../support/describe-unless';

const UP = 'test/tools/kubernetes.sh up full && eval "$(test/tools/kubernetes.sh env)"';

/** Why no cluster can be asked here, if so. */
function missing(extent: 'api' | 'node'): string | undefined {
  if (process.platform !== 'linux') return 'the cluster of the tests runs on Linux only';
  if (process.getuid?.() !== 0) return 'only root can enter the cluster\'s network';
  if (!process.env.NODE_NETWORK) return `NODE_NETWORK is not set: ${UP}`;
  if (!succeeds('kubectl', 'get', '--raw', '/readyz')) return `no API server answers: ${UP}`;
  if (extent === 'api') return undefined;
  if (!succeeds('kubectl', 'get', 'node', 'node')) return `the API server has no node: ${UP}`;
  return succeeds('docker', 'version') ? undefined : 'no Docker engine answers "docker version": test/tools/engine.sh up';
}

function succeeds(program: string, ...words: string[]): boolean {
  return spawnSync(program, words, { stdio: 'ignore' }).status === 0;
}

/**
 * A suite that needs an API server, or a whole node and an engine: without them it is skipped with a printed reason, and fails in CI.
 */
export function describeWithCluster(extent: 'api' | 'node', name: string, suite: () => void): void {
  describeUnless(missing(extent), extent === 'api' ? 'an API server' : 'a node', name, suite);
}

/** What a command printed, and its exit code. */
export interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A namespace in which Pod Security "restricted" is enforced, audited and warned about. */
export class RestrictedNamespace {
  private readonly name: string;

  /** @param purpose the name begins with it; the rest is new each time, as one of before may still be ending */
  constructor(purpose: string) {
    const name = this.name = `${purpose}-${randomBytes(3).toString('hex')}`;
    const labels = Object.fromEntries(['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted']));
    const created = this.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }]);
    if (created.status !== 0) throw new Error(created.stderr);
    // without it no Pod is admitted
    waitFor(`the service account of ${name}`, () => this.try('get', 'serviceaccount', 'default').status === 0);
  }

  /** Applies manifests as a user does, unknown fields refused by the server. */
  public apply(manifests: string | readonly object[]): Result {
    const input = typeof manifests === 'string' ? manifests : manifests.map((manifest) => JSON.stringify(manifest)).join('\n---\n');
    return run(['--namespace', this.name, 'apply', '--validate=strict', '-f', '-'], input);
  }

  /** The output of a kubectl command in the namespace; its error output is in the error when it fails. */
  public kubectl(...words: string[]): string {
    return execFileSync('kubectl', ['--namespace', this.name, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }

  /** A kubectl command that may fail. */
  public try(...words: string[]): Result {
    return run(['--namespace', this.name, ...words]);
  }

  /** What kubectl gets, as objects. */
  public get(...words: string[]): any[] {
    return JSON.parse(this.kubectl('get', ...words, '--output', 'json')).items;
  }

  public remove(): void {
    this.try('delete', 'namespace', this.name, '--wait=false');
  }
}

function run(words: readonly string[], input?: string): Result {
  const { status, stdout, stderr } = spawnSync('kubectl', words, { encoding: 'utf8', input });
  return { status, stdout, stderr };
}

/** Asks four times a second, a minute at most unless said otherwise. */
export function waitFor(what: string, holds: () => boolean, seconds = 60): void {
  const end = Date.now() + seconds * 1000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
  }
}

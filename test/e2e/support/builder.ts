import { ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A BuildKit daemon of one test's own, with nothing in its cache, that may be killed. */
export class Builder {
  public readonly name = `test-${randomBytes(4).toString('hex')}`;
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'builder.'));
  private readonly address = `unix://${this.folder}/socket`;
  private daemon: ChildProcess | undefined;

  constructor() {
    const registry = process.env.REGISTRY ?? '';
    fs.writeFileSync(`${this.folder}/config.toml`, [
      `root = "${this.folder}/data"`, '[grpc]', `address = ["${this.address}"]`, '[worker.containerd]', 'enabled = false', '[worker.oci]', 'networkMode = "host"',
      '[registry."docker.io"]', `mirrors = ["${registry}"]`, `[registry."${registry}"]`, 'http = true', '',
    ].join('\n'));
    this.start();
    execFileSync('docker', ['buildx', 'create', '--name', this.name, '--driver', 'remote', this.address], { stdio: 'ignore' });
  }

  public start(): void {
    this.daemon = spawn('buildkitd', ['--config', `${this.folder}/config.toml`], { stdio: 'ignore' });
    for (let i = 0; spawnSync('buildctl', ['--addr', this.address, 'debug', 'workers'], { stdio: 'ignore' }).status !== 0; i++) {
      if (i === 100) throw new Error('buildkitd does not come up');
      execFileSync('sleep', ['0.2']);
    }
  }

  /** As a node that goes away does. */
  public async kill(): Promise<void> {
    const ended = new Promise((resolve) => { this.daemon?.once('exit', resolve); });
    this.daemon?.kill('SIGKILL');
    await ended;
  }

  public async remove(): Promise<void> {
    spawnSync('docker', ['buildx', 'rm', this.name], { stdio: 'ignore' });
    const ended = new Promise((resolve) => { this.daemon?.once('exit', resolve); });
    this.daemon?.kill('SIGTERM');
    await ended;
    // what a killed daemon had mounted stays mounted
    const mounts = fs.readFileSync('/proc/mounts', 'utf8').split('\n').map((line) => line.split(' ')[1]).filter((mount) => mount?.startsWith(`${this.folder}/`));
    mounts.reverse().forEach((mount) => execFileSync('umount', ['--lazy', mount]));
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The test's registry, and the builder that the tests share. */
export function services(): { readonly registry: string; readonly builder: string } {
  const { REGISTRY: registry, BUILDER_OWN: builder } = process.env;
  if (!registry || !builder) throw new Error('REGISTRY and BUILDER_OWN are not set: eval "$(test/tools/buildkit.sh env)"');
  return { registry, builder };
}

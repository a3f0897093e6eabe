import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { cpuOf, makeGroup, removeGroup } from './cpu';

const TOOLS = path.join(__dirname, '../test/tools');
const GROUP = '/cdk8s-python-venv-benchmark';
/** Below the cache folder of the tools, for a builder's files need a real file system; removed at the end. */
export const WORK = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'cdk8s-python-venv/run/benchmark');

const PID = path.join(WORK, 'pid');

/** What a program printed; its error output is in the error when it fails. */
export function run(program: string, words: readonly string[], options: { readonly cwd?: string; readonly timeout?: number } = {}): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, { encoding: 'utf8', maxBuffer: 1e9, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} failed with ${status}:\n${stderr.slice(-4000)}`);
  return stdout;
}

/** The tools' variables become those of this process: docker, buildx and buildkitd are found by them. */
export function useTools(): void {
  const variables = run('bash', ['-c', `eval "$(bash '${TOOLS}/buildkit.sh' env)"; env -0`]).split('\0');
  variables.map((line) => /^([^=]+)=([^]*)$/.exec(line)).forEach((match) => {
    if (match) process.env[match[1]] = match[2];
  });
  for (const [script, up] of [['engine.sh', 'engine.sh up'], ['buildkit.sh', 'buildkit.sh up']]) {
    if (spawnSync('bash', [path.join(TOOLS, script), 'status'], { stdio: 'ignore' }).status === 0) continue;
    throw new Error(`the benchmark needs a Docker engine, BuildKit and base images; start them: test/tools/${up} (test/tools/README.md)`);
  }
}

/** A buildkitd of the benchmark's own, in a control group of its own: nobody else's work is in its cache or its CPU time. */
export class Builder {
  public static async start(): Promise<Builder> {
    await endLeftOver();
    fs.rmSync(WORK, { recursive: true, force: true, maxRetries: 3 });
    fs.mkdirSync(WORK, { recursive: true });
    const socket = `unix://${WORK}/socket`;
    const registry = process.env.REGISTRY ?? '';
    fs.writeFileSync(path.join(WORK, 'config.toml'), [
      `root = "${WORK}/data"`,
      '[grpc]', `  address = ["${socket}"]`,
      '[worker.containerd]', '  enabled = false',
      '[worker.oci]', '  snapshotter = "overlayfs"', '  networkMode = "host"', `  defaultCgroupParent = "${GROUP}"`,
      '  gc = true', '  maxUsedSpace = "16GB"', '  reservedSpace = "8GB"',
      '[registry."docker.io"]', `  mirrors = ["${registry}"]`,
      `[registry."${registry}"]`, '  http = true', '',
    ].join('\n'));
    const log = fs.openSync(path.join(WORK, 'log'), 'w');
    const daemon = spawn('sh', ['-c', 'echo $$ > "$1" && exec buildkitd --config "$2"', 'sh', makeGroup(GROUP), path.join(WORK, 'config.toml')],
      { stdio: ['ignore', log, log], detached: true });
    fs.writeFileSync(PID, String(daemon.pid));
    const builder = new Builder(daemon.pid ?? 0, socket);
    for (let i = 0; i < 100; i++) {
      if (spawnSync('buildctl', ['--addr', socket, 'debug', 'workers'], { stdio: 'ignore' }).status === 0) {
        process.env.BUILDX_CONFIG = path.join(WORK, 'buildx');
        run('docker', ['buildx', 'create', '--name', 'benchmark', '--driver', 'remote', socket]);
        return builder;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await builder.stop();
    throw new Error(`buildkitd did not come up: ${path.join(WORK, 'log')}`);
  }

  private constructor(private readonly pid: number, private readonly socket: string) {}

  /** CPU seconds of the daemon and of all RUNs so far. */
  public get cpu(): number {
    return cpuOf(GROUP);
  }

  /** A cold build finds no file of an earlier one in its cache mounts. */
  public emptyCacheMounts(): void {
    run('buildctl', ['--addr', this.socket, 'prune', '--all', '--filter', 'type==exec.cachemount']);
  }

  public async stop(): Promise<void> {
    await end(this.pid);
    fs.rmSync(WORK, { recursive: true, force: true, maxRetries: 3 });
    removeGroup(GROUP);
  }
}

async function end(pid: number): Promise<void> {
  try {
    process.kill(pid);
    for (let i = 0; i < 100 && fs.existsSync(`/proc/${pid}`); i++) await new Promise((resolve) => setTimeout(resolve, 200));
  } catch {
    // it is gone
  }
}

/** The daemon of a run that was killed; its pid may be anybody's by now. */
async function endLeftOver(): Promise<void> {
  const pid = fs.existsSync(PID) ? Number(fs.readFileSync(PID, 'utf8')) : 0;
  if (pid > 0 && fs.existsSync(`/proc/${pid}/cmdline`) && fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(path.join(WORK, 'config.toml'))) await end(pid);
}

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { run, WORK } from './builder';
import { AppCase, Contender } from './contenders';

/** What a build told of itself. */
export interface Built {
  readonly wall: number;
  readonly digest: string;
  /** Names of the steps that were run, not taken from the cache. */
  readonly ran: readonly string[];
}

/** One application with the files of one contender, in a folder of its own beside the installed library. */
export class Project {
  public readonly image: string;
  private readonly folder: string;
  private readonly app: string;

  constructor(private readonly appCase: AppCase, private readonly contender: Contender) {
    this.image = `benchmark/${appCase.name}:${contender.name}`;
    this.folder = path.join(WORK, 'projects', appCase.name, contender.name);
    this.app = path.join(this.folder, 'app');
  }

  /** The application as it is in the repository, as a fresh checkout would be. */
  public reset(): void {
    fs.rmSync(this.app, { recursive: true, force: true });
    fs.cpSync(path.join(__dirname, 'apps', this.appCase.folder), this.app, { recursive: true });
    this.requirements(path.join(__dirname, 'apps', this.appCase.folder, 'requirements.txt'), '');
    this.write();
  }

  public changeCode(): void {
    fs.appendFileSync(path.join(this.app, this.appCase.source), `# changed ${process.hrtime.bigint()}\n`);
    this.write();
  }

  /** @param the comment makes it a file that no earlier round has installed */
  public changeDependency(): void {
    this.requirements(path.join(__dirname, 'apps', `${this.appCase.folder}.changed.txt`), `# changed ${process.hrtime.bigint()}\n`);
    this.write();
  }

  public build(options: { readonly noCache?: boolean } = {}): Built {
    return this.buildx('type=image,push=false', options.noCache ? ['--no-cache'] : []);
  }

  /** As it is pushed: ours with the times of a release. */
  public release(): Built {
    if (!this.contender.ours) return this.build({ noCache: true });
    return this.buildx('type=image,push=false,rewrite-timestamp=true', ['--no-cache', '--set', '*.args.SOURCE_DATE_EPOCH=315532800']);
  }

  /** Gives the image to the engine, under its name. */
  public load(): void {
    this.buildx('type=docker', []);
  }

  private requirements(from: string, tail: string): void {
    fs.writeFileSync(path.join(this.app, 'requirements.txt'), `${this.appCase.requirementsHead ?? ''}${fs.readFileSync(from, 'utf8')}${tail}`);
  }

  /** Ours are written anew, as synth is run before each build. */
  private write(): void {
    if (this.contender.ours) run('node', [path.join(WORK, 'ours.js'), this.contender.name, ...this.appCase.command], { cwd: this.folder });
  }

  private buildx(output: string, more: readonly string[]): Built {
    const metadata = path.join(this.folder, 'metadata.json');
    const common = ['--builder', 'benchmark', '--provenance=false', '--progress=rawjson', '--metadata-file', metadata, ...more];
    const words = this.contender.ours
      ? ['bake', ...common, '-f', 'dist/images/docker-bake.hcl', '--set', `*.output=${output}`, '--set', `*.tags=${this.image}`]
      : ['build', ...common, '--output', output, '--tag', this.image, '--file', path.join(__dirname, 'contenders', this.appCase.name, `${this.contender.name}.Dockerfile`), 'app'];
    const start = process.hrtime.bigint();
    const { status, stderr } = spawnSync('docker', ['buildx', ...words], { cwd: this.folder, encoding: 'utf8', maxBuffer: 1e9, stdio: ['ignore', 'ignore', 'pipe'] });
    const wall = Number(process.hrtime.bigint() - start) / 1e9;
    if (status !== 0) throw new Error(`${this.image}: docker buildx ${words.join(' ')} failed with ${status}:\n${readable(stderr)}`);
    return { wall, digest: digestIn(fs.readFileSync(metadata, 'utf8')), ran: ran(stderr) };
  }
}

interface Vertex { readonly digest: string; readonly name: string; readonly cached?: boolean; readonly completed?: string }
interface Status { readonly vertexes?: readonly Vertex[]; readonly logs?: ReadonlyArray<{ readonly data: string }> }

function statuses(progress: string): Status[] {
  return progress.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Status);
}

function ran(progress: string): string[] {
  const last = new Map(statuses(progress).flatMap(({ vertexes = [] }) => vertexes).map((vertex) => [vertex.digest, vertex]));
  return [...last.values()].filter(({ cached, completed }) => completed !== undefined && cached !== true).map(({ name }) => name);
}

function readable(progress: string): string {
  const logs = statuses(progress).flatMap(({ logs: each = [] }) => each.map(({ data }) => Buffer.from(data, 'base64').toString()));
  const rest = progress.split('\n').filter((line) => !line.startsWith('{'));
  return [...logs, ...rest].join('').slice(-3000);
}

/** `build` tells it at the top, `bake` below the target. */
function digestIn(text: string): string {
  return /"containerimage\.digest": "(sha256:[0-9a-f]+)"/.exec(text)?.[1] ?? '';
}

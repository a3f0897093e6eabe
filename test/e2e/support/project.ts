import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

const EXAMPLES = path.join(__dirname, '../../../examples');

/** What an example's `web` says after synth. */
export interface Synthesized {
  readonly warnings: ReadonlyArray<{ readonly code: string; readonly message: string }>;
  readonly findings: ReadonlyArray<{ readonly subject: string; readonly value: string }>;
  readonly image: string;
  readonly repository: string;
  readonly tag: string;
  readonly bakeCommand: string;
  readonly dockerBuildCommand: string;
  readonly singleStageDockerfile: string;
  readonly ignoreFile: string;
}

/** An infrastructure repository of its own, beside the installed library. */
export class Project {
  public readonly folder: string;

  /** @param files beside those of the example: text by path; a text starting with `#!` is executable */
  constructor(example: string | undefined, files: { readonly [path: string]: string } = {}) {
    if (!process.env.E2E_HOME) throw new Error('run these tests with npm run test:e2e');
    this.folder = fs.mkdtempSync(path.join(process.env.E2E_HOME, 'project-'));
    if (example) fs.cpSync(path.join(EXAMPLES, example), this.folder, { recursive: true });
    Object.entries(files).forEach(([name, text]) => this.write(name, text));
  }

  public write(name: string, text: string): void {
    const file = path.join(this.folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text, { mode: text.startsWith('#!') ? 0o755 : 0o644 });
  }

  /** @param below the directory of main.ts, where synth runs */
  public synth(below = '.'): Synthesized {
    const program = path.join(__dirname, 'synth.js');
    return JSON.parse(execFileSync(process.execPath, [program], { cwd: path.join(this.folder, below), encoding: 'utf8' }));
  }

  /** Builds the single-stage image of the same definition, for comparison. */
  public singleStage(of: Synthesized): { command: string; image: string } {
    this.write('single-stage/Dockerfile', of.singleStageDockerfile);
    this.write('single-stage/Dockerfile.dockerignore', of.ignoreFile);
    const image = `${of.repository}:single-stage`;
    return { command: `docker build -f single-stage/Dockerfile -t ${image} app`, image };
  }
}

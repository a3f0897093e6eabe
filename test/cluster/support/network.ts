import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import * as path from 'node:path';

/** Words that run a program inside the network of Pods and Services. */
export function inside(...words: string[]): string[] {
  return [`--net=${process.env.NODE_NETWORK}`, '--', ...words];
}

/** What a server in the cluster answers to a GET: its status, 0 when it does not, and text. */
export function get(url: string): { status: number; text: string } {
  const { stdout: output } = spawnSync('nsenter', inside('curl', '--silent', '--max-time', '10', '--write-out', '\n%{http_code}', url), { encoding: 'utf8' });
  const end = output.lastIndexOf('\n');
  return { status: Number(output.slice(end + 1)), text: output.slice(0, end) };
}

/** What came of a load. */
export interface LoadResult {
  readonly sent: number;
  readonly answered: number;
  /** Milliseconds of the slowest answer. */
  readonly longest: number;
  readonly failures: string[];
}

/** Requests at a steady rate from inside the cluster's network, until they are stopped, for ten minutes at most. */
export class Load {
  private readonly process: ChildProcess;
  private readonly result: Promise<LoadResult>;

  /**
   * @param paths asked in turn
   * @param host the name that the server wants to be called by
   */
  constructor(base: string, perSecond: number, paths: readonly string[], host = new URL(base).host) {
    const program = path.join(__dirname, 'load.js');
    this.process = spawn('nsenter', inside(process.execPath, program, base, host, String(perSecond), '600', ...paths), { stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    this.process.stdout?.setEncoding('utf8').on('data', (part) => { output += part; });
    this.result = new Promise((resolve, reject) => {
      this.process.on('error', reject).on('close', (code) => code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`the load ended with ${code}`)));
    });
  }

  /** Sends no more, and waits for the answers that are still to come. */
  public stop(): Promise<LoadResult> {
    this.process.stdin?.end();
    return this.result;
  }
}

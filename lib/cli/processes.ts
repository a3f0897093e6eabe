import { ChildProcess, spawn } from 'child_process';
import { Readable } from 'stream';
import { EXIT, MissingProgram } from './command';

const running = new Set<ChildProcess>();
let stopped: number | undefined;

/** What a program said, and its exit code. */
export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program's output, byte by byte. */
export interface Stream {
  readonly stdout: Readable;
  /** Settles when the program ended. */
  readonly ended: Promise<Omit<Answer, 'stdout'>>;
}

/** Calls `exit` when the process is told to stop: at once, or after the programs that it started ended. */
export function onSignals(exit: (code: number) => void): void {
  const stop = (signal: NodeJS.Signals, code: number) => process.on(signal, () => {
    stopped = code;
    if (running.size === 0) return exit(code);
    running.forEach((child) => { child.once('close', () => exit(code)).kill(signal); });
  });
  stop('SIGINT', EXIT.interrupted);
  stop('SIGTERM', EXIT.terminated);
}

/** Runs a program in the user's sight: its progress, its questions and its errors are its own. */
export async function runInSight(program: string, words: readonly string[], cwd?: string): Promise<number> {
  const child = started(spawn(program, words, { stdio: 'inherit', cwd }));
  return (await ended(child, program)).code;
}

/** Runs a program to its end for what it says. */
export async function ask(program: string, words: readonly string[], cwd?: string): Promise<Answer> {
  const { stdout, ended: end } = openStream(program, words, cwd);
  const parts: Buffer[] = [];
  stdout.on('data', (part: Buffer) => parts.push(part));
  return { ...await end, stdout: Buffer.concat(parts).toString('utf8') };
}

/** Starts a program whose output is too long to be kept. */
export function openStream(program: string, words: readonly string[], cwd?: string): Stream {
  const child = started(spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], cwd }));
  const end = ended(child, program);
  end.catch(() => undefined); // it is looked at when the output has been read
  return { stdout: child.stdout as Readable, ended: end };
}

function started<T extends ChildProcess>(child: T): T {
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

function ended(child: ChildProcess, program: string): Promise<Omit<Answer, 'stdout'>> {
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => { stderr += part; });
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      running.delete(child);
      reject(error.code === 'ENOENT' || error.code === 'EACCES' ? new MissingProgram(`no program '${program}' is found`) : error);
    });
    child.once('close', (code) => resolve({ code: stopped ?? code ?? EXIT.problems, stderr }));
  });
}

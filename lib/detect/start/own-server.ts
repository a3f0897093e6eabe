import { AppIndex } from './app-index';
import { Candidate } from './candidate';
import { listOf } from './describe';
import { Installed } from './installed';
import { fromContext, Known, runFile, scriptApps, SelfRun } from './self-run';

/** A start by the application's own code, and what keeps it from being heard. */
export interface OwnStart {
  readonly command: readonly string[];
  readonly root: string;
  readonly environment: { readonly [name: string]: string };
  readonly file: string;
  readonly line: number;
  readonly what: string;
  /** Whether it ends itself at SIGTERM; undefined where its program tells. */
  readonly handlesTerm?: boolean;
  readonly problem?: string;
}

/** Sanic's program, which takes an application as others do. */
export function sanicStart(candidate: Candidate, port: number): string[] {
  return ['sanic', `${candidate.module}:${candidate.attribute}`, ...(candidate.isFactory ? ['--factory'] : []), '--host=0.0.0.0', `--port=${port}`];
}

/** What a parameter is called that takes the words of a command line. */
const ARGUMENTS = /^(?:_\w*|argv|args?|arguments|cli_args|params)$/;

/** aiohttp's program calls a function with the arguments that are left; one that wants something else is called by the application. */
export function aiohttpStart(candidate: Candidate, port: number): string[] | undefined {
  if (!candidate.isFactory || candidate.required.length !== 1 || !ARGUMENTS.test(candidate.required[0])) return undefined;
  return ['python', '-m', 'aiohttp.web', '--hostname=0.0.0.0', `--port=${port}`, `${candidate.module}:${candidate.attribute}`];
}

/** A file that serves by itself: where it listens has to be what the image says, by its code or by a variable. */
export function selfStart(index: AppIndex, run: SelfRun, port: number): OwnStart {
  const { words, root } = runFile(index, run.file);
  const environment: { [name: string]: string } = {};
  const problems: string[] = [];
  const at = `${run.file}:${run.line}`;
  if (run.framework === 'Gradio' && isDefault(run.host, '127.0.0.1')) environment.GRADIO_SERVER_NAME = '0.0.0.0';
  else setOrAsk(run.host, '0.0.0.0', (value) => ['0.0.0.0', '::', '', '[::]'].includes(value), environment, () => problems.push(`${at} listens on ${show(run.host)}, where only the container itself can connect; listen on 0.0.0.0, or pass command: […]`));
  if (run.framework === 'Gradio' && isDefault(run.port, '7860')) {environment.GRADIO_SERVER_PORT = String(port);} else {
    setOrAsk(run.port, String(port), (value) => value === String(port), environment, () => problems.push(run.port.kind === 'literal'
      ? `${at} listens on port ${run.port.value}, and the image's port is ${port}; pass port: ${run.port.value}, or let it read a variable: int(os.environ['PORT'])`
      : `${at} listens on a port that only running it would tell; pass command: ${listOf(fromContext(run.file, words, root))} with what makes it listen on 0.0.0.0:${port}`));
  }
  return { command: words, root, environment, file: run.file, line: run.line, what: run.framework, handlesTerm: handlesTerm(index, run), ...(problems.length > 0 ? { problem: problems.join('; and ') } : {}) };
}

/** Servers that set no handler of SIGTERM when they are called. */
const DEAF = new Set(['Bottle', 'Gradio', 'Tornado', 'waitress']);

function handlesTerm(index: AppIndex, run: SelfRun): boolean {
  return !DEAF.has(run.framework) || /\bSIGTERM\b/.test(index.text(run.file));
}

function isDefault(known: Known, value: string): boolean {
  return known.kind === 'literal' && known.value === value;
}

function show(known: Known): string {
  return known.kind === 'literal' ? known.value : 'an address that only running it would tell';
}

function setOrAsk(known: Known, wanted: string, fits: (value: string) => boolean, environment: { [name: string]: string }, ask: () => void): void {
  if (known.kind === 'variable') {
    if (known.fallback === undefined || !fits(known.fallback)) environment[known.name] = wanted;
  } else if (known.kind === 'unknown' || !fits(known.value)) {
    ask();
  }
}

/** Streamlit, Chainlit or Panel, whose program runs a script. */
export function scriptStart(index: AppIndex, installed: Installed, port: number, named: string | undefined): OwnStart | undefined {
  const apps = scriptApps(index).filter(({ program }) => installed.has(program) || installed.isUnknown);
  const app = apps.find(({ file }) => file === named) ?? apps[0];
  if (!app) return undefined;
  const { program, file, line } = app;
  const base = { root: '.', file, line };
  if (program === 'streamlit') {
    return { ...base, what: 'Streamlit', command: ['streamlit', 'run', file, '--server.address=0.0.0.0', `--server.port=${port}`, '--server.headless=true', '--server.fileWatcherType=none', '--browser.gatherUsageStats=false'], environment: {} };
  }
  if (program === 'chainlit') return { ...base, what: 'Chainlit', command: ['chainlit', 'run', file, '--host=0.0.0.0', `--port=${port}`, '--headless'], environment: {} };
  return { ...base, what: 'Panel', command: ['panel', 'serve', file, '--address=0.0.0.0', `--port=${port}`, '--allow-websocket-origin=*'], environment: {} };
}

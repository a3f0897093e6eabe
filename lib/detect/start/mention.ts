import { posix } from 'path';
import { baseName, ShellCommand } from '../../syntax/shell-words';

/** Programs that run a file of the application, which then is the server. */
export type RunnerName = 'python' | 'streamlit' | 'chainlit' | 'panel' | 'sanic';

/** The servers that the library can start. */
export type ServerName = 'gunicorn' | 'uvicorn' | 'hypercorn' | 'daphne' | 'granian' | 'waitress' | 'uwsgi';

/** A line of the application's own files that starts a server: evidence, never copied as it is. */
export interface Mention {
  readonly server: ServerName | RunnerName;
  /** The words of the command, the program first. */
  readonly words: readonly string[];
  /** `shop.wsgi`, `shop.wsgi:app`, `shop:create_app()`, or the file that runs; empty when a file of the server says it. */
  readonly target: string;
  readonly isFactory: boolean;
  /** Options by their long name, in order. */
  readonly options: ReadonlyArray<readonly [string, string]>;
  /** Variables set for the command. */
  readonly environment: ReadonlyArray<readonly [string, string]>;
  /** Where it runs, relative to the context, as far as it says so. */
  readonly directory: string;
  readonly file: string;
  readonly line: number;
  /** How much it counts: a Procfile more than a script. */
  readonly weight: number;
}

/** Where a command was found. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly weight: number;
  readonly directory: string;
}

const PROGRAMS: { readonly [name: string]: ServerName } = {
  'gunicorn': 'gunicorn',
  'uvicorn': 'uvicorn',
  'hypercorn': 'hypercorn',
  'daphne': 'daphne',
  'granian': 'granian',
  'waitress-serve': 'waitress',
  'waitress': 'waitress',
  'uwsgi': 'uwsgi',
};

/** Short options of servers, by their long names. */
const SHORT: { readonly [server: string]: { readonly [short: string]: string } } = {
  gunicorn: { '-b': '--bind', '-c': '--config', '-k': '--worker-class', '-w': '--workers', '-t': '--timeout', '-n': '--name', '-u': '--user', '-g': '--group', '-D': '--daemon', '-p': '--pid', '-e': '--env', '-R': '--enable-stdio-inheritance', '-m': '--umask', '--error-logfile': '--error-logfile', '--access-log': '--access-logfile', '--log-file': '--error-logfile' },
  hypercorn: { '-b': '--bind', '-k': '--worker-class', '-w': '--workers', '-c': '--config', '-p': '--pid', '-g': '--group', '-u': '--user', '-m': '--umask' },
  daphne: { '-b': '--bind', '-p': '--port', '-u': '--unix-socket', '-t': '--http-timeout', '-v': '--verbosity', '-e': '--endpoint' },
  granian: {},
  uvicorn: {},
  waitress: {},
  uwsgi: { '-w': '--module', '-p': '--processes', '--wsgi': '--module', '--workers': '--processes', '-H': '--virtualenv', '-s': '--socket', '-M': '--master', '-T': '--enable-threads', '--ini-paste': '--paste' },
};

/** Options that stand alone; the word after any other one is its value. */
const FLAGS = /^--(?:preload|reload|no-sendfile|reuse-port|enable-stdio-inheritance|daemon|capture-output|factory|call|no-access-log|access-log|proxy-headers|no-proxy-headers|server-header|no-server-header|date-header|no-date-header|use-colors|no-use-colors|debug|master|die-on-term|need-app|enable-threads|lazy-apps|vacuum|single-interpreter|thunder-lock|no-control-socket|respawn-failed-workers|ws|no-ws|insecure|check-config|no-expose-tracebacks|expose-tracebacks|no-access-logs|spew|statsd-disabled|strict|log|no-log)$/;

/** The mention in a command; undefined when it starts no server. */
export function mentionOf(command: ShellCommand, place: Place): Mention | undefined {
  const words = [...command.words];
  let program = baseName(words[0] ?? '');
  // a script of the application's own that starts what follows it: `bin/start-nginx gunicorn …`
  if (words[0]?.includes('/') && !Object.hasOwn(PROGRAMS, program) && !/^python/.test(program) && (Object.hasOwn(PROGRAMS, words[1] ?? '') || /^python[\d.]*$/.test(words[1] ?? ''))) {
    words.shift();
    program = words[0];
  }
  if (/^python[\d.]*$/.test(program)) {
    while (words.length > 1 && /^-[A-Za-z]+$/.test(words[1]) && !/m$/.test(words[1])) words.splice(1, 1);
    if (/^-[A-Za-z]*m$/.test(words[1] ?? '') && Object.hasOwn(PROGRAMS, words[2] ?? '')) {
      words.splice(0, 2);
      program = words[0];
    }
  }
  const base = { environment: command.assignments, directory: place.directory, file: place.file, line: place.line, weight: place.weight };
  if (program === 'fastapi' && words[1] === 'run') return { ...base, server: 'uvicorn', words, ...fastapiRun(words) };
  if (program === 'sanic' && words[1] && !words[1].startsWith('-')) return { ...base, server: 'sanic', words, target: words[1], isFactory: words.includes('--factory'), options: [] };
  const runner = runs(program, words);
  if (runner) return { ...base, ...runner, words, isFactory: false, options: [] };
  if (!Object.hasOwn(PROGRAMS, program)) return undefined;
  const server = PROGRAMS[program];
  const { options, plain } = readOptions(server, words.slice(1));
  const target = targetOf(server, options, plain);
  const isFactory = options.some(([name]) => name === '--factory' || name === '--call') || /\(.*\)$/.test(target);
  return { ...base, server, words, options, target, isFactory };
}

/** `python app.py`, `python -m shop`, `streamlit run app.py`. */
function runs(program: string, words: readonly string[]): Pick<Mention, 'server' | 'target'> | undefined {
  const file = words.slice(1).find((word) => /\.py$/.test(word));
  const path = file === undefined ? '' : posix.normalize(file);
  if (/^python[\d.]*$/.test(program)) {
    const at = words.findIndex((word) => /^-[A-Za-z]*m$/.test(word));
    if (at > 0 && words[at + 1]) return { server: 'python', target: words[at + 1] };
    return file !== undefined && !/(?:^|\/)manage\.py$/.test(file) && words.indexOf(file) <= 2 ? { server: 'python', target: path } : undefined;
  }
  if ((program === 'streamlit' || program === 'chainlit') && words[1] === 'run' && file) return { server: program, target: path };
  return program === 'panel' && words[1] === 'serve' && file ? { server: 'panel', target: path } : undefined;
}

function targetOf(server: ServerName, options: ReadonlyArray<readonly [string, string]>, plain: readonly string[]): string {
  const option = (name: string) => options.find(([given]) => given === name)?.[1];
  if (server !== 'uwsgi') return plain.find((word) => /^[A-Za-z_][\w.]*(?::[\w.]+(?:\(.*\))?)?$/.test(word) && !/\.(?:py|ini|conf|toml)$/.test(word)) ?? '';
  const callable = option('--callable');
  const file = option('--wsgi-file') ?? option('--file');
  const module = option('--module') ?? file?.replace(/^\.\//, '').replace(/\.py$/, '').replace(/\//g, '.') ?? '';
  return module !== '' && callable !== undefined && !module.includes(':') ? `${module}:${callable}` : module;
}

function readOptions(server: ServerName, words: readonly string[]): { options: Array<readonly [string, string]>; plain: string[] } {
  const options: Array<readonly [string, string]> = [];
  const plain: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const [, short, joined] = /^(-[A-Za-z])([^-].*)$/.exec(word) ?? [];
    const [, long, value] = /^(--[\w-]+)=([^]*)$/.exec(word) ?? [];
    const name = SHORT[server][short ?? long ?? word] ?? short ?? long ?? word;
    if (!word.startsWith('-') || word === '-') {
      plain.push(word);
    } else if (long !== undefined) {
      options.push([name, value]);
    } else if (short !== undefined && Object.hasOwn(SHORT[server], short)) {
      options.push([name, joined]);
    } else if (FLAGS.test(name) || name === '-W' || i + 1 >= words.length || (words[i + 1].startsWith('-') && words[i + 1] !== '-')) {
      options.push([name, '']);
    } else {
      options.push([name, words[++i]]);
    }
  }
  return { options, plain };
}

/** `fastapi run app/main.py --app api`; without a file it looks for one itself, and so does the library. */
function fastapiRun(words: readonly string[]): Pick<Mention, 'target' | 'isFactory' | 'options'> {
  const { options, plain } = readOptions('uvicorn', words.slice(2));
  const app = options.find(([name]) => name === '--app')?.[1] ?? 'app';
  const entry = options.find(([name]) => name === '--entrypoint' || name === '-e')?.[1];
  const file = plain.find((word) => word.endsWith('.py'));
  const target = entry ?? (file === undefined ? '' : `${posix.normalize(file).replace(/\.py$/, '').replace(/\//g, '.')}:${app}`);
  return { target, isFactory: false, options: options.filter(([name]) => name !== '--app' && name !== '--entrypoint') };
}

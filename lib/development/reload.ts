import { posix } from 'path';
import type { DevelopmentFacts } from '../detect/detect-development';

/** How a server is started so that it notices changes. */
export interface Reloading {
  readonly command: readonly string[];
  /** Whether it starts anew by itself when a source changes; else something else has to do it. */
  readonly reloads: boolean;
}

/** What a server of production is told and a developer's is not: time to finish, processes that are replaced, several of them. */
const PRODUCTION_ONLY = /^--(?:graceful-timeout|timeout-graceful-shutdown|workers-kill-timeout|max-requests|max-requests-jitter|limit-max-requests|preload|workers|no-control-socket)(?:=|$)/;

/** The production command with what makes it reload, or the framework's own server for development. */
export function reloading(command: readonly string[], facts: DevelopmentFacts, workingDirectory: string, port: number): Reloading {
  const [program] = command;
  const words = withoutProductionOnly(command);
  switch (program) {
    case 'gunicorn': return gunicorn(words, facts, workingDirectory, port);
    case 'uvicorn': case 'hypercorn': return { command: [...words, '--reload'], reloads: true };
    case 'granian': return facts.packages.includes('watchfiles') ? { command: [...words, '--reload'], reloads: true } : { command, reloads: false };
    case 'sanic': return { command: [...words, '--auto-reload'], reloads: true };
    case 'uwsgi': return { command: [...words, '--py-autoreload=1'], reloads: true };
    case 'streamlit': return { command: [...words.filter((word) => !word.startsWith('--server.fileWatcherType')), '--server.runOnSave=true'], reloads: true };
    case 'fastapi': return { command: fastapi(words), reloads: true };
    case 'daphne': case 'waitress-serve': return djangoServer(facts, workingDirectory, port) ?? { command, reloads: false };
    default: return { command, reloads: false };
  }
}

function gunicorn(words: readonly string[], facts: DevelopmentFacts, workingDirectory: string, port: number): Reloading {
  const worker = words.some((word) => word.startsWith('--worker-class') || word === '-k');
  const target = words.slice(1).find((word) => /^[A-Za-z_][\w.]*(?::.+)?$/.test(word));
  const [own] = worker ? [] : [djangoServer(facts, workingDirectory, port)];
  if (own) return own;
  if (facts.framework === 'Flask' && !worker && target !== undefined) {
    const app = target.includes(':') ? target : `${target}:application`;
    return { command: ['flask', `--app=${app}`, 'run', '--debug', '--host=0.0.0.0', `--port=${port}`], reloads: true };
  }
  return { command: [...words, '--reload'], reloads: true };
}

/** @see https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver */
function djangoServer({ framework, manage }: DevelopmentFacts, workingDirectory: string, port: number): Reloading | undefined {
  if (framework === undefined || !framework.startsWith('Django') || manage === undefined) return undefined;
  return { command: ['python', posix.relative(workingDirectory, manage), 'runserver', `0.0.0.0:${port}`], reloads: true };
}

function fastapi(words: readonly string[]): string[] {
  const dev = words.map((word, i) => i === 1 && word === 'run' ? 'dev' : word);
  return dev.some((word) => word.startsWith('--host')) ? dev : [...dev, '--host=0.0.0.0'];
}

/** An option may have its value in the next word. */
function withoutProductionOnly(command: readonly string[]): string[] {
  return command.filter((word, i) => {
    const before = command[i - 1] ?? '';
    const isValue = PRODUCTION_ONLY.test(before) && !before.includes('=') && !/^--(?:preload|no-control-socket)$/.test(before) && !word.startsWith('-');
    return !PRODUCTION_ONLY.test(word) && !isValue;
  });
}

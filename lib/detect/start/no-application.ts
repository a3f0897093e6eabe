import { posix } from 'path';
import { AppIndex } from './app-index';
import { scriptOf } from './candidate';
import { listOf } from './describe';
import { Mention } from './mention';
import { fromContext, runFile } from './self-run';
import { Checkout } from '../../core/checkout';

/** Reflex, whose program compiles a front end with Node and runs two servers. */
export function reflexApp(index: AppIndex, port: number): string | undefined {
  const config = index.sources.find((file) => posix.basename(file) === 'rxconfig.py');
  if (config === undefined) return undefined;
  const command = ['reflex', 'run', '--env=prod', '--backend-only', '--backend-host=0.0.0.0', `--backend-port=${port}`];
  return `${config}: Reflex compiles its front end with Node, which the image does not have; serve what 'reflex export --frontend-only' writes `
    + `from elsewhere, and pass what starts the backend: command: ${listOf(command)}`;
}

/** Code that is in the checkout, and that the ignore rules keep out of every image. */
export function hiddenCode(index: AppIndex, checkout: Checkout | undefined): string | undefined {
  if (index.sources.length > 0 || checkout === undefined) return undefined;
  const isCode = (path: string) => path.endsWith('.py') && !/(?:^|\/)(?:setup|conftest|tasks|noxfile)\.py$/.test(path);
  const top = checkout.list('.');
  const file = top.find((path) => isCode(path) && !index.exists(path))
    ?? top.filter((name) => !name.startsWith('.') && !name.includes('.')).flatMap((name) => checkout.list(name).map((inner) => `${name}/${inner}`)).find((path) => isCode(path) && !index.exists(path));
  return file === undefined ? undefined : `the ignore rules keep all Python files from the build, ${file} among them; let them in with lines such as '!*.py' in .dockerignore`;
}

/** Programs that run before a server does, or beside it. */
const ONCE = /(?:^|[/_-])(?:migrat\w*|wait\w*|init\w*|create\w*|seed\w*|setup|download\w*|check\w*|pre_?start|load\w*|worker\w*|health\w*|test\w*)(?:[_.-]|$)/;
/** What describes an image or its processes; a script may be anybody's. */
const DEPLOYS = 60;

/** A program that the application's own files start. */
export interface Started {
  readonly mention: Mention;
  readonly script: string;
  /** As the props would have it, where the context is where it runs. */
  readonly words: readonly string[];
  /** What starts it on the image's port, where its own line says the port. */
  readonly command?: readonly string[];
  readonly root: string;
}

/** The program that an image or a Procfile starts, where the code does not tell what it serves. */
export function startedProgram(index: AppIndex, mentions: readonly Mention[], port: number): Started | undefined {
  for (const mention of mentions.filter(({ server, weight }) => server === 'python' && weight >= DEPLOYS)) {
    const script = scriptOf(index, mention);
    if (script === undefined || ONCE.test(script)) continue;
    const { words, root } = runFile(index, script);
    const rest = mention.words.slice(mention.words.findIndex((word) => posix.normalize(word) === mention.target) + 1);
    const moved = onPort(rest, port);
    return { mention, script, root, words: [...fromContext(script, words, root), ...rest], ...(moved ? { command: [...words, ...moved] } : {}) };
  }
  return undefined;
}

/** The question for one of which nobody knows where it listens. */
export function startedScript({ mention, script, words }: Started, port: number): string {
  return `${mention.file}:${mention.line} runs ${script}, and where that listens only running it would tell; pass command: ${listOf(words)} with what makes it listen on 0.0.0.0:${port}`;
}

/** The arguments with another port; undefined when they say none, or have what means something in another image alone. */
function onPort(given: readonly string[], port: number): string[] | undefined {
  const words = [...given];
  const at = words.findIndex((word, i) => /^--(?:\w+[-_])?port=\d+$/.test(word) || (/^(?:-p|--(?:\w+[-_])?port)$/.test(word) && /^\d+$/.test(words[i + 1] ?? '')));
  if (at < 0 || words.some((word) => /^\/|=\/|\$/.test(word))) return undefined;
  if (words[at].includes('=')) words[at] = words[at].replace(/\d+$/, String(port));
  else words[at + 1] = String(port);
  return words.map((word, i) => /^(?:127\.0\.0\.1|localhost)$/.test(word) && words[i - 1]?.startsWith('-') ? '0.0.0.0' : word.replace(/^(--(?:\w+[-_])?(?:host|address|ip|bind)=)(?:127\.0\.0\.1|localhost)$/, (_, option: string) => `${option}0.0.0.0`));
}

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

/** The program that the application's own files start, where its code does not tell what it serves, and where. */
export function startedScript(index: AppIndex, mentions: readonly Mention[], port: number): string | undefined {
  for (const mention of mentions.filter(({ server, weight }) => server === 'python' && weight >= DEPLOYS)) {
    const script = scriptOf(index, mention);
    if (script === undefined || ONCE.test(script)) continue;
    const { words, root } = runFile(index, script);
    return `${mention.file}:${mention.line} runs ${script}, and where that listens only running it would tell; `
      + `pass command: ${listOf(fromContext(script, words, root))} with what makes it listen on 0.0.0.0:${port}`;
  }
  return undefined;
}

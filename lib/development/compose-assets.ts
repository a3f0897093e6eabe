import { posix } from 'path';
import { buildOf, ComposeService } from './compose-file';
import { dotted, LocalImage } from './local-image';
import { Words } from './yaml-text';
import { composeText, shellWord } from '../dockerfile/quoting';

/** Where the service finds the developer's own directory. */
const CHECKOUT = '/mnt/app';

/**
 * The assets stage as a service: builds what the image's build builds, puts it where the server of the other service looks,
 * and does so again when a source changes. node_modules is in the stage, so its sources are sent there, not mounted over it.
 */
export function assetsService(local: LocalImage, name: string): ComposeService[] {
  const { assets } = local.development.plan;
  if (!assets) return [];
  const { context } = local;
  const inStage = (path: string) => posix.join('/app', path);
  const copies = assets.outputs.map((output) => {
    const [from, to] = [inStage(output), posix.join(CHECKOUT, output)];
    const isFile = posix.extname(output) !== '';
    return `mkdir -p ${shellWord(isFile ? posix.dirname(to) : to)} && cp -R ${shellWord(isFile ? from : `${from}/.`)} ${shellWord(to)} && chown -R --reference=${CHECKOUT} ${shellWord(to)}`;
  });
  const script = [assets.build.map(shellWord).join(' '), ...copies, 'exec sleep infinity'].join(' && ');
  const sources = [...assets.sourceDirectories, ...assets.sourceFiles];
  return [['The front end: built as for the image, and again when a source changes.', name, {
    build: buildOf(local, 'assets'),
    command: new Words(['sh', '-c', composeText(script)]),
    init: true,
    volumes: [{ type: 'bind', source: context, target: CHECKOUT }],
    develop: {
      watch: [
        ...sources.map((path) => ({ action: 'sync+restart', path: dotted(posix.join(context, path)), target: inStage(path), ...ignored(path, assets.outputs) })),
        ...assets.dependencyFiles.map((path) => ({ action: 'rebuild', path: dotted(posix.join(context, path)) })),
      ],
    },
  }]];
}

/** What the service itself writes below a source must not start it again. */
function ignored(source: string, outputs: readonly string[]): { readonly ignore?: string[] } {
  const below = (path: string) => source === '.' ? path : path.startsWith(`${source}/`) ? path.slice(source.length + 1) : undefined;
  const own = outputs.map(below).filter((path) => path !== undefined);
  const isTree = posix.extname(source) === '';
  return isTree && (own.length > 0 || source === '.') ? { ignore: [...own, '**/node_modules', '**/.git'] } : {};
}

import { posix } from 'path';
import { intersects, minVersion, validRange } from 'semver';
import { IAppFiles } from '../../core/app-files';
import { NodeVersion } from '../../node/node-version';
import { PackageJson } from '../../node/package-json';

/** A place that says which Node.js builds. */
interface Wish {
  readonly range: string;
  /** `.nvmrc:1 v22.3.0` */
  readonly says: string;
}

/** The version of Node.js, or why there is none. */
export interface FoundNode {
  readonly node: NodeVersion;
  readonly evidence: string;
  readonly problem?: string;
}

/** Names of long-term lines. */
const CODENAMES: { readonly [name: string]: string } = { dubnium: '10', erbium: '12', fermium: '14', gallium: '16', hydrogen: '18', iron: '20', jod: '22', krypton: '24' };
const DEFAULT = NodeVersion.V24;

/**
 * The version of Node.js that everything in the directory allows: the library's default where it fits, else the newest.
 *
 * @param packages the package.json of the front end and that of its workspace
 */
export function findNode(packages: readonly PackageJson[], files: IAppFiles): FoundNode {
  const wishes = [...packages.flatMap(packageWishes), ...fileWishes(packages[0].directory, files)];
  const unreadable = wishes.find(({ range }) => validRange(range, { loose: true }) === null);
  if (unreadable) return { node: DEFAULT, evidence: '', problem: `${unreadable.says} is no version of Node.js; correct it, or pass node: NodeVersion.V${DEFAULT.major} to NodeAssets` };
  const allows = (node: NodeVersion) => wishes.every(({ range }) => intersects(`^${node.major}.0.0`, range, { loose: true }));
  const all = [...NodeVersion._all].reverse();
  const node = allows(DEFAULT) ? DEFAULT : all.find(allows);
  const said = wishes.map(({ says }) => says).join(', ');
  if (node) return { node, evidence: wishes.length === 0 ? 'default: nothing in the directory asks for a version' : said };
  const alone = wishes.find(({ range }) => !all.some((one) => intersects(`^${one.major}.0.0`, range, { loose: true })));
  const known = NodeVersion._all.map(({ major }) => major).join(', ');
  return {
    node: DEFAULT,
    evidence: said,
    problem: alone ? `${alone.says} asks for a Node.js that is no long-term version with images of the supported Debian releases (${known}); change it, or pass node: NodeVersion.V${DEFAULT.major} to NodeAssets`
      : `${said} contradict each other; correct one, or pass node: NodeVersion.V${DEFAULT.major} to NodeAssets`,
  };
}

function packageWishes({ path, root }: PackageJson): Wish[] {
  return (['engines', 'volta'] as const).flatMap((key) => {
    const of: unknown = root[key];
    const range: unknown = typeof of === 'object' && of !== null ? Reflect.get(of, 'node') : undefined;
    return typeof range === 'string' ? [{ range, says: `${path} ${key}.node ${range}` }] : [];
  });
}

/** The nearest file of each kind, from the front end up to the context. */
function fileWishes(directory: string, files: IAppFiles): Wish[] {
  const folders = directory === '.' ? ['.'] : [...directory.split('/').map((_, i, all) => all.slice(0, all.length - i).join('/')), '.'];
  return ['.nvmrc', '.node-version', '.tool-versions'].flatMap((name) => {
    const path = folders.map((folder) => posix.join(folder, name)).find((candidate) => files.fileExists(candidate));
    if (path === undefined) return [];
    const lines = files.readFile(path).split('\n').map((line) => line.replace(/#.*$/, '').trim());
    const index = lines.findIndex((line) => name === '.tool-versions' ? /^node(?:js)?\s/.test(line) : line !== '');
    if (index === -1) return [];
    const word = name === '.tool-versions' ? lines[index].split(/\s+/)[1] ?? '' : lines[index];
    const range = readWord(word);
    return range === undefined ? [] : [{ range, says: `${path}:${index + 1} ${word}` }];
  });
}

/** `v22.3.0`, `lts/jod`, `lts/*`; undefined for any version. */
function readWord(word: string): string | undefined {
  if (/^(?:node|stable|latest|current|lts|lts\/\*|--lts)$/.test(word)) return undefined;
  const major = CODENAMES[/^lts\/(\w+)$/.exec(word)?.[1].toLowerCase() ?? ''];
  if (major !== undefined) return major;
  const version = minVersionOf(word.replace(/^(?:node-?)?v?/, ''));
  // official images are tagged by major version and carry the newest of it
  return version === undefined ? word : `^${version}.0.0`;
}

function minVersionOf(word: string): string | undefined {
  if (validRange(word) === null || !/^\d/.test(word)) return undefined;
  return String(minVersion(word)?.major ?? '') || undefined;
}

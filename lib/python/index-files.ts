import { parse } from 'toml';
import { IAppFiles } from '../core/app-files';
import { credentialInUrl } from '../core/url-credentials';

/** An index that a file of the application names. */
export interface DeclaredIndex {
  readonly url: string;
  readonly file: string;
  readonly line: number;
}

/** A variable that the installation must have, as a file says. */
export interface NeededVariable {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** What the application's files say of package indexes. */
export interface IndexFiles {
  readonly indexes: readonly DeclaredIndex[];
  readonly variables: readonly NeededVariable[];
  readonly problems: readonly string[];
}

/** Where an index may stand in a TOML file: tables in tables, the last one a list whose entries have a `url`. */
const TOML: { readonly [file: string]: readonly string[][] } = {
  'pyproject.toml': [['tool', 'uv', 'index'], ['tool', 'poetry', 'source'], ['tool', 'pdm', 'source']],
  'uv.toml': [['index']],
  'Pipfile': [['source']],
};

/** The single settings of uv, as pip spells them too. */
const UV_SETTINGS = ['index-url', 'extra-index-url', 'find-links'];
const INI = ['pip.conf', 'pip.ini'];

/**
 * Reads what the application's files say of package indexes. A file that is not what its name says has no index here:
 * the installer that uses it reports that.
 *
 * @param requirements the requirements files that are installed
 */
export function readIndexFiles(files: IAppFiles, requirements: readonly string[]): IndexFiles {
  const found = [
    ...Object.entries(TOML).filter(([name]) => files.fileExists(name)).flatMap(([name, places]) => inToml(name, files.readFile(name), places)),
    ...INI.filter((name) => files.fileExists(name)).flatMap((name) => inIni(name, files.readFile(name))),
    ...[...new Set(requirements)].filter((name) => files.fileExists(name)).flatMap((name) => inRequirements(name, files.readFile(name))),
  ];
  return {
    indexes: found,
    variables: found.flatMap(({ url, file, line }) => [...url.matchAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g)].map(([, name]) => ({ name, file, line }))),
    problems: found.flatMap(({ url, file, line }) => {
      const credential = credentialInUrl(url);
      return credential ? [`${file}:${line} has ${credential} in the URL of a package index, which would stay in a layer of the image; ${wayOut(url)}`] : [];
    }),
  };
}

/** The line to write instead, with the URL as it should be. */
function wayOut(url: string): string {
  const bare = url.replace(/(:\/\/)[^/\s]*@/, '$1');
  return `write '${bare}' there, and packageIndexes: [PackageIndex.besidePypi('${bare}', { username: '…', password: BuildSecret.fromEnvironment('PIP_PASSWORD') })]`;
}

function inToml(file: string, text: string, places: readonly string[][]): DeclaredIndex[] {
  const root = tomlOf(text);
  const lists = places.map((path) => path.reduce<unknown>((value, key) => field(value, key), root));
  const urls = lists.flatMap((list) => Array.isArray(list) ? list.map((entry) => field(entry, 'url')) : []);
  const uv = file === 'uv.toml' ? root : field(field(root, 'tool'), 'uv');
  const settings = [uv, field(uv, 'pip')].flatMap((table) => UV_SETTINGS.flatMap((name) => field(table, name)));
  return [...urls, ...settings].filter((url) => typeof url === 'string').map((url) => ({ url, file, line: lineOf(text, url) }));
}

/** pip.conf: one value behind `=`, or more on indented lines below it. */
function inIni(file: string, text: string): DeclaredIndex[] {
  let inside = false;
  return text.split(/\r\n|\r|\n/).flatMap((line, i) => {
    const [, key, value] = /^([A-Za-z][A-Za-z0-9_-]*)\s*[=:](.*)$/.exec(line) ?? [];
    if (key !== undefined) inside = UV_SETTINGS.includes(key.toLowerCase().replace(/_/g, '-'));
    else if (!/^\s/.test(line)) inside = false;
    if (!inside) return [];
    return (value ?? line).split(/\s+/).filter((word) => word.includes('://')).map((url) => ({ url, file, line: i + 1 }));
  });
}

/** URLs of a requirements file that name a variable, or an index: a literal credential is reported by its reader. */
function inRequirements(file: string, text: string): DeclaredIndex[] {
  return text.split(/\r\n|\r|\n/).flatMap((physical, i) => {
    const line = physical.replace(/(^|\s)#.*$/, '').trim();
    const option = /^(?:-i|-f|--index-url|--extra-index-url|--find-links|--pypi-url)[\s=]+["']?([^\s"']+)/.exec(line);
    const url = option ? option[1] : line.includes('${') ? line : undefined;
    return url === undefined ? [] : [{ url: option ? url : url.split(/\s/).find((word) => word.includes('${')) ?? '', file, line: i + 1 }];
  });
}

/** The first line that has the text, as it is or with its quotes escaped. */
function lineOf(text: string, part: string): number {
  const at = text.indexOf(part);
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}

function tomlOf(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return {};
  }
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { readonly [key: string]: unknown })[key] : undefined;
}

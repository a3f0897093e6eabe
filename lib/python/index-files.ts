import { readToml, Table, table } from './app-document';
import { IAppFiles } from '../core/app-files';
import { remembered } from '../core/remembered';
import { credentialInUrl } from '../core/url-credentials';

/** An index that a file of the application names. */
export interface DeclaredIndex {
  /** What asks it. */
  readonly tool: IndexTool;
  readonly url: string;
  readonly file: string;
  readonly line: number;
}

/** A tool with a way of its own to name an index. */
export type IndexTool = 'pip' | 'uv' | 'poetry' | 'pdm' | 'pipenv';

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
  /** Credentials that a file has. */
  readonly problems: ReadonlyArray<{ readonly file: string; readonly line: number; readonly text: string }>;
}

/** Where an index may stand in a TOML file: tables in tables, the last one a list whose entries have a `url`. */
const TOML: ReadonlyArray<readonly [file: string, tool: IndexTool, path: readonly string[]]> = [
  ['pyproject.toml', 'uv', ['tool', 'uv', 'index']],
  ['pyproject.toml', 'poetry', ['tool', 'poetry', 'source']],
  ['pyproject.toml', 'pdm', ['tool', 'pdm', 'source']],
  ['uv.toml', 'uv', ['index']],
  ['Pipfile', 'pipenv', ['source']],
];

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
    ...TOML.flatMap(([name, tool, path]) => inToml(files, name, tool, path)),
    ...INI.filter((name) => files.fileExists(name)).flatMap((name) => inIni(name, files.readFile(name))),
    ...[...new Set(requirements)].filter((file) => files.fileExists(file))
      .flatMap((file) => inRequirements(files.readFile(file)).map((index): DeclaredIndex => ({ ...index, file }))),
  ];
  return {
    indexes: found,
    variables: found.flatMap(({ url, file, line }) => [...url.matchAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g)].map(([, name]) => ({ name, file, line }))),
    // the reader of requirements says it of them
    problems: found.filter(({ file }) => !requirements.includes(file)).flatMap(({ url, file, line }) => {
      const credential = credentialInUrl(url);
      return credential ? [{ file, line, text: `has ${credential} in the URL of a package index, which would stay in a layer of the image; ${indexWayOut(url)}` }] : [];
    }),
  };
}

/** URLs of the indexes that a tool's own files name. */
export function declaredIndexes(files: IAppFiles, of: IndexTool): string[] {
  return readIndexFiles(files, []).indexes.filter(({ tool }) => tool === of).map(({ url }) => url);
}

/** What to write instead of an index with a credential in its URL. */
export function indexWayOut(url: string): string {
  const bare = url.replace(/(:\/\/)[^/\s]*@/, '$1');
  return `write '${bare}' there, and packageIndexes: [PackageIndex.besidePypi('${bare}', { username: '…', password: BuildSecret.fromEnvironment('PIP_PASSWORD') })]`;
}

function inToml(files: IAppFiles, file: string, tool: IndexTool, path: readonly string[]): DeclaredIndex[] {
  const root = files.fileExists(file) ? readToml(files, file, []) : undefined;
  if (!root) return [];
  const holder = path.slice(0, -1).reduce<Table>((value, key) => table(value[key]), root);
  const list = holder[path[path.length - 1]];
  const settings = tool === 'uv' ? [holder, table(holder.pip)].flatMap((of) => UV_SETTINGS.flatMap((name) => of[name])) : [];
  const text = files.readFile(file);
  return [...(Array.isArray(list) ? list.map((entry) => table(entry).url) : []), ...settings]
    .filter((url): url is string => typeof url === 'string').map((url) => ({ tool, url, file, line: lineOf(text, url) }));
}

/** pip.conf: one value behind `=`, or more on indented lines below it. */
function inIni(file: string, text: string): DeclaredIndex[] {
  let inside = false;
  return text.split(/\r\n|\r|\n/).flatMap((line, i) => {
    const [, key, value] = /^([A-Za-z][A-Za-z0-9_-]*)\s*[=:](.*)$/.exec(line) ?? [];
    if (key !== undefined) inside = UV_SETTINGS.includes(key.toLowerCase().replace(/_/g, '-'));
    else if (!/^\s/.test(line)) inside = false;
    if (!inside) return [];
    return (value ?? line).split(/\s+/).filter((word) => word.includes('://')).map((url) => ({ tool: 'pip', url, file, line: i + 1 }));
  });
}

/** URLs of a requirements file that name a variable, or an index: a literal credential is reported by its reader. */
const inRequirements = remembered((text): ReadonlyArray<Omit<DeclaredIndex, 'file'>> => text.split(/\r\n|\r|\n/).flatMap((physical, i) => {
  const line = physical.replace(/(^|\s)#.*$/, '').trim();
  const option = /^(?:-i|-f|--index-url|--extra-index-url|--find-links|--pypi-url)[\s=]+["']?([^\s"']+)/.exec(line);
  const url = option ? option[1] : line.includes('${') ? line : undefined;
  return url === undefined ? [] : [{ tool: 'pip', url: option ? url : url.split(/\s/).find((word) => word.includes('${')) ?? '', line: i + 1 }];
}));

/** The first line that has the text, as it is or with its quotes escaped. */
function lineOf(text: string, part: string): number {
  const at = text.indexOf(part);
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}

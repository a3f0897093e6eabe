import { posix } from 'path';
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { dockerfileBuilds } from './dockerfiles';
import { IAppFiles } from '../../core/app-files';
import { Checkout } from '../../core/checkout';

/** What is asked about a build. */
export interface ServedQuestion {
  readonly files: IAppFiles;
  readonly checkout: Checkout;
  /** The directory of package.json. */
  readonly directory: string;
  readonly outputs: readonly string[];
}

/** More files than this are not searched: an application that large says it elsewhere, too. */
const MOST_FILES = 3000;

/** Why it is the Python application that uses the output; undefined when nothing says so. */
export function whyServed(question: ServedQuestion): string | undefined {
  return byPlace(question) ?? byDockerfile(question) ?? byCode(question);
}

/** An output in a folder of static files or in a Python package was put there for it. */
function byPlace({ files, directory, outputs }: ServedQuestion): string | undefined {
  const home = foldersOf(directory).find((folder) => hasPython(folder, files));
  if (home !== undefined) return `${directory} lies in the Python package ${home}`;
  for (const output of outputs) {
    if (directory !== '.' && `${output}/`.startsWith(`${directory}/`)) continue;
    const folder = foldersOf(output).find((one) => hasPython(one, files));
    if (folder !== undefined) return `${output} lies in the Python package ${folder}`;
    if (output.split('/').some((name) => /^(?:static|staticfiles|templates|assets)$/.test(name))) return `${output} is a directory of static files`;
  }
  return undefined;
}

function foldersOf(path: string): string[] {
  const names = path === '.' ? [] : path.split('/');
  return names.map((_, i) => names.slice(0, names.length - i).join('/'));
}

function hasPython(folder: string, files: IAppFiles): boolean {
  return files.directoryExists(folder) && files.listDirectory(folder).some((name) => name.endsWith('.py'));
}

/** A Dockerfile of the application that runs the build, beside Python. */
function byDockerfile({ checkout, directory, outputs }: ServedQuestion): string | undefined {
  for (const one of dockerfileBuilds(checkout).filter(({ python }) => python)) {
    const copied = one.copies.find(({ path }) => outputs.some((output) => endsWith(path, output)));
    if (copied) return copied.says;
    if (one.builds && (directory === '.' || one.copies.some(({ path }) => path.split('/').includes(posix.basename(directory))))) return one.says;
  }
  return undefined;
}

/** Whether a path's last names are those of another: `/home/node/frontend/out` and `frontend/out`. */
function endsWith(path: string, output: string): boolean {
  return `/${posix.normalize(path).replace(/\/+$/, '')}`.endsWith(`/${output}`);
}

/** A path in the code: `BASE_DIR / 'frontend' / 'dist'`, `static_folder='../frontend/dist'`. */
function byCode({ files, directory, outputs }: ServedQuestion): string | undefined {
  const wanted = [...new Set(outputs.map((output) => output.split('/').slice(-2).join('/')).filter((path) => directory !== '.' || path.includes('/')))];
  if (wanted.length === 0) return undefined;
  const names = wanted.map((path) => posix.basename(path));
  for (const path of pythonFiles(files)) {
    const text = files.readFile(path);
    if (text.length > 200_000 || !names.some((name) => text.includes(name))) continue;
    const found = pathsInCode(text).find(({ path: written }) => wanted.some((one) => `/${written}/`.includes(`/${one}/`)));
    if (found) return `${path}:${text.slice(0, found.at).split('\n').length} names ${found.path}`;
  }
  return undefined;
}

/** Where the code names node_modules of a directory, as Django's STATICFILES_DIRS may; undefined when it does not. */
export function whereNodeModules(directory: string, files: IAppFiles): string | undefined {
  const wanted = directory === '.' ? 'node_modules' : `${posix.basename(directory)}/node_modules`;
  for (const path of pythonFiles(files).filter((name) => /settings|config|app|__init__|assets|base|common|prod/.test(name))) {
    const text = files.readFile(path);
    if (text.length > 500_000 || !text.includes('node_modules')) continue;
    const found = pathsInCode(text).find(({ path: written }) => `/${written}/`.includes(`/${wanted}/`));
    if (found) return `${path}:${text.slice(0, found.at).split('\n').length} names ${found.path}`;
  }
  return undefined;
}

/** The texts of each statement put together as a path. */
function pathsInCode(text: string): Array<{ path: string; at: number }> {
  const found: Array<{ path: string; at: number }> = [];
  const strings = (node: SyntaxNode, depth = 40): string[] => {
    if (depth === 0) return [];
    if (node.name === 'String') return [text.slice(node.from, node.to).replace(/^[a-zA-Z]*(?:"""|'''|"|')|(?:"""|'''|"|')$/g, '')];
    const parts: string[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) parts.push(...strings(child, depth - 1));
    return parts;
  };
  parser.parse(text).cursor().iterate((node) => {
    // the smallest expression that joins, or a text by itself
    if (!/^(?:BinaryExpression|ArgList|String)$/.test(node.name)) return;
    const parts = node.name === 'String' ? strings(node.node) : strings(node.node).filter((part) => part.length < 100);
    const path = posix.normalize(parts.join('/')).replace(/^(?:\.\.?\/)+/, '');
    if (parts.length > 0 && parts.length < 12) found.push({ path, at: node.from });
  });
  return found;
}

function pythonFiles(files: IAppFiles): string[] {
  const found: string[] = [];
  const visit = (folder: string, depth: number): void => {
    for (const name of files.listDirectory(folder)) {
      const path = posix.join(folder, name);
      if (found.length >= MOST_FILES) return;
      if (name.endsWith('.py') && files.fileExists(path)) found.push(path);
      else if (depth > 0 && !/^(?:node_modules|tests?|migrations|docs|static|site-packages)$|^\./.test(name) && files.directoryExists(path)
        && !files.isSymbolicLink(path)) visit(path, depth - 1);
    }
  };
  visit('.', 6);
  return found;
}

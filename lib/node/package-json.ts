import { posix } from 'path';
import { parse } from 'yaml';
import { IAppFiles } from '../core/app-files';

/** What package.json says, as far as a build needs it. */
export interface PackageJson {
  readonly path: string;
  readonly directory: string;
  readonly name?: string;
  readonly scripts: { readonly [name: string]: string };
  /** `pnpm@9.1.0` */
  readonly packageManager?: string;
  /** Names of all dependencies, sorted. */
  readonly dependencies: readonly string[];
  /** Ranges of the dependencies that are directories: `file:../lib`. */
  readonly localDependencies: readonly string[];
  /** Patterns of workspaces. */
  readonly workspaces: readonly string[];
  /** Everything, for those who look for more. */
  readonly root: { readonly [key: string]: unknown };
  readonly text: string;
}

/** Scripts of package.json that an install runs. */
const LIFECYCLE = ['preinstall', 'install', 'postinstall', 'prepare'];
/** Scripts that do nothing in an image, or need nothing but what is copied before. */
const HARMLESS = /^(?:(?:npx )?(?:husky(?: install)?(?: \S+)?|is-ci|patch-package|lefthook install|simple-git-hooks)(?: \|\| true)?|exit 0|true)$/;

/**
 * Reads a package.json.
 * @throws when it is no JSON, or no object
 */
export function readPackageJson(path: string, files: IAppFiles): PackageJson {
  const text = files.readFile(path);
  const directory = posix.dirname(path);
  const root = object(parseJson(path, text));
  const dependencies = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((key) => Object.entries(object(root[key])));
  return {
    path,
    directory,
    text,
    root,
    name: string(root.name),
    scripts: Object.fromEntries(Object.entries(object(root.scripts)).flatMap(([name, script]) => typeof script === 'string' ? [[name, script]] : [])),
    packageManager: string(root.packageManager),
    dependencies: [...new Set(dependencies.map(([name]) => name))].sort(),
    localDependencies: dependencies.flatMap(([, range]) => typeof range === 'string' && /^(?:file|link|portal):(?!.*\.tgz$)/.test(range) ? [range.replace(/^\w+:/, '')] : []),
    workspaces: [...strings(Array.isArray(root.workspaces) ? root.workspaces : object(root.workspaces).packages), ...pnpmWorkspaces(directory, files)],
  };
}

/** Scripts that run while packages are installed and may read sources. */
export function installScripts({ scripts }: PackageJson): string[] {
  return LIFECYCLE.filter((name) => name in scripts && !HARMLESS.test(scripts[name].trim()));
}

/** Directories of the workspaces that exist, sorted: each has a package.json that the install reads. */
export function workspaceDirectories(of: PackageJson, files: IAppFiles): string[] {
  const found = new Set<string>();
  for (const pattern of of.workspaces.filter((text) => !text.startsWith('!'))) {
    expand(of.directory, pattern.split('/').filter((name) => name !== '' && name !== '.'), files, 6).forEach((directory) => found.add(directory));
  }
  found.delete(of.directory);
  return [...found].filter((directory) => files.fileExists(posix.join(directory, 'package.json'))).sort();
}

function expand(folder: string, names: readonly string[], files: IAppFiles, depth: number): string[] {
  const [name, ...rest] = names;
  if (name === undefined) return [folder];
  if (!files.directoryExists(folder) || depth === 0) return [];
  const children = () => files.listDirectory(folder).filter((child) => child !== 'node_modules' && files.directoryExists(posix.join(folder, child)));
  if (name === '**') {
    return [...expand(folder, rest, files, depth), ...children().flatMap((child) => expand(posix.join(folder, child), names, files, depth - 1))];
  }
  if (name === '*') return children().flatMap((child) => expand(posix.join(folder, child), rest, files, depth));
  return /[*?{[]/.test(name) ? children().filter((child) => child.startsWith(name.replace(/[*?{[].*$/, ''))).flatMap((child) => expand(posix.join(folder, child), rest, files, depth))
    : expand(posix.join(folder, name), rest, files, depth);
}

/** @see https://pnpm.io/pnpm-workspace_yaml */
function pnpmWorkspaces(directory: string, files: IAppFiles): string[] {
  const path = posix.join(directory, 'pnpm-workspace.yaml');
  if (!files.fileExists(path)) return [];
  try {
    return strings(object(parse(files.readFile(path))).packages);
  } catch {
    return []; // pnpm itself says what is wrong with it
  }
}

function parseJson(path: string, text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${path} is no JSON object`);
  return value;
}

function object(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as { readonly [key: string]: unknown } : {};
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

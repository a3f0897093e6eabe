import { parse } from 'toml';

/** What pyproject.toml says that an installer needs to know. */
export interface Pyproject {
  /** The project's name, in the normal form of PyPI; empty when it has none. */
  readonly name: string;
  /** Whether it can be installed: it names a build system, or says so. */
  readonly isPackage: boolean;
  /** Names of the groups of `[dependency-groups]`. */
  readonly groups: readonly string[];
  /** Names of `[project.optional-dependencies]`. */
  readonly extras: readonly string[];
}

/**
 * Reads pyproject.toml.
 * @see https://packaging.python.org/en/latest/specifications/pyproject-toml/
 * @throws when it is no TOML
 */
export function readPyproject(text: string): Pyproject {
  const root = table(parseToml(text));
  const project = table(root.project);
  const uv = table(table(root.tool).uv);
  return {
    name: typeof project.name === 'string' ? project.name.replace(/[._-]+/g, '-').toLowerCase() : '',
    isPackage: typeof uv.package === 'boolean' ? uv.package : root['build-system'] !== undefined,
    groups: Object.keys(table(root['dependency-groups'])).sort(),
    extras: Object.keys(table(project['optional-dependencies'])).sort(),
  };
}

/** Names of the distributions that a uv.lock or poetry.lock has, the project's own included. */
export function lockedPackages(text: string): string[] {
  const { package: packages } = table(parseToml(text));
  return Array.isArray(packages) ? packages.map((entry) => table(entry).name).filter((name) => typeof name === 'string') : [];
}

/** URLs of the indexes that a uv.lock has packages of. */
export function lockedRegistries(text: string): string[] {
  const { package: packages } = table(parseToml(text));
  const urls = Array.isArray(packages) ? packages.map((entry) => table(table(entry).source).registry).filter((url) => typeof url === 'string') : [];
  return [...new Set(urls)].sort();
}

function parseToml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`is no TOML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function table(value: unknown): { readonly [key: string]: unknown } {
  // the parser's tables have no prototype, so they are no instances of Object
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as { readonly [key: string]: unknown } : {};
}

import { SELF_SERVING, SERVERS } from '../../python/server-names';

const FRAMEWORKS = new Set([
  ...SELF_SERVING, 'bottle', 'connexion', 'dash', 'django', 'falcon', 'fastapi', 'flask', 'litestar', 'pyramid', 'python-fasthtml', 'quart', 'responder', 'starlette', 'web-py', 'webpy',
]);

/** Extras that bring a server along. */
const SERVER_EXTRAS: { readonly [name: string]: readonly string[] } = { fastapi: ['standard', 'all'], litestar: ['standard', 'full'] };

/** Distributions that only work on the code. */
const DEVELOPMENT = new Set([
  'bandit', 'black', 'build', 'bump2version', 'bumpver', 'codespell', 'commitizen', 'coverage', 'coveralls', 'cruft', 'djlint', 'factory-boy', 'faker', 'flake8', 'freezegun', 'furo',
  'hypothesis', 'invoke', 'ipdb', 'ipython', 'isort', 'mkdocs', 'mkdocs-material', 'mock', 'mypy', 'nox', 'pip-audit', 'pip-tools', 'playwright', 'pre-commit', 'pyflakes', 'pylint',
  'pyright', 'pytest', 'responses', 'ruff', 'safety', 'selenium', 'setuptools', 'sphinx', 'sphinx-rtd-theme', 'tox', 'twine', 'types-requests', 'vulture', 'wheel', 'yamllint', 'yapf',
]);

const DEVELOPMENT_WORDS = new Set([
  'bench', 'benchmark', 'benchmarks', 'check', 'checks', 'ci', 'constraint', 'constraints', 'contrib', 'cov', 'coverage', 'debug', 'dev', 'develop', 'developer', 'development', 'devel', 'doc',
  'docs', 'documentation', 'e2e', 'example', 'examples', 'exe', 'fixtures', 'format', 'integration', 'lint', 'linter', 'linters', 'linting', 'local', 'lowest', 'minimum', 'mypy', 'notebook', 'notebooks', 'oldest',
  'precommit', 'profiling', 'qa', 'quality', 'readthedocs', 'rtd', 'rtfd', 'sample', 'samples', 'selenium', 'style', 'test', 'testing', 'tests', 'tools', 'tooling', 'tox', 'travis', 'type', 'types', 'typing',
]);

/** Files for another system than a Linux image. */
const FOREIGN_WORDS = new Set(['win', 'win32', 'win64', 'windows', 'mac', 'macos', 'osx', 'darwin', 'conda', 'colab', 'android']);

/** What may be installed. */
export interface Wanted {
  readonly name: string;
  readonly extras?: readonly string[];
  /** Where it is pinned. */
  readonly version?: string;
}

/** Whether this is a server, or brings one through an extra. */
export function isServer({ name, extras = [] }: Wanted): boolean {
  return SERVERS.has(name) || extras.some((extra) => SERVER_EXTRAS[name]?.includes(extra));
}

export function hasFramework(wanted: Iterable<Wanted>): boolean {
  return [...wanted].some(({ name }) => FRAMEWORKS.has(name));
}

/** Whether all of them only work on the code: `pytest`, `pytest-cov`, `ruff`. */
export function isDevelopmentOnly(wanted: readonly Wanted[]): boolean {
  return wanted.length > 0 && wanted.every(({ name }) => DEVELOPMENT.has(name) || /^(?:pytest|flake8|pylint|sphinx|mypy|types|mkdocs)-/.test(name));
}

/** Why a file or group of this name is not for production; undefined when nothing says so. */
export function notForProduction(name: string): string | undefined {
  const words = wordsOf(name);
  const development = words.find((word) => DEVELOPMENT_WORDS.has(word));
  if (development !== undefined) return `for '${development}', not for production`;
  const foreign = words.find((word) => FOREIGN_WORDS.has(word));
  return foreign === undefined ? undefined : `for '${foreign}', not for Linux images`;
}

function wordsOf(name: string): string[] {
  return name.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
}

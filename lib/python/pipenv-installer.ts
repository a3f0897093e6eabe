import { posix } from 'path';
import { readJson, readToml, string, Table, table } from './app-document';
import { IDependencyInstaller, InstallCache, InstallContext, InstallPlan } from './dependency-installer';
import { isPypi, missingIndexProblems } from './index-options';
import { reach } from './locked-graph';
import { chooseSets } from './optional-sets';
import { categories, pipfileHashes, PipfilePackage, pipfilePackages, pipfileSources } from './pipfile-lock';
import { BEFORE_SOURCES, PIP_CACHE, pipInstall, toolStep } from './tool-step';

const PIPENV = '/opt/pipenv/bin/pipenv';
const CACHE: InstallCache = { name: 'pipenv', target: '/root/.cache/pipenv' };
const NOW = 'pipenv==2026.10.3';
/** The last whose hash takes the names of a Pipfile as they are written. */
const BEFORE = 'pipenv==2025.1.3';

/** What the user may choose. */
export interface PipenvChoices {
  readonly categories?: readonly string[];
}

/**
 * Pipenv and its lock. `pipenv sync` would install a stale one, so `pipenv verify` comes first; `--deploy` would, too, but
 * insists on the very patch release of Python that a Pipfile may name.
 * @see https://pipenv.pypa.io/en/latest/commands.html#sync
 */
export class PipenvInstaller implements IDependencyInstaller {
  constructor(private readonly choices: PipenvChoices) {}

  public bind(context: InstallContext): InstallPlan {
    const { files } = context;
    const problems: string[] = [];
    const pipfile = readToml(files, 'Pipfile', problems);
    const lock = readJson(files, 'Pipfile.lock', problems);
    if (!pipfile || !lock) return { steps: [], problems };

    const members = new Map(categories(pipfile).map((name) => [name, Object.keys(table(pipfile[name]))]));
    const chosen = chooseSets({ word: 'category', option: 'categories', file: 'Pipfile', members }, this.choices.categories, Object.keys(table(pipfile.packages)));
    const missing = chosen.names.filter((name) => lock[name] === undefined && members.has(name));
    problems.push(...chosen.problems, ...missing.map((name) => `Pipfile.lock has no category '${name}'; run 'pipenv lock --categories "packages ${name}"' and commit it`));
    const packages = ['default', ...chosen.names].flatMap((section) => pipfilePackages(lock[section]));
    const reached = reach(packages, packages.map(({ name, asked }) => ({ name, extras: asked })), context.python);
    const local = (reached.packages as PipfilePackage[]).filter((entry) => entry.local).map((entry) => ({ ...entry, path: posix.normalize(entry.path ?? '.') }));
    const isProject = local.some(({ path }) => inside('.', path));
    const wrong = local.filter(({ path }) => !files.directoryExists(path) && !files.fileExists(path));
    problems.push(...wrong.map(({ name, path }) => `Pipfile.lock takes ${name} from '${path}': ${files.explainMissing(path)}`));

    problems.push(...indexProblems(context, lock));

    const tool = release(pipfile, lock, problems);
    const sync = [PIPENV, 'sync', ...(chosen.names.length > 0 ? ['--categories', ['packages', ...chosen.names].join(' ')] : [])];
    const links = local.filter(({ editable }) => editable).map(({ path }) => pipInstall(context, '--no-deps', path === '.' ? '.' : `./${path}`));
    const commands = [[PIPENV, 'verify'], sync, ...links];
    const caches = [CACHE, PIP_CACHE];
    const comment = [
      isProject ? 'The application is among its own dependencies, so its sources come first.' : BEFORE_SOURCES,
      'A lock that does not fit the Pipfile is refused, and every archive must match a hash of the lock.',
      ...(links.length > 0 ? ['Pipenv links what is editable; pip installs it.'] : []),
    ];
    return {
      environment: { PIPENV_NOSPIN: '1', PIPENV_VERBOSITY: '-1', VIRTUAL_ENV: context.venv, ...mirror(context, lock) },
      steps: [
        toolStep(context, 'pipenv', [tool]),
        ...(isProject ? [] : [{ files: ['Pipfile', 'Pipfile.lock', ...local.filter((entry) => !wrong.includes(entry)).map(({ path }) => path)], comment, commands, caches, authenticated: true }]),
      ],
      projectSteps: isProject ? [{ comment, commands, caches, authenticated: true }] : [],
      distributions: reached.distributions,
      findings: [
        { subject: 'dependencies', value: 'pipenv verify, pipenv sync', evidence: `Pipfile.lock: ${reached.distributions.length} packages for production`, file: 'Pipfile.lock' },
        ...chosen.findings,
      ],
      problems,
    };
  }
}

/** Pipenv names the index of the lock to pip, so PIP_INDEX_URL alone would not take the place of PyPI. */
function mirror({ indexes }: InstallContext, lock: Table): { [name: string]: string } {
  const instead = indexes.find((index) => index.replacesPypi);
  return instead && pipfileSources(lock).some(isPypi) ? { PIPENV_PYPI_MIRROR: instead.url } : {};
}

function indexProblems({ indexes }: InstallContext, lock: Table): string[] {
  const sources = pipfileSources(lock);
  const asked = indexes.filter((index) => !index.replacesPypi || !sources.some(isPypi));
  return missingIndexProblems(asked, sources, 'Pipfile.lock', (index) =>
    `add [[source]] with a name, url = "${index.url}" and verify_ssl = true to the Pipfile and run 'pipenv lock'`);
}

/** Whether the path is the context itself. */
function inside(context: string, path: string): boolean {
  return posix.join(path, '.').replace(/\/$/, '') === context;
}

/** The Pipenv that takes the lock as fresh: names count in their normal form only since 2026. */
function release(pipfile: Table, lock: Table, problems: string[]): string {
  const found = string(table(table(lock._meta).hash).sha256);
  const { normal, written } = pipfileHashes(pipfile);
  if (found === undefined) {
    problems.push('Pipfile.lock has no hash of the Pipfile, so that nothing says whether it fits; run \'pipenv lock\' and commit it');
  } else if (found !== normal && normal !== undefined) {
    if (found === written) return BEFORE;
    problems.push('Pipfile.lock does not fit the Pipfile (its _meta.hash.sha256 is of another one); run \'pipenv lock\' and commit Pipfile.lock');
  }
  return NOW;
}

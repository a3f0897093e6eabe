import { posix } from 'path';
import { readToml, string, strings, Table, table } from './app-document';
import { IDependencyInstaller, InstallCache, InstallContext, InstallPlan } from './dependency-installer';
import { isPypi, missingIndexProblems } from './index-options';
import { LockedDependency, reach } from './locked-graph';
import { ChosenSets, chooseSets, membersOf } from './optional-sets';
import { patchCheck } from './patch-check';
import { PdmPackage, pdmAddresses, pdmHashes, pdmPackages, pdmSources, pdmTargets } from './pdm-lock';
import { dependencyGroups } from './pep735';
import { projectPackage } from './project-package';
import { normalName, parseRequirement } from './requirement';
import { BEFORE_SOURCES, toolStep } from './tool-step';

const PDM = '/opt/pdm/bin/pdm';
const CACHE: InstallCache = { name: 'pdm', target: '/root/.cache/pdm' };
/** PDM 2.29.3 does not start with what its own requirements allow. */
const NOW = ['pdm==2.29.3', 'unearth<0.18', 'hishel>=1,<2'];
/** The last that takes locks from before 2.16 as fresh: their content hash is made by another rule. */
const BEFORE = ['pdm==2.15.4', 'unearth<0.18', 'hishel<1'];

/** What the user may choose. */
export interface PdmChoices {
  readonly groups?: readonly string[];
  readonly extras?: readonly string[];
}

/**
 * PDM and its lock. `--check` refuses a lock that does not fit pyproject.toml, where `pdm sync` would install it.
 * @see https://pdm-project.org/latest/usage/advanced/#use-pdm-in-a-multi-stage-dockerfile
 */
export class PdmInstaller implements IDependencyInstaller {
  constructor(private readonly choices: PdmChoices) {}

  public bind(context: InstallContext): InstallPlan {
    const { files } = context;
    const problems: string[] = [];
    const pyproject = readToml(files, 'pyproject.toml', problems);
    const lock = readToml(files, 'pdm.lock', problems);
    if (!pyproject || !lock) return { steps: [], problems };

    const { groups, extras, roots } = this.choose(pyproject);
    const { packages, distributions } = reach(pdmPackages(lock), roots, context.python);
    const local = localFiles(context, packages as PdmPackage[], problems);
    const tool = release(pyproject, lock, problems);
    problems.push(...groups.problems, ...extras.problems);
    problems.push(...notLocked(lock, [...groups.names, ...extras.names]), ...noTarget(lock, context.python));
    problems.push(...indexProblems(context, pyproject, lock));

    const settings = table(table(pyproject.tool).pdm);
    const said = settings['package-type'] === 'application' ? false : settings.distribution;
    const project = projectPackage(context, '.', pyproject, typeof said === 'boolean' && (!said || pyproject['build-system'] !== undefined) ? said : undefined);
    const check = patchCheck(context, [...roots, ...packages].flatMap(({ marker }) => marker ?? []), distributions);
    // a group of development may be what serves; then PDM installs those that are named, and --prod would refuse them
    const chosen = [...extras.names, ...groups.names];
    const install = [
      PDM, 'install', '--check', ...(groups.names.length === 0 ? ['--prod'] : []), ...(chosen.length > 0 ? ['--with', chosen.join(',')] : []), '--no-editable', '--fail-fast',
    ];
    return {
      environment: { PDM_CHECK_UPDATE: '0', VIRTUAL_ENV: context.venv, ...mirror(context, pyproject), ...project.environment },
      steps: [toolStep(context, 'pdm', tool, ['Its own requirements allow versions that it does not start with.']), {
        files: ['pyproject.toml', 'pdm.lock', ...local],
        comment: [BEFORE_SOURCES, 'A lock that does not fit pyproject.toml is refused.', ...check.comment],
        commands: [[...install, '--no-self'], ...check.commands],
        caches: [CACHE],
        authenticated: true,
      }],
      projectSteps: project.isPackage ? [{ commands: [install], caches: [CACHE], authenticated: true }] : [],
      distributions,
      findings: [
        { subject: 'dependencies', value: 'pdm install --check', evidence: `pdm.lock: ${distributions.length} packages for production`, file: 'pdm.lock' },
        ...groups.findings, ...extras.findings, ...project.findings,
      ],
      problems: [...problems, ...project.problems],
    };
  }

  private choose(pyproject: Table): { groups: ChosenSets; extras: ChosenSets; roots: LockedDependency[] } {
    const project = table(pyproject.project);
    const read = (texts: readonly string[]): LockedDependency[] => texts.flatMap((text) => parseRequirement(text) ?? []);
    const main = read(strings(project.dependencies));
    const old = Object.entries(table(table(table(pyproject.tool).pdm)['dev-dependencies'])).map(([name, texts]): [string, string[]] => [name, strings(texts)]);
    const byGroup = new Map([...old, ...dependencyGroups(pyproject)].map(([name, texts]) => [name, read(texts)]));
    const byExtra = new Map(Object.entries(table(project['optional-dependencies'])).map(([name, texts]) => [name, read(strings(texts))]));
    const names = main.map(({ name }) => name);
    const groups = chooseSets({ word: 'group', option: 'groups', file: 'pyproject.toml', members: membersOf(byGroup) }, this.choices.groups, names);
    const added = groups.names.flatMap((name) => byGroup.get(name) ?? []);
    const extras = chooseSets({ word: 'extra', option: 'extras', file: 'pyproject.toml', members: membersOf(byExtra) }, this.choices.extras, [...names, ...added.map(({ name }) => name)]);
    return { groups, extras, roots: [...main, ...added, ...extras.names.flatMap((name) => byExtra.get(name) ?? [])] };
  }
}

/** The PDM that takes the lock as fresh. */
function release(pyproject: Table, lock: Table, problems: string[]): readonly string[] {
  const metadata = table(lock.metadata);
  // a lock that remembers its inputs is compared in another way
  if (metadata.lock_inputs !== undefined) return NOW;
  const found = string(metadata.content_hash)?.replace(/^sha256:/, '');
  const { now, before } = pdmHashes(pyproject);
  if (found === undefined || now === undefined || found === now) return NOW;
  if (found === before) return BEFORE;
  problems.push('pdm.lock does not fit pyproject.toml (its content_hash is of another one); run \'pdm lock\' and commit pdm.lock');
  return NOW;
}

/** PDM does not read PIP_INDEX_URL; a source called pypi takes the place of PyPI, too. */
function mirror({ indexes }: InstallContext, pyproject: Table): { [name: string]: string } {
  const instead = indexes.find((index) => index.replacesPypi);
  return instead && !pdmSources(pyproject).some(({ name }) => name === 'pypi') ? { PDM_PYPI_URL: instead.url } : {};
}

function indexProblems({ indexes }: InstallContext, pyproject: Table, lock: Table): string[] {
  const sources = pdmSources(pyproject);
  const replaced = sources.some(({ name }) => name === 'pypi');
  const asked = indexes.filter((index) => !index.replacesPypi || replaced);
  const instead = indexes.find((index) => index.replacesPypi);
  return [
    ...missingIndexProblems(asked, sources.map(({ url }) => url), 'pdm.lock', (index) =>
      `add [[tool.pdm.source]] with name = "${index.replacesPypi ? 'pypi' : 'corp'}" and url = "${index.url}" to pyproject.toml and run 'pdm lock'`),
    ...(instead && pdmAddresses(lock).some(isPypi)
      ? [`packageIndexes has '${instead.url}' instead of PyPI, and pdm.lock has addresses of PyPI (strategy static_urls); run 'pdm lock --strategy no_static_urls', or make it PackageIndex.besidePypi()`] : []),
  ];
}

/** PDM locks only the groups that it was told to. */
function notLocked(lock: Table, chosen: readonly string[]): string[] {
  const groups = strings(table(lock.metadata).groups).map(normalName);
  if (groups.length === 0) return [];
  return chosen.filter((name) => !groups.includes(normalName(name))).map((name) =>
    `pdm.lock has no group '${name}'; there are: ${groups.join(', ')}. Run 'pdm lock --group ${name}' and commit pdm.lock`);
}

/** PDM installs nothing from a lock that was made for other systems or another Python. */
function noTarget(lock: Table, python: string): string[] {
  const targets = pdmTargets(lock);
  if (targets.length === 0 || targets.some((target) => target.isLinux && target.allows(python))) return [];
  return [`pdm.lock is locked for ${targets.map(({ says }) => says).join(' and for ')}, and the image has CPython ${python} on Linux; run 'pdm lock' without --platform, or with '--append --platform linux --python ==${python}.*', and commit pdm.lock`];
}

function localFiles({ files }: InstallContext, packages: readonly PdmPackage[], problems: string[]): string[] {
  return packages.flatMap(({ name, path }) => {
    const place = path === undefined ? '.' : posix.normalize(path);
    if (place === '.' || place === './') return [];
    if (files.fileExists(place) || files.directoryExists(place)) return [place];
    problems.push(`pdm.lock takes ${name} from '${place}': ${files.explainMissing(place)}`);
    return [];
  });
}

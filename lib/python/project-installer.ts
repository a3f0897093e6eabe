import { table } from './app-document';
import { Distribution, IDependencyInstaller, InstallContext, InstallPlan, InstallStep } from './dependency-installer';
import { pipIndexOptions } from './index-options';
import { holdsOnLinux } from './marker';
import { chooseSets } from './optional-sets';
import { projectPackage, projectStep } from './project-package';
import { namesOf, ProjectSources, readProjectSources } from './project-sources';
import { parseRequirement, pinnedVersion } from './requirement';
import { readRequirements } from './requirements-file';
import { BEFORE_SOURCES, PIP_CACHE, pipInstall } from './tool-step';

/** What the user may choose. */
export interface ProjectChoices {
  readonly extras?: readonly string[];
  readonly groups?: readonly string[];
}

/**
 * A project without a lock: pip takes the newest releases that it allows. What can be read is installed before the sources are
 * there; else the build of the project says it.
 * @see https://packaging.python.org/en/latest/specifications/pyproject-toml/
 */
export class ProjectInstaller implements IDependencyInstaller {
  constructor(private readonly choices: ProjectChoices) {}

  public bind(context: InstallContext): InstallPlan {
    const problems: string[] = [];
    const sources = readProjectSources(context.files, problems);
    if (!sources) return { steps: [], problems };
    const { file, requires = [] } = sources;

    const read = readRequirements(context.files, sources.roots, context.python).distributions.map(({ name }) => name);
    const required = [...namesOf(requires), ...read];
    const extras = chooseSets({ word: 'extra', option: 'extras', file, members: named(sources.extras) }, this.choices.extras, required);
    const added = extras.names.flatMap((name) => sources.extras.get(name) ?? []);
    const groups = chooseSets({ word: 'group', option: 'groups', file: 'pyproject.toml', members: named(sources.groups) }, this.choices.groups, [...required, ...namesOf(added)]);
    const grouped = groups.names.flatMap((name) => sources.groups.get(name) ?? []);
    problems.push(...extras.problems, ...groups.problems);

    const own = packageOf(context, sources);
    const whole = sources.unreadable !== undefined;
    if (whole && !own.isPackage) {
      problems.push(`the dependencies of ${file} are known only by building the project (${sources.unreadable}), and it cannot be built: ${own.findings.map((finding) => finding.evidence).join('; ')}; lock them (poetry lock, uv lock), or export requirements.txt`);
    }
    const texts = [...new Set([...requires, ...added, ...grouped])];
    const place = extras.names.length > 0 ? `.[${extras.names.join(',')}]` : '.';
    return {
      environment: own.environment,
      steps: whole || texts.length + sources.roots.length === 0 ? [] : [dependencies(context, sources, texts)],
      projectSteps: own.isPackage ? [whole ? everything(context, sources, place, grouped) : last(context, sources, place)] : [],
      distributions: distributions(context, texts, read),
      findings: [
        { subject: 'dependencies', value: `pip install, from ${file}`, file, evidence: evidence(sources, texts, context) },
        ...extras.findings, ...groups.findings, ...own.findings,
      ],
      warnings: [{
        code: 'dependencies-not-locked',
        message: `${file} says which versions are allowed, not which are installed, so that two builds of the same files may differ; lock them with 'uv lock' (or poetry lock, pdm lock) and commit the lock`,
      }],
      problems: [...problems, ...own.problems],
    };
  }
}

function named(sets: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  return new Map([...sets].map(([name, texts]) => [name, namesOf(texts)]));
}

function packageOf(context: InstallContext, sources: ProjectSources): ReturnType<typeof projectPackage> {
  if (sources.isPackage === undefined) {
    const setupPy = context.files.fileExists('setup.py') && sources.pyproject['build-system'] === undefined;
    return projectPackage(context, '.', sources.pyproject, setupPy ? true : undefined);
  }
  const [file] = ['setup.py', 'setup.cfg'].filter((name) => context.files.fileExists(name));
  const canBuild = context.files.fileExists('setup.py') || table(sources.pyproject)['build-system'] !== undefined;
  if (sources.isPackage && canBuild) {
    const { environment } = projectPackage(context, '.', sources.pyproject, true);
    return { isPackage: true, environment, problems: [], findings: [{ subject: 'dependencies', value: 'the application is installed as a package', evidence: `${file} names its packages`, file }] };
  }
  const why = sources.isPackage ? 'pip cannot build setup.cfg alone, without setup.py or a [build-system]' : `${file} names no packages`;
  return { isPackage: false, environment: {}, problems: [], findings: [{ subject: 'dependencies', value: 'the application runs from its directory', evidence: why, file }] };
}

function dependencies(context: InstallContext, sources: ProjectSources, texts: readonly string[]): InstallStep {
  return {
    files: [...sources.reads],
    comment: [BEFORE_SOURCES, `What ${sources.file} asks for; nothing is locked.`],
    commands: [pipInstall(context, ...pipIndexOptions(context.indexes), ...texts, ...sources.roots.flatMap((root) => ['--requirement', root]))],
    caches: [PIP_CACHE],
    authenticated: true,
  };
}

/** Where code was read and not run, pip looks once more whether all is there. */
function last(context: InstallContext, sources: ProjectSources, place: string): InstallStep {
  if (sources.declared) return projectStep(context);
  return { comment: ['What setup.py asks for beyond what was read from it is installed here.'], commands: [pipInstall(context, ...pipIndexOptions(context.indexes), place)], caches: [PIP_CACHE], authenticated: true };
}

function everything(context: InstallContext, { unreadable = '' }: ProjectSources, place: string, grouped: readonly string[]): InstallStep {
  return {
    comment: ['Only building the project says what it needs, so every change of the code installs it again:', `${unreadable}.`],
    commands: [pipInstall(context, ...pipIndexOptions(context.indexes), place, ...grouped)],
    caches: [PIP_CACHE],
    authenticated: true,
  };
}

function evidence({ file, unreadable, roots }: ProjectSources, texts: readonly string[], { files }: InstallContext): string {
  if (unreadable !== undefined) return `${file}: known only by building it; ${unreadable}`;
  const from = roots.length > 0 ? `, and those of ${roots.join(', ')}` : '';
  const locks = files.fileExists('uv.lock') ? '; uv.lock is not used' : '';
  return `${file}: ${texts.length} requirements${from}; no lock${locks}`;
}

function distributions({ python }: InstallContext, texts: readonly string[], read: readonly string[]): Distribution[] {
  const found = new Map<string, Distribution>(read.map((name) => [name, { name }]));
  for (const text of texts) {
    const requirement = parseRequirement(text);
    if (!requirement || (requirement.marker !== undefined && holdsOnLinux(requirement.marker, python) === false)) continue;
    const extras = [...new Set([...(found.get(requirement.name)?.extras ?? []), ...requirement.extras])].sort();
    const version = pinnedVersion(requirement.specifier);
    found.set(requirement.name, { name: requirement.name, ...(version === undefined ? {} : { version }), ...(extras.length > 0 ? { extras } : {}) });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

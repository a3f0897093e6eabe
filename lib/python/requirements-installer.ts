import { posix } from 'path';
import { IDependencyInstaller, InstallCache, InstallContext, InstallPlan, InstallStep } from './dependency-installer';
import { chooseEngine, notForUv } from './engine-choice';
import { pipIndexOptions, uvIndexOptions } from './index-options';
import { patchCheck } from './patch-check';
import { needsPkgResources, WITH_PKG_RESOURCES } from './pkg-resources';
import { RequirementsEngine } from './requirements-engine';
import { readRequirements, RequirementsFiles } from './requirements-file';
import { PIP_CACHE } from './tool-step';
import { UV, UV_CACHE, UV_ENVIRONMENT, uvCleanup, uvTool } from './uv-tool';

/** What the user chose. */
export interface RequirementsChoices {
  readonly files: readonly string[];
  /** Undefined: uv, unless pip would make something else of the files. */
  readonly engine?: RequirementsEngine;
  /** Whether the application is installed as a package, whatever the files say. */
  readonly installProject: boolean;
}

/** What is installed, and by what. */
interface Chosen extends RequirementsFiles {
  readonly engine: RequirementsEngine;
}

/** Requirements files. pip, where it installs, is the base image's own: none is needed inside the virtualenv. */
export class RequirementsInstaller implements IDependencyInstaller {
  constructor(private readonly choices: RequirementsChoices) {}

  public bind(context: InstallContext): InstallPlan {
    const { installProject } = this.choices;
    const files = readRequirements(context.files, this.choices.files, context.python);
    const { engine, findings } = chooseEngine(this.choices, files, context);
    const read: Chosen = { ...files, engine };
    const uv = engine === RequirementsEngine.UV;
    const project = installProject || read.itself !== undefined;
    const missing = project && read.itself === undefined && !['pyproject.toml', 'setup.py'].some((name) => context.files.fileExists(name));
    return {
      ...(uv ? { environment: UV_ENVIRONMENT } : {}),
      steps: [...(uv ? [uvTool(context)] : []), ...(onlyItself(read) ? [] : [this.dependencies(context, read)])],
      projectSteps: project ? [this.project(context, read)] : [],
      findings: [this.finding(read, project), ...findings],
      distributions: [...read.distributions],
      problems: [
        ...read.problems,
        ...(missing ? ['PythonDependencies.requirements({ installProject: true }) needs pyproject.toml or setup.py in the context'] : []),
        ...(uv ? notForUv(read) : read.unhashed),
      ],
    };
  }

  /** Everything but the application: a layer that a change of the code leaves alone. */
  private dependencies(context: InstallContext, read: Chosen): InstallStep {
    const edits = sedCommands(read, true);
    // beside hashes pip takes nothing without one
    const check = patchCheck(context, read.entries.flatMap(({ says }) => says.kind === 'requirement' ? says.requirement.marker ?? [] : []), read.distributions);
    const old = read.hashed ? undefined : needsPkgResources(read.distributions);
    return {
      files: [...new Set([...read.files, ...read.links, ...read.locals])],
      comment: [
        'Dependencies before any source: a change of the code does not install them again.',
        ...(read.hashed ? [read.unhashed.length === 0 ? 'Every archive must match a hash of the file.' : 'An archive that has a hash in the file must match it.'] : []),
        ...(read.locals.length > 0 ? [`Packages of the directory come along: ${read.locals.join(', ')}.`] : []),
        ...this.editComment(read, edits.length > 0),
        ...(old === undefined ? [] : [`${old} imports pkg_resources, which setuptools 82 no longer has.`]),
        ...check.comment,
      ],
      commands: [
        ...edits,
        this.install(context, read, [...this.fileWords(), ...(old === undefined ? [] : [WITH_PKG_RESOURCES])]),
        ...check.commands,
        ...this.cleanup(context, read, read.locals.length > 0),
      ],
      caches: [cacheOf(read)],
      authenticated: true,
    };
  }

  /** The application. Its own dependencies are there already; with hashes pip would refuse any other. */
  private project(context: InstallContext, read: Chosen): InstallStep {
    const entry = read.itself;
    if (read.hashed) {
      return { commands: [[...program(context, read), '--no-deps', '.'], ...this.cleanup(context, read, true)], caches: [cacheOf(read)], authenticated: true };
    }
    // the whole file once more: its options and constraints hold for what only the application asks for
    return {
      commands: [...sedCommands(read, false), this.install(context, read, [...this.fileWords(), ...(entry ? [] : ['.'])]), ...this.cleanup(context, read, true)],
      caches: [cacheOf(read)],
      authenticated: true,
    };
  }

  private editComment(read: RequirementsFiles, edited: boolean): string[] {
    if (!edited) return [];
    return [read.itself
      ? `The application itself (${read.itself.file}:${read.itself.line}) is installed below, from its sources; nothing is installed editable, as a link.`
      : 'Installed, not linked: an editable package would be a link to its sources.'];
  }

  private fileWords(): string[] {
    return this.choices.files.flatMap((file) => ['--requirement', file]);
  }

  private install(context: InstallContext, read: Chosen, words: readonly string[]): string[] {
    const options = read.engine === RequirementsEngine.UV ? uvIndexOptions : pipIndexOptions;
    return [...program(context, read), ...options(context.indexes), ...(read.hashed && read.unhashed.length === 0 ? ['--require-hashes'] : []), ...words];
  }

  private cleanup({ venv }: InstallContext, { engine }: Chosen, built: boolean): string[][] {
    return engine === RequirementsEngine.UV ? uvCleanup(venv, built) : [];
  }

  private finding(read: Chosen, project: boolean) {
    const [file] = this.choices.files;
    const count = read.distributions.length;
    const name = read.engine === RequirementsEngine.UV ? 'uv pip' : 'pip';
    return {
      subject: 'dependencies',
      value: [name, 'install', ...this.fileWords(), ...(project ? ['.'] : [])].join(' '),
      evidence: `${read.files.join(', ')}: ${count} requirement${count === 1 ? '' : 's'}, ${read.hashed ? 'with' : 'without'} hashes`,
      file: posix.normalize(file),
    };
  }
}

/**
 * What makes the copies in the builder installable in two layers. `pip` has no option that leaves a line of a file out
 * or ignores `-e`; the lines are named by their whole text, so that another file fails instead of losing another line.
 */
function sedCommands(read: RequirementsFiles, withoutItself: boolean): string[][] {
  return read.files.flatMap((file) => {
    const locals = read.entries.filter((entry) => entry.file === file && !entry.constrains && entry.says.kind === 'local');
    const own = withoutItself ? locals.filter(({ says }) => says.kind === 'local' && posix.normalize(says.path).replace(/\/$/, '') === '.') : [];
    const editable = read.entries.some((entry) => entry.file === file && !entry.constrains && !own.includes(entry) && 'editable' in entry.says && entry.says.editable);
    const expressions = [
      ...own.map(({ physical }) => `/^${physical.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace('\r', '\\r')}$/d`),
      ...(editable ? ['s/^\\s*(-e|--editable)[ =]*//'] : []),
    ];
    return expressions.length === 0 ? [] : [['sed', '--in-place', '--regexp-extended', expressions.join('; '), file]];
  });
}

/** Then there is nothing to install before the sources. */
function onlyItself(read: RequirementsFiles): boolean {
  return read.itself !== undefined && read.distributions.length === 0 && read.locals.length === 0
    && read.entries.every(({ says }) => ['local', 'requirements', 'constraints', 'option'].includes(says.kind));
}

function program({ venv }: InstallContext, { engine }: Chosen): string[] {
  const python = `${venv}/bin/python`;
  return engine === RequirementsEngine.UV ? [UV, 'pip', 'install', '--python', python] : ['pip', '--python', python, 'install'];
}

function cacheOf({ engine }: Chosen): InstallCache {
  return engine === RequirementsEngine.UV ? UV_CACHE : PIP_CACHE;
}

import { posix } from 'path';
import { IDependencyInstaller, InstallContext, InstallPlan, InstallStep } from './dependency-installer';
import { pipIndexOptions, uvIndexOptions } from './index-options';
import { patchCheck } from './patch-check';
import { needsPkgResources, WITH_PKG_RESOURCES } from './pkg-resources';
import { pinnedVersion } from './requirement';
import { RequirementsEngine } from './requirements-engine';
import { readRequirements, RequirementsFiles } from './requirements-file';
import { UV, UV_CACHE, uvTool } from './uv-tool';

/** What the user chose. */
export interface RequirementsChoices {
  readonly files: readonly string[];
  readonly engine: RequirementsEngine;
  /** Whether the application is installed as a package, whatever the files say. */
  readonly installProject: boolean;
}

/** Options of a file that uv does not read from it. */
const NOT_FOR_UV = ['--pre', '--prefer-binary', '--trusted-host', '--use-feature'];

/** Requirements files. pip is the base image's own: none is needed inside the virtualenv. */
export class RequirementsInstaller implements IDependencyInstaller {
  constructor(private readonly choices: RequirementsChoices) {}

  public bind(context: InstallContext): InstallPlan {
    const { engine, installProject } = this.choices;
    const read = readRequirements(context.files, this.choices.files, context.python);
    const uv = engine === RequirementsEngine.UV;
    const project = installProject || read.itself !== undefined;
    const missing = project && read.itself === undefined && !['pyproject.toml', 'setup.py'].some((name) => context.files.fileExists(name));
    return {
      ...(uv ? { environment: { UV_COMPILE_BYTECODE: '1', UV_LINK_MODE: 'copy', UV_NO_PROGRESS: '1', UV_PYTHON_DOWNLOADS: 'never' } } : {}),
      steps: [...(uv ? [uvTool(context)] : []), ...(onlyItself(read) ? [] : [this.dependencies(context, read)])],
      projectSteps: project ? [this.project(context, read)] : [],
      findings: [this.finding(read, project)],
      distributions: [...read.distributions],
      problems: [
        ...read.problems,
        ...(missing ? ['PythonDependencies.requirements({ installProject: true }) needs pyproject.toml or setup.py in the context'] : []),
        ...(uv ? notForUv(read) : read.unhashed),
      ],
    };
  }

  /** Everything but the application: a layer that a change of the code leaves alone. */
  private dependencies(context: InstallContext, read: RequirementsFiles): InstallStep {
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
      commands: [...edits, this.install(context, read, [...this.fileWords(), ...(old === undefined ? [] : [WITH_PKG_RESOURCES])]), ...check.commands],
      caches: [this.cache()],
      authenticated: true,
    };
  }

  /** The application. Its own dependencies are there already; with hashes pip would refuse any other. */
  private project(context: InstallContext, read: RequirementsFiles): InstallStep {
    const entry = read.itself;
    if (read.hashed) return { commands: [[...this.program(context), '--no-deps', '.']], caches: [this.cache()], authenticated: true };
    // the whole file once more: its options and constraints hold for what only the application asks for
    return {
      commands: [...sedCommands(read, false), this.install(context, read, [...this.fileWords(), ...(entry ? [] : ['.'])])],
      caches: [this.cache()],
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

  private program(context: InstallContext): string[] {
    const python = `${context.venv}/bin/python`;
    return this.choices.engine === RequirementsEngine.UV ? [UV, 'pip', 'install', '--python', python] : ['pip', '--python', python, 'install'];
  }

  private install(context: InstallContext, read: RequirementsFiles, words: readonly string[]): string[] {
    const options = this.choices.engine === RequirementsEngine.UV ? uvIndexOptions : pipIndexOptions;
    return [...this.program(context), ...options(context.indexes), ...(read.hashed && read.unhashed.length === 0 ? ['--require-hashes'] : []), ...words];
  }

  private cache() {
    return this.choices.engine === RequirementsEngine.UV ? UV_CACHE : { name: 'pip', target: '/root/.cache/pip' };
  }

  private finding(read: RequirementsFiles, project: boolean) {
    const [file] = this.choices.files;
    const count = read.distributions.length;
    const program = this.choices.engine === RequirementsEngine.UV ? 'uv pip' : 'pip';
    return {
      subject: 'dependencies',
      value: [program, 'install', ...this.fileWords(), ...(project ? ['.'] : [])].join(' '),
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

function notForUv(read: RequirementsFiles): string[] {
  return read.entries.flatMap(({ says, file, line, constrains }) => {
    if (says.kind === 'option' && NOT_FOR_UV.includes(says.name)) {
      return [`${file}:${line} has ${says.name}, which uv does not read from a file; use RequirementsEngine.PIP, or remove the line`];
    }
    if (read.hashed && read.unhashed.length === 0 && constrains && says.kind === 'requirement' && pinnedVersion(says.requirement.specifier) === undefined) {
      return [`${file}:${line} limits ${says.requirement.name} without pinning it, which uv refuses where requirements have hashes; use RequirementsEngine.PIP, or pin it`];
    }
    return [];
  });
}

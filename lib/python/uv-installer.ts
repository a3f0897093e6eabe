import { posix } from 'path';
import { readToml, string, Table, table } from './app-document';
import { IDependencyInstaller, InstallContext, InstallPlan } from './dependency-installer';
import { declaredIndexes } from './index-files';
import { lockIndexProblems } from './index-options';
import { LockedDependency, reach } from './locked-graph';
import { ChosenSets, chooseSets } from './optional-sets';
import { dependencyGroups } from './pep735';
import { projectPackage } from './project-package';
import { normalName, parseRequirement } from './requirement';
import { byUv } from './source-only';
import { BEFORE_SOURCES } from './tool-step';
import { uvDifference, UvPackage, uvPackages, uvRegistries } from './uv-lock';
import { UV, UV_CACHE, UV_ENVIRONMENT, uvCleanup, uvTool } from './uv-tool';
import { FoundMember, serverMember } from './workspace-member';
import { didYouMean } from '../core/suggestion';

/** What the user may choose. */
export interface UvChoices {
  readonly groups?: readonly string[];
  readonly extras?: readonly string[];
  /** The member of the workspace that is the application. */
  readonly member?: string;
}

/** What of a workspace becomes the image. */
interface Target {
  /** The packages that are asked for: one, or all members of a workspace whose root is none. */
  readonly packages: readonly UvPackage[];
  /** The directory of the one package, relative to the context. */
  readonly root: string;
  readonly pyproject: Table;
}

/**
 * uv and its lock. `--locked` refuses a lock that does not fit pyproject.toml, where `--frozen` would install it.
 * @see https://docs.astral.sh/uv/guides/integration/docker/
 */
export class UvInstaller implements IDependencyInstaller {
  constructor(private readonly choices: UvChoices) {}

  public bind(context: InstallContext): InstallPlan {
    const { files } = context;
    const problems: string[] = [];
    const pyproject = readToml(files, 'pyproject.toml', problems);
    const lock = readToml(files, 'uv.lock', problems);
    if (!pyproject || !lock) return { steps: [], problems };

    const packages = uvPackages(lock);
    const found = this.member(context, packages);
    problems.push(...found.problems);
    const target = this.target(context, pyproject, packages, found.name, problems);
    const { groups, extras, roots } = this.choose(target);
    const reached = reach(packages, roots, context.python);
    const local = localFiles(context, packages, problems);
    problems.push(...groups.problems, ...extras.problems, ...stale(context, pyproject, packages), ...indexProblems(context, lock));

    const settings = table(table(target.pyproject.tool).uv);
    const own = projectPackage(context, target.root, target.pyproject, typeof settings.package === 'boolean' ? settings.package : undefined);
    // what uv would install as a package, but nobody could build
    const unbuildable = target.packages.length === 1 && target.packages[0].source === 'editable' && !own.isPackage;
    const others = (reached.packages as UvPackage[]).filter((entry) => entry.local && entry.source !== 'virtual' && !target.packages.includes(entry));
    const installed = others.length > 0 || own.isPackage || target.packages.length > 1;

    // a workspace has the settings of its root
    const sourceOnly = byUv(pyproject);
    const defaults = settings['default-groups'] === undefined ? '--no-dev' : '--no-default-groups';
    const sync = [
      UV, 'sync', '--locked', defaults, '--no-editable',
      ...(found.name === undefined ? [] : ['--package', found.name]),
      ...extras.names.flatMap((name) => ['--extra', name]), ...groups.names.flatMap((name) => ['--group', name]),
    ];
    const alone = packages.filter((entry) => entry.local).every((entry) => entry.path === '.');
    return {
      environment: {
        ...UV_ENVIRONMENT,
        UV_PROJECT_ENVIRONMENT: context.venv,
        ...own.environment,
      },
      steps: [uvTool(context), {
        files: ['pyproject.toml', 'uv.lock', ...local],
        comment: [BEFORE_SOURCES, 'A lock that does not fit pyproject.toml is refused.'],
        commands: [[...sync, alone ? '--no-install-project' : '--no-install-local'], ...uvCleanup(context.venv, false)],
        caches: [UV_CACHE],
        authenticated: true,
      }],
      projectSteps: installed ? [{ commands: [unbuildable ? [...sync, '--no-install-project'] : sync, ...uvCleanup(context.venv, true)], caches: [UV_CACHE], authenticated: true }] : [],
      distributions: reached.distributions.map((of) => sourceOnly(of.name) ? { ...of, sourceOnly: true } : of),
      findings: [
        { subject: 'dependencies', value: 'uv sync --locked', evidence: `uv.lock: ${reached.distributions.length} packages for production`, file: 'uv.lock' },
        ...found.findings, ...groups.findings, ...extras.findings, ...own.findings,
      ],
      problems: [...problems, ...own.problems],
    };
  }

  /** The member that the user chose; else the one that is the application, where the root of a workspace is none. */
  private member({ python }: InstallContext, packages: readonly UvPackage[]): { name?: string } & Omit<FoundMember, 'member'> {
    if (this.choices.member !== undefined) return { name: this.choices.member, findings: [], problems: [] };
    const members = membersIn(packages);
    if (members.length < 2 || members.some((entry) => entry.path === '.')) return { findings: [], problems: [] };
    const { member, findings, problems } = serverMember(packages, members, python);
    return { ...(member ? { name: member.name } : {}), findings, problems };
  }

  private target(
    { files }: InstallContext, pyproject: Table, packages: readonly UvPackage[], member: string | undefined, problems: string[],
  ): Target {
    const members = membersIn(packages);
    const chosen = member === undefined ? members.find((entry) => entry.path === '.') : members.find(({ name }) => name === normalName(member));
    if (member !== undefined && !chosen) {
      const names = members.map(({ name }) => name).sort();
      problems.push(`uv.lock has no member '${member}'${didYouMean(member, names)}; there are: ${names.join(', ') || 'none'}`);
    }
    if (!chosen || chosen.path === '.' || chosen.path === undefined) return { packages: chosen ? [chosen] : members, root: '.', pyproject };
    const own = files.fileExists(`${chosen.path}/pyproject.toml`) ? readToml(files, `${chosen.path}/pyproject.toml`, problems) : undefined;
    return { packages: [chosen], root: chosen.path, pyproject: own ?? {} };
  }

  private choose({ packages, pyproject, root }: Target): { groups: ChosenSets; extras: ChosenSets; roots: LockedDependency[] } {
    const file = posix.join(root, 'pyproject.toml');
    const required = packages.flatMap((entry) => entry.dependencies.map(({ name }) => name));
    const names = (texts: readonly string[]) => texts.flatMap((text) => parseRequirement(text)?.name ?? []);
    const legacy = table(table(pyproject.tool).uv)['dev-dependencies'] === undefined ? [] : [['dev', []] as [string, string[]]];
    const byGroup = new Map([...legacy, ...[...dependencyGroups(pyproject)].map(([name, texts]): [string, string[]] => [name, names(texts)])]);
    const byExtra = new Map(Object.entries(table(table(pyproject.project)['optional-dependencies']))
      .map(([name, texts]) => [name, names(Array.isArray(texts) ? texts.filter((text): text is string => string(text) !== undefined) : [])]));
    const groups = chooseSets({ word: 'group', option: 'groups', file, members: byGroup }, this.choices.groups, required);
    const extras = chooseSets({ word: 'extra', option: 'extras', file, members: byExtra }, this.choices.extras,
      [...required, ...groups.names.flatMap((name) => byGroup.get(name) ?? [])]);
    const added = packages.flatMap((entry) => groups.names.flatMap((name) => entry.groups[normalName(name)] ?? []));
    const wanted = extras.names.map(normalName);
    return { groups, extras, roots: [...packages.map(({ name }) => ({ name, extras: wanted })), ...added] };
  }
}

function membersIn(packages: readonly UvPackage[]): UvPackage[] {
  return packages.filter((entry) => entry.source === 'editable' || entry.source === 'virtual');
}

/** uv asks the indexes of the lock, and no others. */
function indexProblems({ files, indexes }: InstallContext, lock: Table): string[] {
  return lockIndexProblems(indexes, [...uvRegistries(lock), ...declaredIndexes(files, 'uv')], 'uv.lock', (index) =>
    `add [[tool.uv.index]] with url = "${index.url}"${index.replacesPypi ? ' and default = true' : ''} to pyproject.toml and run 'uv lock'`);
}

/** What uv reads before it installs anything: the pyproject.toml of every member and path source, or what is in its place. */
function localFiles({ files }: InstallContext, packages: readonly UvPackage[], problems: string[]): string[] {
  const paths = packages.filter((entry) => entry.local && entry.path !== '.').map(({ name, path = '.' }) => ({ name, path: posix.normalize(path) }));
  const read = paths.flatMap(({ name, path }) => {
    if (files.fileExists(`${path}/pyproject.toml`)) return [`${path}/pyproject.toml`];
    if (files.fileExists(path) || files.directoryExists(path)) return [path];
    problems.push(`uv.lock takes ${name} from '${path}': ${files.explainMissing(path)}`);
    return [];
  });
  // uv refuses another Python than the one that the project pins; uv.toml may name an index
  return [...new Set([...['.python-version', 'uv.toml'].filter((name) => files.fileExists(name)), ...read])];
}

/** A sure difference between a pyproject.toml and what the lock remembers of it. */
function stale(context: InstallContext, root: Table, packages: readonly UvPackage[]): string[] {
  return packages.filter((entry) => entry.source === 'editable' || entry.source === 'virtual').flatMap((entry) => {
    const file = posix.join(entry.path ?? '.', 'pyproject.toml');
    if (entry.path !== '.' && !context.files.fileExists(file)) return [];
    const difference = uvDifference(entry.path === '.' ? root : readToml(context.files, file, []) ?? {}, entry);
    return difference === undefined ? [] : [`uv.lock does not fit ${file}: ${difference}; run 'uv lock' and commit uv.lock`];
  });
}

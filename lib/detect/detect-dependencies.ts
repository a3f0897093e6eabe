import { collect, Collected } from './dependencies/collect';
import { disagreement, lockAndRequirements, projectAndRequirements } from './dependencies/compare';
import { DetectedInstaller } from './dependencies/detected-installer';
import { hiddenLockProblem, hiddenLocks } from './dependencies/hidden-lock';
import { imageSets } from './dependencies/image-sets';
import { nothingFound } from './dependencies/nothing-found';
import { Candidate } from './dependencies/requirements-candidates';
import { findRequirements, RequirementsFound } from './dependencies/requirements-source';
import { Passed, Source } from './dependencies/source';
import { findUses, Use } from './dependencies/usage';
import { IAppFiles } from '../core/app-files';
import { Checkout } from '../core/checkout';
import { Detected } from '../core/detected';
import { readToml } from '../python/app-document';
import { IDependencyInstaller } from '../python/dependency-installer';
import { PythonDependencies } from '../python/python-dependencies';

/** What was decided, and what about. */
interface Decision {
  readonly source?: Source;
  readonly because: string;
  readonly passed: readonly Passed[];
  readonly problem?: string;
}

/**
 * Finds the one source that says what to install. Which of several is meant is told by what is in them and by how the
 * repository itself installs; where neither does, only their authors know.
 */
export function detectDependencies(files: IAppFiles, repository?: Checkout): Detected<IDependencyInstaller> {
  const none = { findings: [], warnings: [] };
  const uses = repository ? findUses(repository) : [];
  const collected = collect(files);
  const requirements = findRequirements(files, uses, collected.locks.length > 0 || collected.project !== undefined);
  const decision = decide(collected, requirements, uses);
  if (decision.problem !== undefined) return { ...none, problems: [decision.problem] };
  const { source } = decision;
  const hidden = hiddenLocks(files, repository);
  const hides = hiddenLockProblem(source, hidden);
  if (hides !== undefined) return { ...none, problems: [hides] };
  if (!source) return { ...none, problems: brokenProject(files) ?? [nothingFound(files, repository, collected.settingsOnly)] };

  const project = source.kind === 'requirements' ? collected.described : undefined;
  // where the repository's own image installs the requirements alone, a script is not what it starts
  const without = project?.scripts !== undefined && uses.some((use) => use.deploys && use.kind === 'requirements')
    && !uses.some((use) => use.deploys && use.kind === 'project');
  const installs = project?.needsInstall !== undefined && !without && !requirements.candidates.some(({ read }) => read.itself);
  const passed = [...collected.passed, ...decision.passed, ...hidden].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  const alternatives = passed.filter(({ file }, i) => passed.findIndex((one) => one.file === file) === i).map(({ file, why }) => `${file}: ${why}`);
  const sets = imageSets(files, source, uses);
  const listed = requirements.candidates.map(({ file }) => file);
  const installer = installs ? PythonDependencies.requirements({ files: listed, installProject: true }) : sets?.installer ?? source.install();
  const more = installs ? `the application is installed, too: ${project?.needsInstall}` : sets?.because;
  return {
    ...none,
    value: new DetectedInstaller(installer, {
      file: source.file.split(' and ')[0],
      because: more === undefined ? decision.because : `${decision.because}; ${more}`,
      alternatives,
      override: `dependencies: ${sets?.call ?? source.call}`,
    }),
    problems: [],
  };
}

/** A project file that cannot be read may name all that is missing. */
function brokenProject(files: IAppFiles): string[] | undefined {
  const problems: string[] = [];
  if (files.fileExists('pyproject.toml')) readToml(files, 'pyproject.toml', problems);
  return problems.length > 0 ? problems : undefined;
}

function decide({ locks, project, described }: Collected, found: RequirementsFound, uses: readonly Use[]): Decision {
  const passed = [...found.passed];
  let [lock] = locks;
  let because = lock ? (/\.lock$/.test(lock.file) ? `the lock of ${lock.kind}` : `${lock.file}, without a lock`) : '';
  if (locks.length > 1) {
    const used = usedOf(locks, uses);
    if (!used) return { passed, because: '', problem: `found ${locks.map(({ file, size }) => `${file} (${size})`).join(' and ')}; choose with dependencies: ${locks.map(({ call }) => call).join(' or ')}` };
    lock = used.source;
    because = used.because;
    locks.filter((one) => one !== lock).forEach(({ file }) => passed.push({ file, why: `not what ${used.where} installs` }));
  }
  const { source: listed, candidates } = found;
  if (lock && found.problem !== undefined) {
    // whichever of them is meant, a lock that covers them all is taken
    const verdicts = found.candidates.map((one) => ({ one, verdict: lockAndRequirements(lock, single(one), [one]) }));
    const open = verdicts.find(({ verdict }) => !verdict);
    if (!open) return { source: lock, because, passed: [...passed, ...verdicts.map(({ one, verdict }) => ({ file: one.file, why: verdict?.why ?? '' }))] };
    return between(lock, single(open.one), uses, passed, because);
  }
  if (found.problem !== undefined && !project) return { passed, because: '', problem: found.problem };
  const first = lock ?? project;
  if (!first || !listed) {
    const source = first ?? listed;
    return { ...(source ? { source } : {}), because: because || found.because || 'the only source', passed };
  }
  const verdict = lock
    ? lockAndRequirements(lock, listed, candidates)
    : projectAndRequirements(first, described?.reads ?? [], listed, candidates);
  if (!verdict) return between(first, listed, uses, passed, because || 'the project');
  const [taken, other] = verdict.taken === 'first' ? [first, listed] : [listed, first];
  return { source: taken, because: taken === listed ? found.because : because || 'the project itself', passed: [...passed, { file: other.file, why: verdict.why }] };
}

/** Two that disagree: what the repository itself installs, or a question. */
function between(first: Source, second: Source, uses: readonly Use[], passed: readonly Passed[], because: string): Decision {
  const used = usedOf([first, second], uses);
  if (!used) return { because, passed, problem: disagreement(first, second) };
  const other = used.source === first ? second : first;
  return { source: used.source, because: used.because, passed: [...passed, { file: other.file, why: `not what ${used.where} installs` }] };
}

/** The one of them that an image of the repository installs, else the one that its pipelines do. */
function usedOf(sources: readonly Source[], uses: readonly Use[]): { source: Source; because: string; where: string } | undefined {
  for (const deploys of [true, false]) {
    const of = (source: Source) => uses.filter((use) => use.deploys === deploys && use.kind === source.kind);
    const used = sources.filter((source) => of(source).length > 0);
    if (used.length > 1) return undefined;
    if (used.length === 1) return { source: used[0], because: `${of(used[0])[0].where}: ${of(used[0])[0].says}`, where: of(used[0])[0].where };
  }
  return undefined;
}

function single({ file, wanted }: Candidate): Source {
  return {
    kind: 'requirements',
    file,
    wanted,
    direct: wanted,
    size: `${wanted.length} requirements`,
    call: `PythonDependencies.requirements({ file: '${file}' })`,
    install: () => PythonDependencies.requirements({ file }),
  };
}

import { Candidate } from './requirements-candidates';
import { listed, Source, without } from './source';

/** Which of two sources is taken and why the other is not; undefined: only the authors know. */
export type Verdict = { readonly taken: 'first' | 'second'; readonly why: string } | undefined;

/** Installed beside everything, so that they tell nothing. */
const TOOLS = new Set(['pip', 'setuptools', 'wheel', 'distribute']);

/** A lock beside requirements: a file that the lock covers is an export of it or was left behind. */
export function lockAndRequirements(lock: Source, requirements: Source, candidates: readonly Candidate[]): Verdict {
  if (lock.file === 'Pipfile' && lock.direct && requirements.wanted?.every(({ version }) => version !== undefined) && without(lock.direct, requirements.wanted).length === 0) {
    return { taken: 'second', why: `${requirements.file} pins all that it names, and it has no Pipfile.lock` };
  }
  const madeBy = candidates.map((one) => one.madeBy).find((command) => command !== undefined && /^(?:uv export|poetry export|pdm export|pipenv requirements)/.test(command));
  if (!lock.wanted || !requirements.wanted) return undefined;
  const known = new Map(lock.wanted.map(({ name, version }) => [name, version]));
  const more = without(requirements.wanted, lock.wanted).filter((name) => !TOOLS.has(name));
  const others = requirements.wanted.filter(({ name, version }) => version !== undefined && known.has(name) && known.get(name) !== version);
  const differ = others.length > 0 ? `; ${others.length} other version${others.length === 1 ? '' : 's'}: ${listed(others.map(({ name, version }) => `${name} ${version} (locked: ${known.get(name)})`), 2)}` : '';
  if (madeBy) return { taken: 'first', why: `exported from a lock (${madeBy})${more.length > 0 ? `; it has ${listed(more)} that ${lock.file} has not` : differ}` };
  if (more.length > 0) return undefined;
  const lacks = without(lock.direct ?? [], requirements.wanted);
  return { taken: 'first', why: `${lock.file} locks all that it names${lacks.length > 0 ? `; it lacks ${listed(lacks)}` : ''}${differ}` };
}

/** A project without a lock beside requirements, which pin what the project asks for or say something else. */
export function projectAndRequirements(
  project: Source, reads: readonly string[], requirements: Source, candidates: readonly Candidate[],
): Verdict {
  const read = candidates.flatMap((one) => one.read.files);
  if (reads.some((file) => read.includes(file))) return { taken: 'second', why: `reads its dependencies from ${reads.join(', ')}` };
  if (candidates.some(({ madeBy }) => madeBy !== undefined && / (?:pyproject\.toml|setup\.(?:py|cfg))\b/.test(` ${madeBy}`))) return { taken: 'second', why: `compiled into ${requirements.file}` };
  if (!project.wanted) return { taken: 'second', why: `cannot be read without running it: ${project.size}` };
  if (!requirements.wanted) return undefined;
  const missing = without(project.wanted, requirements.wanted);
  if (missing.length === 0) return { taken: 'second', why: project.wanted.length === 0 ? 'names no dependencies' : `${requirements.file} has all that it names` };
  const more = without(requirements.wanted, project.wanted).filter((name) => !TOOLS.has(name));
  if (more.length === 0) return { taken: 'first', why: `lacks ${listed(missing)} of ${project.file}` };
  return undefined;
}

/** What two sources that nothing decides between have and lack, and the lines that decide. */
export function disagreement(first: Source, second: Source): string {
  const more = second.wanted && first.wanted ? without(second.wanted, first.wanted) : [];
  const lacks = second.wanted && first.direct ? without(first.direct, second.wanted) : [];
  const what = [
    second.size,
    ...(lacks.length > 0 ? [`it lacks ${listed(lacks)}`] : []),
    ...(more.length > 0 ? [`it has ${listed(more)} that ${first.file} has not`] : []),
  ];
  return `found ${first.file} (${first.size}) and ${second.file} (${what.join('; ')}), which disagree; choose with dependencies: ${first.call} or ${second.call}`;
}

import { counted } from './collect';
import { Candidate, candidatesOf, productionOf, readCandidate, requirementsPaths } from './requirements-candidates';
import { Passed, Source } from './source';
import { Use } from './usage';
import { IAppFiles } from '../../core/app-files';
import { PythonDependencies } from '../../python/python-dependencies';
import { RequirementsEngine } from '../../python/requirements-engine';

/** Markers are read for it before the real series is known: only names are compared. */
const SERIES = '3.13';

/** The requirements that production is installed from, or the question which. */
export interface RequirementsFound {
  readonly source?: Source;
  readonly candidates: readonly Candidate[];
  readonly because: string;
  readonly passed: readonly Passed[];
  readonly problem?: string;
}

/** Finds the requirements files of a directory and the ones for production among them. */
export function findRequirements(files: IAppFiles, uses: readonly Use[], anotherSource: boolean): RequirementsFound {
  const { near, far } = requirementsPaths(files);
  const nearby = candidatesOf(files, near, SERIES);
  const passed: Passed[] = [...nearby.passed];
  let { candidates } = nearby;
  const itself = candidates.filter(({ onlyItself }) => onlyItself);
  candidates = candidates.filter((one) => !itself.includes(one));
  const used = usedFiles(uses, [...near, ...far]);
  const production = used && used.files.filter((file) => !passed.some((one) => one.file === file) || !near.includes(file));
  if (used && production && production.length > 0) {
    const chosen = production.map((file) => readCandidate(files, file, SERIES));
    if (chosen.every(({ onlyItself }) => !onlyItself)) {
      const included = new Set(chosen.flatMap(({ read }) => read.files));
      candidates.filter(({ file }) => !production.includes(file)).forEach(({ file }) => passed.push({ file, why: included.has(file) ? 'included by it' : `not what ${used.where} installs` }));
      return { source: sourceOf(chosen), candidates: chosen, because: `${used.where}: ${used.says}`, passed: [...passed, ...onlyDot(itself)] };
    }
  }
  if (candidates.length === 0 && near.length === 0 && !anotherSource) {
    const further = candidatesOf(files, far.filter((path) => /(?:^|[/_-])(?:deploy|deployment|docker|prod|production|config|build|server|etc|install|setup|envs?)\//.test(path)), SERIES);
    candidates = [...further.candidates];
    passed.push(...further.passed);
  }
  if (candidates.length === 0) {
    const [only] = itself;
    // nothing else says what the application asks for
    if (only && !anotherSource) return { source: sourceOf([only]), candidates: [only], because: 'the application itself, with what it asks for', passed };
    return { candidates, because: '', passed: [...passed, ...onlyDot(itself)] };
  }
  passed.push(...onlyDot(itself));
  const answer = productionOf(candidates);
  if ('question' in answer) {
    const each = answer.question.map(({ file, wanted }) => `${file} (${counted(wanted.length, 'requirement')})`);
    const calls = answer.question.map(({ file }) => `PythonDependencies.requirements({ file: '${file}' })`);
    return {
      candidates,
      because: '',
      passed,
      problem: `found ${each.join(' and ')}, and nothing says which is for production; choose with dependencies: ${calls.join(' or ')}`,
    };
  }
  const files0 = answer.chosen.map(({ file }) => file);
  candidates.filter(({ file }) => !files0.includes(file)).forEach(({ file }) => passed.push({ file, why: `${files0.join(' and ')}: ${answer.because}` }));
  return { source: sourceOf(answer.chosen), candidates: answer.chosen, because: answer.because, passed };
}

function onlyDot(itself: readonly Candidate[]): Passed[] {
  return itself.map(({ file, read }) => ({ file, why: `says only '${read.itself?.physical.trim() ?? '.'}', the application itself` }));
}

function sourceOf(chosen: readonly Candidate[]): Source {
  const files = chosen.map(({ file }) => file);
  // hashes with lines between them that have none: only who compiled the file installs it so
  const uv = chosen.some(({ read, madeBy }) => read.unhashed.length > 0 && madeBy?.startsWith('uv pip compile'));
  const options = { ...(files.length === 1 ? { file: files[0] } : { files }), ...(uv ? { engine: RequirementsEngine.UV } : {}) };
  const text = `${files.length === 1 ? `file: '${files[0]}'` : `files: [${files.map((file) => `'${file}'`).join(', ')}]`}${uv ? ', engine: RequirementsEngine.UV' : ''}`;
  const wanted = chosen.flatMap((one) => one.wanted);
  return {
    kind: 'requirements',
    file: files.join(' and '),
    wanted,
    direct: wanted,
    size: counted(wanted.length, 'requirement'),
    call: `PythonDependencies.requirements({ ${text} })`,
    install: () => PythonDependencies.requirements(options),
  };
}

/** What an image of the repository, else its pipelines, install; undefined when they do not agree. */
function usedFiles(uses: readonly Use[], known: readonly string[]): { files: string[]; where: string; says: string } | undefined {
  for (const deploys of [true, false]) {
    const found = uses.filter((use) => use.kind === 'requirements' && use.deploys === deploys)
      .map((use) => ({ ...use, files: use.paths.flatMap((path) => resolved(path, known) ?? []) })).filter(({ files }) => files.length > 0);
    const distinct = new Set(found.map(({ files }) => files.join('\n')));
    if (distinct.size === 1) return { files: found[0].files, where: found[0].where, says: found[0].says };
    if (distinct.size > 1) return undefined;
  }
  return undefined;
}

/** A path of an image (`/app/requirements.txt`) is the file whose path is its end. */
function resolved(path: string, known: readonly string[]): string | undefined {
  if (known.includes(path)) return path;
  return [...known].sort((a, b) => b.length - a.length).find((file) => path.endsWith(`/${file}`));
}

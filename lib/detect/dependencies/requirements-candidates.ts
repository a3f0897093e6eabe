import { posix } from 'path';
import { hasFramework, isDevelopmentOnly, isServer, notForProduction, Wanted } from './names';
import { Passed } from './source';
import { IAppFiles } from '../../core/app-files';
import { readRequirements, RequirementsFiles } from '../../python/requirements-file';

/** A requirements file that production could be installed from. */
export interface Candidate {
  readonly file: string;
  readonly read: RequirementsFiles;
  readonly wanted: readonly Wanted[];
  /** Whether it says nothing but `.`: the application itself, with what that asks for. */
  readonly onlyItself: boolean;
  /** What made it, if its head says so: `uv export --no-dev`. */
  readonly madeBy?: string;
}

/** Folders that hold other things than the application's own requirements. */
const NOT_ENTERED = /^(?:\..*|node_modules|site-packages|venv|env|dist|__pycache__|vendor|third_party|static|media|migrations|locale)$/;

/** Folders whose files are requirements whatever their names: `requirements/base.txt`. */
const FOLDERS = new Set(['requirements', 'requirement', 'reqs', 'req', 'requires', 'deps', 'dependencies', 'pip']);

const NAME = /^(?:[a-z0-9]+[-_.])*(?:requirements?|reqs?|requires|deps|dependencies)(?:[-_.][a-z0-9-_.]*)?\.(?:txt|in|pip)$/i;

/** Paths of requirements files: those of the top and its requirements folders, and apart from them those further down. */
export function requirementsPaths(files: IAppFiles): { near: string[]; far: string[] } {
  const near: string[] = [];
  const far: string[] = [];
  const walk = (folder: string, depth: number) => {
    for (const name of files.listDirectory(folder)) {
      const path = posix.join(folder, name);
      const inFolder = FOLDERS.has(posix.basename(folder).toLowerCase());
      if (files.fileExists(path)) {
        // a slip of the pen is asked about, not taken
        const fits = (NAME.test(name) && !/^requirement\.txt$|\.txt\.txt$/i.test(name)) || (inFolder && /\.(?:txt|in|pip)$/.test(name));
        if (fits) (folder === '.' || (inFolder && posix.dirname(folder) === '.') ? near : far).push(path);
      } else if (depth < 3 && !NOT_ENTERED.test(name) && files.directoryExists(path) && !files.isSymbolicLink(path)) {
        walk(path, depth + 1);
      }
    }
  };
  walk('.', 0);
  return { near: near.sort(), far: far.sort() };
}

/** The files that production may be meant by, and those that it is not, with the reason. */
export function candidatesOf(files: IAppFiles, paths: readonly string[], python: string): { candidates: Candidate[]; passed: Passed[] } {
  const passed: Passed[] = [];
  const kept: Candidate[] = [];
  for (const file of paths) {
    const pair = file.replace(/\.in$/, '.txt');
    const why = notForProduction(file);
    if (file.endsWith('.in') && paths.includes(pair)) {
      passed.push({ file, why: `compiled into ${pair}` });
    } else if (why !== undefined) {
      passed.push({ file, why });
    } else {
      const candidate = readCandidate(files, file, python);
      if (isDevelopmentOnly(candidate.wanted)) passed.push({ file, why: 'has only tools of development' });
      else if (candidate.wanted.length === 0 && !candidate.onlyItself && paths.length > 1) passed.push({ file, why: 'installs nothing' });
      else kept.push(candidate);
    }
  }
  const includers = kept.filter((one) => developmentOf(one) === undefined || kept.length === 1);
  const candidates = kept.filter(({ file }) => {
    const by = includers.find((other) => other.file !== file && other.read.entries.some((entry) => entry.file === file && !entry.constrains));
    const constrainsOnly = includers.find((other) => other.file !== file && other.read.files.includes(file));
    if (by) passed.push({ file, why: `included by ${by.file}` });
    else if (constrainsOnly) passed.push({ file, why: `only limits versions, for ${constrainsOnly.file}` });
    return !by && !constrainsOnly;
  });
  const development = candidates.filter((one) => !includers.includes(one) && candidates.length > 1);
  development.forEach((one) => passed.push({ file: one.file, why: `includes ${developmentOf(one) ?? ''}, which is not for production` }));
  return { candidates: candidates.filter((one) => !development.includes(one)), passed };
}

/** The file for development that it installs, too. Constraints install nothing, whatever their name. */
function developmentOf({ file, read }: Candidate): string | undefined {
  return read.files.find((other) => other !== file && notForProduction(other) !== undefined
    && read.entries.some((entry) => entry.file === other && !entry.constrains));
}

export function readCandidate(files: IAppFiles, file: string, python: string): Candidate {
  const read = readRequirements(files, [file], python);
  const madeBy = headOf(files, file);
  return {
    file,
    read,
    wanted: read.distributions,
    onlyItself: read.itself !== undefined && read.distributions.length === 0 && read.locals.length === 0,
    ...(madeBy === undefined ? {} : { madeBy }),
  };
}

/**
 * The command in the head of a file that a tool wrote.
 * pip-compile and uv name it in an indented comment of its own.
 */
function headOf(files: IAppFiles, file: string): string | undefined {
  if (!files.fileExists(file)) return undefined;
  for (const line of files.readFile(file).slice(0, 4000).split(/\r\n|\r|\n/).slice(0, 12)) {
    const command = /^#\s+((?:uv (?:export|pip compile)|pip-compile|poetry export|pdm export|pipenv requirements)\b.*)$/.exec(line)?.[1];
    if (command !== undefined) return command.trim();
    if (/^# This file is @generated by PDM/.test(line)) return 'pdm export';
  }
  return undefined;
}

/** What several candidates come down to: one, two that belong together, or a question. */
export type Production = { readonly chosen: readonly Candidate[]; readonly because: string } | { readonly question: readonly Candidate[] };

/** The one for production by what is in the files: what is left is a question to the authors. */
export function productionOf(candidates: readonly Candidate[]): Production {
  if (candidates.length === 1) return { chosen: candidates, because: 'the only one for production' };
  const named = candidates.filter(({ file }) => /(?:^|[^a-z])(?:prod|production|deploy|deployment|live|heroku)(?:[^a-z]|$)/i.test(file));
  const strong = named.length === 1 ? named[0] : undefined;
  if (strong) {
    const rest = candidates.filter((one) => one !== strong);
    const base = rest.filter(({ wanted }) => hasFramework(wanted));
    if (hasFramework(strong.wanted) || base.length === 0) return { chosen: [strong], because: 'for production by its name' };
    if (base.length === 1) return { chosen: [base[0], strong], because: `${strong.file} is for production by its name, and what it needs is in ${base[0].file}` };
  }
  const whole = candidates.filter(({ wanted }) => hasFramework(wanted) && wanted.some(isServer));
  if (whole.length === 1) return { chosen: whole, because: 'it alone has the web framework and its server' };
  const framework = candidates.filter(({ wanted }) => hasFramework(wanted));
  if (whole.length === 0 && framework.length === 1) {
    const server = candidates.filter((one) => one !== framework[0] && one.wanted.some(isServer));
    if (server.length === 0) return { chosen: framework, because: 'it alone has the web framework' };
  }
  const root = candidates.find(({ file }) => file === 'requirements.txt');
  const superset = (whole.length > 0 ? whole : framework).filter((one) => candidates.every((other) => includes(one.wanted, other.wanted)));
  if (superset.length > 0) {
    const best = superset.find((one) => one === root) ?? superset[0];
    return { chosen: [best], because: 'it has all that the others have' };
  }
  const main = candidates.filter(({ file }) => /(?:^|[^a-z])(?:main|app|base|common|default|core)(?:[^a-z]|$)/i.test(file));
  if (framework.length === 0 && main.length === 1 && !root) return { chosen: main, because: 'the main one by its name' };
  if (framework.length === 0 && root) return { chosen: [root], because: 'the main one by its name' };
  return { question: candidates };
}

function includes(all: readonly Wanted[], some: readonly Wanted[]): boolean {
  const names = new Set(all.map(({ name }) => name));
  return some.every(({ name }) => names.has(name));
}

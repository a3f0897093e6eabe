import { AppIndex } from './app-index';
import { Candidate, codeCandidates, mentioned, scriptOf } from './candidate';
import { Installed } from './installed';
import { Mention } from './mention';
import { AppResolver } from './resolve-app';
import { SelfRun } from './self-run';

/** The applications found, best first, and whether the first one is clear. */
export interface Choice {
  readonly candidates: readonly Candidate[];
  /** Those that are as good as the first, itself included; empty when it is clear. */
  readonly equal: readonly Candidate[];
}

/** Evidence that differs by less than this is no reason to prefer one. */
const CLEAR = 6;

/** Ranks what the code makes and what the application's own files start. */
export function choose(index: AppIndex, resolver: AppResolver, mentions: readonly Mention[], runs: readonly SelfRun[], installed: Installed, described: readonly Candidate[]): Choice {
  const code = codeCandidates(index, resolver).map((candidate) => weighted(candidate, runs, mentions, index, installed));
  const named = mentions.flatMap((mention) => {
    const candidate = mentioned(index, resolver, mention);
    return candidate ? [candidate] : [];
  });
  const told = runs.flatMap((run): Candidate[] => {
    if (run.target === undefined) return [];
    const mention: Mention = { server: 'uvicorn', words: [], target: run.target, isFactory: false, options: [], environment: [], directory: '.', file: run.file, line: run.line, weight: 20 };
    const candidate = mentioned(index, resolver, mention);
    return candidate ? [{ ...candidate, score: 60 - 3 * run.file.split('/').length }] : [];
  });
  const all = [...described, ...named, ...told, ...code].map((candidate) => suited(candidate, installed))
    .sort((a, b) => b.score - a.score || a.file.length - b.file.length || (a.file < b.file ? -1 : 1));
  const best = dedupe(all);
  const [first] = best;
  const equal = best.filter((other) => other.origin !== first.origin && first.score - other.score < CLEAR && other.score > -10);
  return { candidates: best, equal: first === undefined || equal.length === 0 ? [] : [first, ...equal] };
}

/** A file that starts its own application, or that a command runs, is more than a file that does not. */
function weighted(candidate: Candidate, runs: readonly SelfRun[], mentions: readonly Mention[], index: AppIndex, installed: Installed): Candidate {
  const runsIt = runs.some((run) => run.file === candidate.file && (run.serves === undefined || run.serves === candidate.attribute));
  const script = mentions.find((mention) => mention.server === 'python' && scriptOf(index, mention) === candidate.file);
  const { distribution } = candidate.framework;
  const missing = !installed.isUnknown && distribution !== '' && !installed.has(distribution) ? -12 : 0;
  return { ...candidate, score: candidate.score + (runsIt ? 8 : 0) + (script ? 200 + script.weight : 0) + missing };
}

/** Of a Django project both faces are there: the one whose server is installed is meant. */
function suited(candidate: Candidate, installed: Installed): Candidate {
  if (!/^Django/.test(candidate.framework.name) || candidate.mention) return candidate;
  const asgi = ['daphne', 'uvicorn', 'hypercorn', 'granian'].some((server) => installed.has(server));
  const wsgi = ['gunicorn', 'uwsgi', 'waitress'].some((server) => installed.has(server)) && !installed.has('uvicorn-worker');
  const wants = (installed.has('channels') && asgi) || (asgi && !wsgi && !(installed.has('granian') && !installed.has('channels') && !installed.has('uvicorn') && !installed.has('daphne') && !installed.has('hypercorn'))) ? 'asgi' : 'wsgi';
  return { ...candidate, score: candidate.score + 20 + (candidate.framework.interface === wants ? 10 : -10) };
}

/** One line an application and name: the same one may be mentioned many times. */
function dedupe(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter((candidate) => {
    const key = `${candidate.paste}|${candidate.root}|${candidate.module}:${candidate.attribute}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

import { posix } from 'path';
import { IAppFiles } from '../core/app-files';
import { Checkout } from '../core/checkout';

/** Folders of what no image needs. */
const ASIDE = /(?:^|\/)(?:docs?|documentation|tests?|examples?|samples|benchmarks?|\..+)(?:\/|$)/i;
/** More than this are counted, not named. */
const NAMED = 3;

/**
 * Git submodules that the checkout has not: a clone leaves them empty unless it is told otherwise, and what is built of it starts
 * without them. One that an ignore rule keeps from the build is needed by no image.
 */
export function submoduleProblems(files: IAppFiles, checkout: Checkout): string[] {
  const text = checkout.read('.gitmodules') ?? '';
  const ignored = (checkout.read('.dockerignore') ?? '').split(/\r?\n/).map((line) => posix.normalize(line.trim()).replace(/^\/|\/$/g, ''));
  const isIgnored = (path: string) => ignored.some((line) => path === line || path.startsWith(`${line}/`) || (/^\*\*?$/.test(line) && !ignored.some((other) => other.startsWith(`!${path}`))));
  const paths = [...text.matchAll(/^\s*path\s*=\s*(\S+)\s*$/gm)].map(([, path]) => posix.normalize(path).replace(/\/$/, ''))
    .filter((path) => !path.startsWith('..') && !ASIDE.test(path) && !isIgnored(path)).sort();
  const missing = paths.filter((path) => checkout.list(path).length === 0 && !/ignore rules/.test(files.explainMissing(path)));
  if (missing.length === 0) return [];
  const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : '';
  const [first] = missing;
  return [`.gitmodules names ${missing.slice(0, NAMED).join(', ')}${more}, and the checkout has nothing there; run 'git submodule update --init', `
    + `or, where the image needs none of it, add such lines to .dockerignore: ${first}`];
}

import { realpathSync, writeFileSync } from 'fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'path';
import { dockerAnswer } from './docker';

/** What bake would build, as it says itself. */
export interface BakePlan {
  readonly targets: readonly BakeTargetPlan[];
  /** Targets and groups among the words that were given on. */
  readonly named: readonly string[];
}

export interface BakeTargetPlan {
  readonly name: string;
  readonly context: string;
  /** Relative to the context, or absolute. */
  readonly dockerfile: string;
  readonly tags: readonly string[];
  /** Files of secrets. */
  readonly files: readonly string[];
}

/** An image that its registry has. */
export interface PushedImage {
  readonly name: string;
  readonly tags: readonly string[];
  readonly digest: string;
}

interface Printed {
  readonly group?: { readonly [name: string]: { readonly targets: readonly string[] } };
  readonly target: { readonly [name: string]: PrintedTarget };
}

interface PrintedTarget {
  readonly context?: string;
  readonly dockerfile?: string;
  readonly tags?: readonly string[];
  readonly secret?: ReadonlyArray<string | { readonly src?: string }>;
}

/**
 * Asks bake what the words mean: it alone knows its options, variables and override files.
 * @throws what bake says when they mean nothing
 */
export async function planBake(bakeFile: string, words: readonly string[]): Promise<BakePlan> {
  const { code, stdout, stderr } = await dockerAnswer(['buildx', 'bake', '--print', '-f', bakeFile, ...words], '');
  if (code !== 0) throw new Error(`docker buildx bake says: ${stderr.trim()}`);
  const { group = {}, target } = JSON.parse(stdout) as Printed;
  const names = Object.keys(target).sort();
  return {
    targets: names.map((name) => {
      const { context = '.', dockerfile = 'Dockerfile', tags = [], secret = [] } = target[name];
      return { name, context, dockerfile, tags, files: secret.flatMap((each) => sourceOf(each) ?? []) };
    }),
    named: words.filter((word) => names.includes(word) || word in group),
  };
}

/** Bake asks leave for every folder and file that it reads outside the current directory. */
export function outsideFolders({ targets }: BakePlan, bakeFile: string): string[] {
  const paths = targets.flatMap(({ context, dockerfile, files }) => [
    context, isAbsolute(dockerfile) ? dirname(dockerfile) : dirname(bakeFile), ...files,
  ]);
  return [...new Set(paths.filter(isOutside))].sort().map((path) => `--allow=fs.read=${path}`);
}

/** What bake would have written, for images that it need not push. */
export function writeMetadata(file: string, images: readonly PushedImage[]): void {
  const entries = images.map(({ name, tags, digest }) => [name, { 'containerimage.digest': digest, 'image.name': tags.join(',') }]);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`);
}

function sourceOf(secret: string | { readonly src?: string }): string | undefined {
  return typeof secret === 'string' ? /(?:^|,)(?:src|source)=([^,]+)/.exec(secret)?.[1] : secret.src;
}

function isOutside(path: string): boolean {
  const inside = relative(real('.'), real(path));
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
}

/** Bake compares real paths. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path); // bake says that it is missing
  }
}

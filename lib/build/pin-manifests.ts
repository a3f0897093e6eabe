import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { isPair, isScalar, Pair, parseAllDocuments, Scalar, visit } from 'yaml';
import { CONTENT_TAG, Digests, splitReference } from './pushed-images';
import { writeTogether } from './write-files';
import { Problems } from '../core/problems';

/** Where a Pod names images. */
const LISTS = ['containers', 'initContainers', 'ephemeralContainers'];

/** One place of a manifest that names an image by a tag made from its content. */
interface Place {
  readonly start: number;
  readonly end: number;
  /** Without a digest. */
  readonly image: string;
  readonly line: number;
}

/** What became of the manifests of a folder. */
export interface PinnedManifests {
  /** Paths of the files that were changed, sorted. */
  readonly changed: readonly string[];
  /** Images that the build did not push, which keep their tag alone. */
  readonly left: readonly string[];
}

/**
 * Gives every image of the manifests below a folder its digest. Nothing else of the files changes, neither comments nor
 * quotes; and no file at all when there is a problem.
 *
 * @param source the file that the digests are from, for messages
 * @throws when a manifest names another tag of a repository than the one that was pushed, or no image that was
 */
export function pinManifests(folder: string, pushed: Digests, source: string): PinnedManifests {
  const problems = new Problems();
  const left = new Set<string>();
  const texts: Array<[string, string]> = [];
  let found = 0;
  for (const file of manifestsBelow(folder)) {
    const text = readFileSync(file, 'utf8');
    const places = problems.attempt(() => placesOf(text, file)) ?? [];
    let pinned = text;
    for (const { start, end, image, line } of places.reverse()) {
      const digest = pushed.get(image);
      if (digest !== undefined) {
        found += 1;
        pinned = `${pinned.slice(0, start)}${image}@${digest}${pinned.slice(end)}`;
        continue;
      }
      const other = [...pushed.keys()].find((one) => splitReference(one).repository === splitReference(image).repository);
      if (other === undefined) left.add(image);
      else problems.add(`${file}:${line} runs ${image}, and '${source}' is of another build, ${other}; run synth, build, push and pin again`);
    }
    if (pinned !== text) texts.push([file, pinned]);
  }
  if (found === 0 && problems.all.length === 0) {
    problems.add(`no manifest below '${folder}' runs an image of '${source}' (${[...pushed.keys()].join(', ')}); give the folder that synth wrote`);
  }
  if (problems.all.length > 0) throw new Error(problems.all.join('\n'));
  writeTogether(texts);
  return { changed: texts.map(([file]) => file), left: [...left].sort() };
}

function manifestsBelow(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`there is no folder '${folder}' with manifests; run synth first, or give its output folder`);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
}

function placesOf(text: string, file: string): Place[] {
  if (!/:c[0-9a-f]{19}\b/.test(text)) return [];
  return parseAllDocuments(text).flatMap((document) => {
    if (document.errors.length > 0) throw new Error(`'${file}' is no YAML: ${document.errors[0].message.split('\n')[0]}; pin what synth wrote, before other tools change it`);
    const places: Place[] = [];
    visit(document, {
      Pair(_, { key, value }, path) {
        const list = path[path.length - 3];
        if (!isScalar(key) || key.value !== 'image' || !isPair(list) || !LISTS.includes(keyOf(list)) || !isScalar(value)) return;
        const place = placeOf(text, value);
        if (place) places.push(place);
      },
    });
    return places;
  });
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

function placeOf(text: string, { value, range }: Scalar): Place | undefined {
  const [, image] = /^([^@\s]+?)(?:@\S*)?$/.exec(String(value)) ?? [];
  if (image === undefined || !range || !CONTENT_TAG.test(splitReference(image).tag)) return undefined;
  const start = text.indexOf(String(value), range[0]);
  return { start, end: start + String(value).length, image, line: text.slice(0, start).split('\n').length };
}

import { existsSync, readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import { parseAllDocuments } from 'yaml';
import { isDirectory } from './new-file';
import { ImageFiles } from '../graph/graph';
import { ReadObject, readObject } from '../graph/read-objects';

/** What synth left in a folder. */
export interface SynthOutput {
  readonly images: readonly ImageFiles[];
  readonly objects: readonly ReadObject[];
}

/** Where synth of a cdk8s app, or of a Helm chart, puts the bake file; undefined when it is in neither place. */
export function bakeFileOf(folder: string): string | undefined {
  return [join(folder, 'images/docker-bake.hcl'), join(folder, '../images/docker-bake.hcl')].find((file) => existsSync(file));
}

/** @throws when there is no such folder, or synth did not write it */
export function requireBakeFile(folder: string): string {
  if (!isDirectory(folder)) throw new Error(`there is no folder '${folder}'; run synth first, or give the folder that it wrote (--from)`);
  const found = bakeFileOf(folder);
  if (found === undefined) throw new Error(`'${folder}' has no images/docker-bake.hcl, so synth did not write it; give the folder that synth wrote (--from)`);
  return found;
}

/** Reads the folder that synth wrote. */
export function readOutput(folder: string): SynthOutput {
  const bakeFile = requireBakeFile(folder);
  const images = join(bakeFile, '..');
  const targets = readTargets(readFileSync(bakeFile, 'utf8'));
  return {
    images: targets.flatMap((target) => {
      const dockerfile = join(images, target.name, 'Dockerfile');
      return existsSync(dockerfile) ? [{ ...target, dockerfile: readFileSync(dockerfile, 'utf8') }] : [];
    }),
    objects: manifests(folder, images).flatMap((file) => documents(file)),
  };
}

/** Each target of the bake file that states a context and a tag: those of a release inherit both. */
function readTargets(text: string): Array<Omit<ImageFiles, 'dockerfile'>> {
  return [...text.matchAll(/^target "([^"]+)" \{\n([^]*?)^\}/gm)].flatMap(([, name, body]) => {
    const context = /^ +context += ("(?:[^"\\]|\\.)*")$/m.exec(body)?.[1];
    const tag = /^ +tags += \[("(?:[^"\\]|\\.)*")/m.exec(body)?.[1];
    return context === undefined || tag === undefined ? [] : [{ name, context: JSON.parse(context) as string, reference: JSON.parse(tag) as string }];
  });
}

function manifests(folder: string, images: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => relative(images, file).startsWith('..'))
    .sort();
}

function documents(file: string): ReadObject[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).flatMap((document) => {
    if (!('errors' in document)) return [];
    if (document.errors.length > 0) throw new Error(`'${file}' is no YAML: ${document.errors[0].message.split('\n')[0]}`);
    return readObject(document.toJS()) ?? [];
  });
}

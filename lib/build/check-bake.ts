import { BakeOptions } from './bake-options';
import { Problems, received } from '../core/problems';
import { didYouMean } from '../core/suggestion';
import { checkReference } from '../dockerfile/image-reference';
import { checkText } from '../dockerfile/text-check';

const CACHES = ['azblob', 'gha', 'inline', 'local', 'registry', 's3'];

/** The groups that every bake file has. */
const OWN_GROUPS = ['default', 'release'];

/** Checks what the bake file will say. */
export function checkBake(bake: BakeOptions, problems: Problems): void {
  bake.tags?.forEach((tag) => checkTag(tag, problems));
  bake.groups?.forEach((group) => checkGroup(group, problems));
  Object.entries(bake.annotations ?? {}).forEach(([key, value]) => checkAnnotation(key, value, problems));
  bake.cacheFrom?.forEach((cache) => checkCache('cacheFrom', cache, problems));
  bake.cacheTo?.forEach((cache) => checkCache('cacheTo', cache, problems));
  if (bake.sbomGenerator !== undefined) attemptReference('bake.sbomGenerator', bake.sbomGenerator, problems);
  if (bake.sbomGenerator !== undefined && bake.sbom === false) problems.add('bake.sbomGenerator is given and bake.sbom is false; leave one of them out');
}

function checkTag(tag: string, problems: Problems): void {
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(tag)) {
    problems.add(`bake.tags has ${received(tag)}; a tag is at most 128 letters, digits, '_', '.' and '-', without the repository, such as 'latest'`);
  } else if (/^c[0-9a-f]{19}$/.test(tag)) {
    problems.add(`bake.tags has ${received(tag)}, which looks like a tag that is made from content; give one that people choose, such as 'latest'`);
  }
}

function checkGroup(group: string, problems: Problems): void {
  if (OWN_GROUPS.includes(group)) {
    problems.add(`bake.groups has ${received(group)}, where every image is; leave it out`);
  } else if (!/^[a-zA-Z0-9_-]{1,80}$/.test(group) || group.endsWith('-release')) {
    problems.add(`bake.groups has ${received(group)}; a group is named by letters, digits, '_' and '-', and '-release' is added for its release group`);
  }
}

function checkAnnotation(key: string, value: string, problems: Problems): void {
  problems.attempt(() => checkText(`the annotation ${received(key)}`, value, false));
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(key)) {
    problems.add(`bake.annotations has the key ${received(key)}; a key is letters, digits, '.', '-', '_' and '/', such as 'org.opencontainers.image.source'`);
  }
  if (value !== value.normalize('NFC')) problems.add(`bake.annotations has ${received(value)} in Unicode form NFD, and bake would write another text; write it in form NFC`);
}

function checkCache(option: string, cache: string, problems: Problems): void {
  const what = `bake.${option}`;
  const example = option === 'cacheTo' ? 'type=registry,ref=registry.example.com/shop:buildcache,mode=max' : 'type=registry,ref=registry.example.com/shop:buildcache';
  if (!cache.includes('=')) return attemptReference(what, cache, problems);
  const fields = cache.split(',').map((field) => field.split('='));
  if (/["\\]|\s/.test(cache) || cache !== cache.normalize('NFC') || fields.some((field) => field.length < 2 || field[0] === '')) {
    problems.add(`${what} has ${received(cache)}, which is no list of key=value without spaces and quotes; write it like '${example}'`);
    return;
  }
  problems.attempt(() => checkText(what, cache, false));
  const value = (name: string) => fields.find(([key]) => key === name)?.slice(1).join('=');
  const type = value('type');
  if (type === undefined || !CACHES.includes(type)) {
    problems.add(`${what} has ${received(cache)}, whose type is ${type === undefined ? 'missing' : `none that BuildKit knows${didYouMean(type, CACHES)}`}; there are: ${CACHES.join(', ')}`);
  } else if (type === 'registry') {
    const ref = value('ref');
    if (ref === undefined) problems.add(`${what} has ${received(cache)}, a cache in a registry without its reference; write it like '${example}'`);
    else attemptReference(what, ref, problems);
  }
}

function attemptReference(what: string, reference: string, problems: Problems): void {
  problems.attempt(() => checkReference(what, reference));
}

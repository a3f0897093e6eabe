import { BakeOptions } from './bake-options';
import { csvField } from './csv-field';
import { EPOCH, EPOCH_VARIABLE } from './source-date-epoch';
import { hclString, hclTemplate, Variable, Word } from '../dockerfile/quoting';

/** One image in the bake file. Paths are relative, as bake will read them. */
export interface BakeTarget {
  readonly name: string;
  /** Relative to the directory where bake runs. */
  readonly context: string;
  /** Relative to the context. */
  readonly dockerfile: string;
  readonly tags: readonly string[];
  readonly labels: ReadonlyArray<readonly [string, string]>;
  readonly platforms: readonly string[];
  readonly repository: string;
  /** Where the build finds its secrets. */
  readonly secrets?: readonly Word[];
  readonly options?: BakeOptions;
}

type Attribute = readonly [name: string, value: string];

/**
 * The text of a bake file: group `default` builds on any driver, group `release` adds what Docker's own driver refuses.
 * HCL, for `kubectl apply -R` reads every .json and .yaml below a folder.
 * @see https://docs.docker.com/build/bake/reference/
 */
export function renderBakeFile(header: readonly string[], targets: readonly BakeTarget[]): string {
  const blocks = [
    header.map((line) => `# ${line}`).join('\n'),
    ...variables(targets).map((name) => `# From the environment of the build.\n${renderBlock(`variable "${name}"`, [['default', hclString('')]])}`),
    `# The time of everything in a release, so that two builds of it are equal. 1980, for ZIP knows nothing earlier.\n${
      renderBlock(`variable "${EPOCH_VARIABLE}"`, [['default', hclString(EPOCH)]])}`,
    renderBlock('group "default"', [['targets', list(targets.map((target) => target.name))]]),
    `# Several platforms, attestations and a registry cache: needs a builder of its own (docker buildx create --use).\n${
      renderBlock('group "release"', [['targets', list(targets.map(release))]])}`,
    ...ownGroups(targets),
    ...targets.flatMap((target) => [
      renderBlock(`target ${hclString(target.name)}`, builds(target)), renderBlock(`target ${hclString(release(target))}`, releases(target)),
    ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function release(target: BakeTarget): string {
  return `${target.name}-release`;
}

function ownGroups(targets: readonly BakeTarget[]): string[] {
  const names = [...new Set(targets.flatMap((target) => target.options?.groups ?? []))].sort();
  return names.flatMap((name) => {
    const members = targets.filter((target) => target.options?.groups?.includes(name));
    return [
      renderBlock(`group ${hclString(name)}`, [['targets', list(members.map((target) => target.name))]]),
      renderBlock(`group ${hclString(`${name}-release`)}`, [['targets', list(members.map(release))]]),
    ];
  });
}

function builds(target: BakeTarget): Attribute[] {
  return [
    ['context', hclString(target.context)],
    ['dockerfile', hclString(target.dockerfile)],
    ['tags', list(target.tags)],
    ['labels', map(target.labels)],
    ...(target.secrets?.length ? [['secret', `[${target.secrets.map(hclTemplate).join(', ')}]`] as const] : []),
    // one platform builds anywhere; several only with a builder of its own
    ...(target.platforms.length === 1 ? [['platforms', list(target.platforms)] as const] : []),
  ];
}

function releases(target: BakeTarget): Attribute[] {
  const { cacheFrom, cacheTo } = caches(target);
  return [
    ['inherits', list([target.name])],
    ...(target.platforms.length > 1 ? [['platforms', list(target.platforms)] as const] : []),
    ['args', `{\n    ${EPOCH_VARIABLE} = ${EPOCH_VARIABLE}\n  }`],
    ['annotations', lines(annotations(target).map(([key, value]) => `index,manifest:${key}=${value}`))],
    ['attest', list(attestations(target.options))],
    ...(cacheFrom.length > 0 ? [['cache-from', list(cacheFrom)] as const] : []),
    ...(cacheTo.length > 0 ? [['cache-to', list(cacheTo)] as const] : []),
    ['output', list(['type=image,rewrite-timestamp=true'])],
  ];
}

/** Those that the user gave win over what the labels say. */
export function annotations({ labels, options }: Pick<BakeTarget, 'labels' | 'options'>): Array<readonly [string, string]> {
  const all = new Map([...labels, ...Object.entries(options?.annotations ?? {})]);
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Attestations of a release, as `--attest` takes them. */
export function attestations(options: BakeOptions | undefined): string[] {
  const generator = options?.sbomGenerator;
  const sbom = generator === undefined ? 'type=sbom' : `type=sbom,${csvField(`generator=${generator}`)}`;
  return ['type=provenance,mode=max', ...(options?.sbom || generator !== undefined ? [sbom] : [])];
}

/** Caches of a release, as `--cache-from` and `--cache-to` take them. */
export function caches({ repository, options }: Pick<BakeTarget, 'repository' | 'options'>): { readonly cacheFrom: string[]; readonly cacheTo: string[] } {
  const typed = (cache: string) => cache.includes('=') ? cache : `type=registry,ref=${cache}`;
  return {
    cacheFrom: (options?.cacheFrom ?? [`${repository}:buildcache`]).map(typed),
    cacheTo: (options?.cacheTo ?? [`type=registry,ref=${repository}:buildcache,mode=max`]).map(typed),
  };
}

/** Bake knows variables of the environment only when the file says so. */
function variables(targets: readonly BakeTarget[]): string[] {
  const words = targets.flatMap((target) => target.secrets ?? []).flatMap((word) => typeof word === 'string' ? [] : word);
  return [...new Set(words.filter((part) => part instanceof Variable).map(({ name }) => name))].sort();
}

function renderBlock(head: string, attributes: readonly Attribute[]): string {
  const width = Math.max(...attributes.map(([key]) => key.length));
  return `${head} {\n${attributes.map(([key, value]) => `  ${key.padEnd(width)} = ${value}`).join('\n')}\n}`;
}

function list(values: readonly string[]): string {
  return `[${values.map(hclString).join(', ')}]`;
}

function lines(values: readonly string[]): string {
  return `[\n${values.map((value) => `    ${hclString(value)},`).join('\n')}\n  ]`;
}

function map(entries: ReadonlyArray<readonly [string, string]>): string {
  return `{\n${entries.map(([key, value]) => `    ${hclString(key)} = ${hclString(value)}`).join('\n')}\n  }`;
}

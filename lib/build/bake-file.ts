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
}

/**
 * The text of a bake file: group `default` builds on any driver, group `release` adds what Docker's own driver refuses.
 * HCL, for `kubectl apply -R` reads every .json and .yaml below a folder.
 * @see https://docs.docker.com/build/bake/reference/
 */
export function renderBakeFile(header: readonly string[], targets: readonly BakeTarget[]): string {
  const release = (target: BakeTarget) => `${target.name}-release`;
  const blocks = [
    header.map((line) => `# ${line}`).join('\n'),
    ...variables(targets).map((name) => `# From the environment of the build.\n${renderBlock(`variable "${name}"`, [['default', hclString('')]])}`),
    renderBlock('group "default"', [['targets', list(targets.map((target) => target.name))]]),
    `# Several platforms, attestations and a registry cache: needs a builder of its own (docker buildx create --use).\n${
      renderBlock('group "release"', [['targets', list(targets.map(release))]])}`,
    ...targets.flatMap((target) => [
      renderBlock(`target ${hclString(target.name)}`, [
        ['context', hclString(target.context)],
        ['dockerfile', hclString(target.dockerfile)],
        ['tags', list(target.tags)],
        ['labels', map(target.labels)],
        ...(target.secrets?.length ? [['secret', `[${target.secrets.map(hclTemplate).join(', ')}]`] as const] : []),
        // one platform builds anywhere; several only with a builder of its own
        ...(target.platforms.length === 1 ? [['platforms', list(target.platforms)] as const] : []),
      ]),
      renderBlock(`target ${hclString(release(target))}`, [
        ['inherits', list([target.name])],
        ...(target.platforms.length > 1 ? [['platforms', list(target.platforms)] as const] : []),
        ['attest', list(['type=provenance,mode=max'])],
        ['cache-from', list([`type=registry,ref=${target.repository}:buildcache`])],
        ['cache-to', list([`type=registry,ref=${target.repository}:buildcache,mode=max`])],
      ]),
    ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Bake knows variables of the environment only when the file says so. */
function variables(targets: readonly BakeTarget[]): string[] {
  const words = targets.flatMap((target) => target.secrets ?? []).flatMap((word) => typeof word === 'string' ? [] : word);
  return [...new Set(words.filter((part) => part instanceof Variable).map(({ name }) => name))].sort();
}

function renderBlock(head: string, attributes: ReadonlyArray<readonly [string, string]>): string {
  const width = Math.max(...attributes.map(([key]) => key.length));
  return `${head} {\n${attributes.map(([key, value]) => `  ${key.padEnd(width)} = ${value}`).join('\n')}\n}`;
}

function list(values: readonly string[]): string {
  return `[${values.map(hclString).join(', ')}]`;
}

function map(entries: ReadonlyArray<readonly [string, string]>): string {
  return `{\n${entries.map(([key, value]) => `    ${hclString(key)} = ${hclString(value)}`).join('\n')}\n  }`;
}

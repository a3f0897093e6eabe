import { existsSync } from 'fs';
import { join } from 'path';
import { BakePlan, outsideFolders, planBake, writeMetadata } from './bake';
import { Arguments, CliCommand, EXIT, Output, UsageError } from './command';
import { requireBuildx } from './docker';
import { runInSight } from './processes';
import { requireBakeFile } from './read-output';
import { registryDigest } from './registry';
import { DEFINITION_HELP, DEFINITION_OPTIONS, readDefinition, synthesize } from './synthesize';
import { shellWord } from '../dockerfile/quoting';

const WITHOUT = 'Without it, inspect, init, synth and graph work, and another machine can build what synth writes';

/** `build DIR`: synth, and bake with the user's builder. */
export const BUILD: CliCommand = {
  name: 'build',
  usage: '[DIR --repository REPOSITORY | --from OUT] [--push] [-- BAKE OPTIONS AND TARGETS]',
  summary: 'builds the images with your builder, docker buildx bake',
  help: [
    '  DIR                the application\'s directory (default: the current one); synth is run first',
    ...DEFINITION_HELP,
    '  -o, --output       the folder that synth writes (default: dist)',
    '  --from             instead of DIR, the folder that synth of a cdk8s app wrote: dist. Run it where synth ran',
    '  --push             pushes the images; those that the registry has already are not built again',
    '  --rebuild          builds them all the same',
    '  --platform         instead of what the definition says: linux/arm64, or several with commas',
    '  --builder          the builder (default: the current one of docker buildx)',
    '  --metadata-file    the file that bake writes the digests to, for pin; written over, as bake does',
    '',
    'Words behind -- go to docker buildx bake as they are: -- release --progress plain. The progress is that of buildx.',
  ],
  options: {
    ...DEFINITION_OPTIONS,
    'output': { type: 'string', short: 'o' },
    'from': { type: 'string' },
    'push': { type: 'boolean' },
    'rebuild': { type: 'boolean' },
    'platform': { type: 'string' },
    'builder': { type: 'string' },
    'metadata-file': { type: 'string' },
  },
  positionals: ['[DIR]'],
  givesOn: true,
  async run(given: Arguments, output: Output): Promise<number> {
    const { flags, rest = [] } = given;
    const folder = typeof flags.from === 'string' ? fromFolder(flags.from, given) : undefined;
    const definition = folder === undefined ? readDefinition('build', given) : undefined;
    await requireBuildx(WITHOUT);
    const outdir = folder ?? (typeof flags.output === 'string' ? flags.output : 'dist');
    if (definition) synthesize(definition, outdir);
    const bakeFile = requireBakeFile(outdir);
    const builder = typeof flags.builder === 'string' ? ['--builder', flags.builder] : [];
    const platform = typeof flags.platform === 'string' ? ['--set', `*.platform=${flags.platform}`] : [];
    const plan = await planBake(bakeFile, [...builder, ...platform, ...rest]);
    checkContexts(plan, outdir);

    const metadata = typeof flags['metadata-file'] === 'string' ? flags['metadata-file'] : undefined;
    const wanted = flags.push === true && flags.rebuild !== true ? await missing(plan, builder, metadata, output) : undefined;
    if (wanted?.length === 0) return EXIT.done;
    const words = [
      ...outsideFolders(plan, bakeFile), '-f', bakeFile, ...builder, ...platform,
      ...(flags.push === true ? ['--push'] : []), ...(metadata === undefined ? [] : ['--metadata-file', metadata]), ...optionsOnly(rest, plan), ...(wanted ?? plan.named),
    ];
    output.err(`docker buildx bake ${words.map(shellWord).join(' ')}\n`);
    const code = await runInSight('docker', ['buildx', 'bake', ...words]);
    if (code === 0 || code === EXIT.interrupted || code === EXIT.terminated) return code;
    output.err(`docker buildx bake failed (${code}); nothing was ${flags.push === true ? 'pushed of what is not named above' : 'tagged of what is not named above'}\n`);
    return EXIT.problems;
  },
};

function fromFolder(folder: string, { positionals: [directory], flags }: Arguments): string {
  const also = directory ?? ['repository', 'name', 'output'].find((name) => flags[name] !== undefined);
  if (also !== undefined) throw new UsageError(`build takes a directory or what synth wrote (--from), got both: '${folder}' and '${also}'`);
  return folder;
}

/** Paths of the bake file start where synth ran. */
function checkContexts({ targets }: BakePlan, folder: string): void {
  const lost = targets.find(({ context, dockerfile }) => !existsSync(context) || !existsSync(join(context, dockerfile)));
  if (lost) throw new Error(`target ${lost.name} reads '${lost.context}', and there is no such directory here; run build in the directory where synth wrote '${folder}'`);
}

/** The targets of which the registry has not every tag, or does not say. When there are none, that is told, and the digests written. */
async function missing({ targets }: BakePlan, builder: readonly string[], metadata: string | undefined, output: Output): Promise<string[]> {
  const found = await Promise.all(targets.map(async ({ name, tags }) => {
    const digests = await Promise.all(tags.map((tag) => registryDigest(tag, builder).catch(() => undefined)));
    return { name, tags, digest: digests.length > 0 && digests.every((digest) => digest !== undefined) ? digests[0] : undefined };
  }));
  const present = found.flatMap(({ name, tags, digest }) => (digest === undefined ? [] : [{ name, tags, digest }]));
  present.forEach(({ tags, digest }) => output.err(`${tags[0]} is in the registry already (${digest}): not built again\n`));
  if (present.length < found.length || present.length === 0) {
    // bake writes over the metadata file, so with one all targets are built, from the cache
    return metadata === undefined ? found.filter(({ digest }) => digest === undefined).map(({ name }) => name) : found.map(({ name }) => name);
  }
  if (metadata !== undefined) writeMetadata(metadata, present);
  output.out('Nothing to build. A change of the files, or another revision, makes another tag; --rebuild builds the same one again.\n');
  return [];
}

/** Words for bake without the targets, which are named anew. */
function optionsOnly(rest: readonly string[], { named }: BakePlan): string[] {
  return rest.filter((word) => !named.includes(word));
}

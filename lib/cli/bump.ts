import { Arguments, CliCommand, EXIT, Output } from './command';
import { registryDigest } from './registry';
import { baseImages } from '../build/base-images';
import { readBaseLock, writeBaseLock } from '../build/base-lock';
import { Digests } from '../build/pushed-images';

/** `bump [DIR] --lock FILE`: base images by the digests of today. */
export const BUMP: CliCommand = {
  name: 'bump',
  usage: '[DIR] [--lock FILE] [--check]',
  summary: 'asks the registry for today\'s digests of the base images, and shows the difference',
  help: [
    '  DIR           the folder that synth wrote (default: dist): its Dockerfiles name the images',
    '  -l, --lock    the file that pins them (option baseLockFile), which is written; without it nothing is',
    '  -c, --check   write nothing; exit code 1 when a digest is not that of today',
    '  --builder     the builder whose registries and mirrors are asked (default: the current one of docker buildx)',
    '',
    'It runs docker buildx imagetools inspect. Then: synth, build, test, and commit the file as any other change.',
  ],
  options: { lock: { type: 'string', short: 'l' }, check: { type: 'boolean', short: 'c' }, builder: { type: 'string' } },
  positionals: ['[DIR]'],
  async run({ positionals: [folder = 'dist'], flags: { lock, check, builder } }: Arguments, output: Output): Promise<number> {
    const locked: Digests = typeof lock === 'string' ? readBaseLock(lock) : new Map();
    const written = baseImages(folder);
    const images = [...new Set([...written.keys(), ...locked.keys()])].sort();
    const asked = typeof builder === 'string' ? ['--builder', builder] : [];
    const today = new Map(await Promise.all(images.map(async (image) => [image, await currentDigest(image, asked)] as const)));
    const changed = images.filter((image) => today.get(image) !== (locked.get(image) ?? written.get(image)));
    images.forEach((image) => output.out(difference(image, locked.get(image) ?? written.get(image), today.get(image))));
    if (changed.length === 0) {
      output.out('Every base image has the digest of today.\n');
      return EXIT.done;
    }
    if (check === true) return EXIT.problems;
    if (typeof lock === 'string') {
      writeBaseLock(lock, today);
      output.out(`Wrote ${lock}. Run synth again, build, and commit the file.\n`);
    } else {
      output.out('Nothing was written. Give the file to write (--lock bases.lock.json, and baseLockFile in the construct), or change builderDigest and appDigest of PythonBase.debian, and digest of NodeAssets.\n');
    }
    return EXIT.done;
  },
};

function difference(image: string, old: string | undefined, now: string | undefined): string {
  if (old === now) return `${image}\n    ${now}\n`;
  return `${image}\n${old === undefined ? '' : `  - ${old}\n`}  + ${now}\n`;
}

async function currentDigest(image: string, builder: readonly string[]): Promise<string> {
  const digest = await registryDigest(image, builder);
  if (digest === undefined) throw new Error(`the registry has no ${image}; nothing was written`);
  return digest;
}

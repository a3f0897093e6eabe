import { Arguments, CliCommand, EXIT, Output, UsageError } from './command';
import { writeLockFile } from '../build/lock-file';
import { pinManifests } from '../build/pin-manifests';
import { readMetadata } from '../build/pushed-images';

/** `pin DIR --metadata FILE`: digests of what was pushed, in the manifests or a lock file. */
export const PIN: CliCommand = {
  name: 'pin',
  usage: '[DIR] --metadata FILE [--lock FILE]',
  summary: 'gives images in the manifests the digests that a build pushed',
  help: [
    '  DIR                the folder that synth wrote (default: dist)',
    '  -m, --metadata     what the build wrote: docker buildx bake … --push --metadata-file FILE',
    '  -l, --lock         record the digests in this file, which the next synth reads (option lockFile), and leave DIR alone',
    '',
    'repository:tag becomes repository:tag@sha256:…, and nothing else changes. A digest of another tag is refused.',
  ],
  options: { metadata: { type: 'string', short: 'm' }, lock: { type: 'string', short: 'l' } },
  positionals: ['[DIR]'],
  run({ positionals: [folder], flags: { metadata, lock } }: Arguments, output: Output): number {
    if (typeof metadata !== 'string') throw new UsageError('pin needs --metadata, the file that the build wrote: docker buildx bake … --push --metadata-file metadata.json');
    if (folder !== undefined && lock !== undefined) throw new UsageError(`pin takes DIR or --lock, got '${folder}' and '${String(lock)}'`);
    const pushed = readMetadata(metadata);
    if (typeof lock === 'string') {
      writeLockFile(lock, pushed);
      output.out(`Wrote ${lock}. Run synth again, and commit the file.\n`);
      return EXIT.done;
    }
    const { changed, left } = pinManifests(folder ?? 'dist', pushed, metadata);
    changed.forEach((file) => output.out(`Pinned ${file}.\n`));
    if (changed.length === 0) output.out('Every image has its digest already.\n');
    left.forEach((image) => output.err(`warning: ${image} keeps its tag alone, for '${metadata}' does not tell of it\n`));
    return EXIT.done;
  },
};

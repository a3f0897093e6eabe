import { createReadStream, existsSync } from 'fs';
import { Arguments, CliCommand, EXIT, MissingProgram, Output, UsageError } from './command';
import { noDocker } from './docker';
import { writeNewFile } from './new-file';
import { openStream } from './processes';
import { renderHtml } from '../size/html';
import { renderTable } from '../size/report';
import { readSavedImage } from '../size/saved-image';
import { sortImage } from '../size/sort-files';

const WITHOUT = 'Without it, give an archive that another machine made with docker save: --archive FILE';

/** `size IMAGE`: where the bytes are. */
export const SIZE: CliCommand = {
  name: 'size',
  usage: 'IMAGE [--json] [--html FILE]',
  summary: 'where the bytes of an image are: base, Debian packages, each distribution, assets, application',
  help: [
    '  IMAGE      an image of the local Docker engine: registry.example.com/shop:c0123456789abcdef012',
    '  --archive  instead, a file that docker save made, or an OCI archive of buildx (not packed with zstd)',
    '  --json     every part as JSON: docs/schemas/size.schema.json',
    '  --html     the file to write a treemap to; it may not be there yet',
    '',
    'Sizes are those of the unpacked files. Distributions are told apart by their RECORD, Debian packages by the lists of dpkg.',
    'hidden are files that a later layer removes or replaces. Exit code 1: there is no such image, or the library did not make it.',
  ],
  options: { archive: { type: 'string' }, json: { type: 'boolean' }, html: { type: 'string' } },
  positionals: ['[IMAGE]'],
  async run({ positionals: [image], flags }: Arguments, output: Output): Promise<number> {
    const { archive, html } = flags;
    if ((image === undefined) === (archive === undefined)) throw new UsageError(`size needs either IMAGE or --archive, got ${image === undefined ? 'neither' : 'both'}`);
    const name = image ?? String(archive);
    // before minutes of work
    if (typeof html === 'string' && existsSync(html)) throw new Error(`'${html}' is there already and is not written over; remove it, or give another name`);
    if (typeof archive === 'string' && !existsSync(archive)) {
      throw new Error(`there is no archive '${archive}'; docker save makes one: docker save --output ${archive} IMAGE`);
    }
    const progress = (layers: number) => output.progress?.(`reading ${name}: ${layers} layers`);
    progress(0);
    const size = await measured(name, () => (image === undefined ? fromArchive(name, progress) : fromEngine(image, progress)));
    output.progress?.();
    if (typeof html === 'string') writeNewFile(html, renderHtml(name, size));
    if (flags.json === true) output.out(`${JSON.stringify({ image: name, ...size }, undefined, 2)}\n`);
    else output.out(`${renderTable(name, size)}${typeof html === 'string' ? `\nWrote ${html}.\n` : ''}`);
    return EXIT.done;
  },
};

async function measured(name: string, read: () => ReturnType<typeof readSavedImage>) {
  try {
    return sortImage(await read());
  } catch (error) {
    if (error instanceof MissingProgram) throw error;
    throw new Error(`no sizes of '${name}': ${error instanceof Error ? error.message : String(error)}`);
  }
}

function fromArchive(file: string, progress: (layers: number) => void) {
  return readSavedImage(createReadStream(file, { highWaterMark: 1_048_576 }), progress);
}

async function fromEngine(image: string, progress: (layers: number) => void) {
  if (image.startsWith('-')) throw new Error('an image\'s name begins with no -');
  const { stdout, ended } = openStream('docker', ['image', 'save', image]);
  const reading = readSavedImage(stdout, progress).finally(() => stdout.destroy()); // else docker would wait for a reader
  const [read, end] = await Promise.allSettled([reading, ended]);
  if (end.status === 'rejected') throw end.reason instanceof MissingProgram ? noDocker(WITHOUT) : end.reason;
  // what docker says is the cause of what was read
  if (end.value.code !== 0 && end.value.stderr !== '') throw new Error(`docker image save says: ${end.value.stderr.trim()} (docker pull gets an image from its registry)`);
  if (read.status === 'rejected') throw read.reason;
  return read.value;
}

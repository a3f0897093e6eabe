import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { basename, extname, join, resolve } from 'path';
import { Arguments, CliCommand, EXIT, Output, UsageError } from './command';
import { writeNewFile } from './new-file';
import { readOutput } from './read-output';
import { DEFINITION_HELP, DEFINITION_OPTIONS, synthesize } from './synthesize';
import { imageGraph } from '../graph/image-graph';
import { renderMermaid } from '../graph/mermaid';
import { renderSvg } from '../graph/svg';

const RENDERERS = { mermaid: renderMermaid, svg: renderSvg };

/** `graph DIR`: stages, COPY arrows and objects as Mermaid or SVG. */
export const GRAPH: CliCommand = {
  name: 'graph',
  usage: '[DIR | --from OUT] [--format mermaid|svg] [-o FILE]',
  summary: 'draws the stages, what they receive, and the Kubernetes objects, as Mermaid or SVG',
  help: [
    '  DIR                the application\'s directory, drawn as synth would write it (default: the current one)',
    '  --from             instead, the folder that synth of a cdk8s app wrote, in any language: dist',
    ...DEFINITION_HELP.map((line) => (line.includes('--repository') ? line.replace('shop', 'shop (default: the directory\'s name)') : line)),
    '  --format           mermaid or svg (default: mermaid, or by the ending of FILE)',
    '  -o, --output       the file to write; it may not be there yet (default: the standard output)',
    '',
    'Nothing is built. The same definition always gives the same drawing.',
  ],
  options: { ...DEFINITION_OPTIONS, from: { type: 'string' }, format: { type: 'string' }, output: { type: 'string', short: 'o' } },
  positionals: ['[DIR]'],
  run(given: Arguments, output: Output): number {
    const { positionals: [directory], flags } = given;
    const file = typeof flags.output === 'string' ? flags.output : undefined;
    const format = flags.format ?? (file !== undefined && extname(file) === '.svg' ? 'svg' : 'mermaid');
    if (format !== 'mermaid' && format !== 'svg') throw new UsageError(`graph knows the formats mermaid and svg, got '${String(format)}'`);
    const text = RENDERERS[format](typeof flags.from === 'string' ? drawn(flags.from, directory) : drawnFrom(directory ?? '.', flags));
    if (file === undefined) output.out(text);
    else writeNewFile(file, text);
    return EXIT.done;
  },
};

function drawn(folder: string, directory: string | undefined) {
  if (directory !== undefined) throw new UsageError(`graph draws a directory or what synth wrote (--from), got both: '${directory}' and '${folder}'`);
  const { images, objects } = readOutput(folder);
  return imageGraph(images.map(({ name }) => name).join(', '), images, objects);
}

/** Synth writes, so it gets a folder that nobody will miss. */
function drawnFrom(context: string, flags: Arguments['flags']) {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-python-venv-'));
  try {
    const own = basename(resolve(context)).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'app';
    const repository = typeof flags.repository === 'string' ? flags.repository : `registry.example.com/${own}`;
    const name = typeof flags.name === 'string' ? flags.name : basename(repository);
    synthesize({ context, repository, name }, folder);
    const { images, objects } = readOutput(folder);
    // as a synth in the current directory would name it, not as one in a temporary one does
    return imageGraph(name, images.map((image) => ({ ...image, context })), objects);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

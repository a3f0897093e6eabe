import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { describeWithDocker } from './support/docker';
import { parseIgnoreFile } from '../../lib/dockerfile/ignore-rules';
import { hclString } from '../../lib/dockerfile/quoting';
import { walkContext } from '../../lib/project/context-walk';
import { contextCase } from '../support/context-trees';
import { attempt } from '../support/hostile-strings';
import { withTemporaryDirectory, writeTree } from '../support/temporary-tree';

const COUNT = Number(process.env.CONTEXT_BUILDS ?? 60);

/** Modes as checkouts and archives leave them. */
const MODES = [0o644, 0o755, 0o600, 0o711, 0o4755, 0o444, 0o666, 0o010];

/** What lies below a folder, in the words of the walk. */
function found(folder: string, below = ''): string[] {
  return fs.readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry): string[] => {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    const file = path.join(folder, name);
    if (entry.isDirectory()) return [JSON.stringify([name, 'directory', 'rwxr-xr-x']), ...found(folder, name)];
    if (entry.isSymbolicLink()) return [JSON.stringify([name, 'symlink', fs.readlinkSync(file)])];
    return [JSON.stringify([name, 'file', (fs.statSync(file).mode % 0o10000).toString(8)])];
  }).sort();
}

function walked(context: string, ignore: string): string[] {
  return walkContext(context, parseIgnoreFile(ignore)).entries.map(({ path: name, kind, executable, target }) => {
    const more = { directory: 'rwxr-xr-x', symlink: target, file: executable ? '755' : '644' }[kind];
    return JSON.stringify([name, kind, more]);
  }).sort();
}

/** Every file of the tree gets another mode than its neighbour. */
function chmodFiles(context: string): void {
  const files = fs.readdirSync(context, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  files.forEach((entry, i) => fs.chmodSync(path.join(entry.parentPath, entry.name), MODES[i % MODES.length]));
}

describeWithDocker('the files that the tag covers', () => {
  test('are those that a real build copies, with the modes that it gives them', () => withTemporaryDirectory((directory) => {
    const cases = fc.sample(contextCase, { numRuns: 2 * COUNT, seed: 20261125 })
      .filter(({ ignore }) => 'value' in attempt(() => parseIgnoreFile(ignore))).slice(0, COUNT);
    expect(cases).toHaveLength(COUNT);
    const targets = cases.map(({ tree, ignore }, i) => {
      const context = path.join(directory, `${i}`);
      fs.mkdirSync(context);
      writeTree(context, tree);
      chmodFiles(context);
      // as the app stage copies
      fs.writeFileSync(`${context}.Dockerfile`, 'FROM scratch\nCOPY --link --chmod=u=rwX,go=rX . /out/\n');
      fs.writeFileSync(`${context}.Dockerfile.dockerignore`, ignore);
      return `target "t${i}" {\n  context = ${hclString(context)}\n  dockerfile = "../${i}.Dockerfile"\n  output = ["type=local,dest=${directory}/sent/${i}"]\n}\n`;
    });
    fs.writeFileSync(path.join(directory, 'docker-bake.hcl'), `group "default" {\n  targets = [${targets.map((_, i) => `"t${i}"`).join(', ')}]\n}\n${targets.join('')}`);
    const { status, stderr } = spawnSync('docker', ['buildx', 'bake', '--builder', process.env.BUILDER_OWN ?? '', '--provenance=false', '-f', 'docker-bake.hcl'], { cwd: directory, encoding: 'utf8' });
    expect([status, status === 0 ? '' : stderr.slice(-2000)]).toEqual([0, '']);
    cases.forEach(({ tree, ignore }, i) => {
      const copied = fs.existsSync(`${directory}/sent/${i}/out`) ? found(`${directory}/sent/${i}/out`) : [];
      expect({ tree, ignore, files: copied }).toEqual({ tree, ignore, files: walked(`${directory}/${i}`, ignore) });
    });
  }));
});

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { temporaryDirectory } from '../support/temporary-app';

const ROOT = path.join(__dirname, '../..');

/** What the lint rules say of the sources, in a copy elsewhere, with one more file in a layer. */
function lintWith(file: string, text: string): string[] {
  const copy = temporaryDirectory();
  for (const name of ['.eslintrc.json', 'tsconfig.json', 'package.json']) fs.copyFileSync(path.join(ROOT, name), path.join(copy, name));
  fs.cpSync(path.join(ROOT, 'lib'), path.join(copy, 'lib'), { recursive: true, filter: (name) => !/\.(?:js|d\.ts)$/.test(name) });
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
  fs.writeFileSync(path.join(copy, file), text);
  const { stdout } = spawnSync(path.join(ROOT, 'node_modules/.bin/eslint'), ['--format', 'json', file], {
    cwd: copy, encoding: 'utf8', env: { ...process.env, ESLINT_USE_FLAT_CONFIG: 'false' },
  });
  return JSON.parse(stdout)[0].messages.filter(({ severity }: any) => severity === 2).map(({ message }: any) => message);
}

test('a layer that imports one above it, reads a file, the environment or the clock is refused', () => {
  const messages = lintWith('lib/dockerfile/planted.ts', `import { readFileSync } from 'fs';
import { VENV } from '../python/virtualenv';

export const planted = [readFileSync, VENV, process.env.HOME, Date.now()];
`);
  expect(messages).toEqual([
    '\'fs\' import is restricted from being used. only project/, build/ and cli/ read or write files; synth runs no process and opens no socket',
    'Unexpected path "../python/virtualenv" imported in restricted zone. lib/dockerfile may import only: dockerfile, core',
    'synth reads no environment',
    'synth reads no clock',
  ]);
}, 60_000);

test('every folder of lib is a layer with a zone of its own, and index.ts re-exports only', () => {
  const folders = fs.readdirSync(path.join(ROOT, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const { rules } = JSON.parse(fs.readFileSync(path.join(ROOT, '.eslintrc.json'), 'utf8').replace(/^\/\/.*$/gm, ''));
  const zones = rules['import/no-restricted-paths'][1].zones.map(({ target }: any) => target.replace('./lib/', ''));
  expect(zones.sort()).toEqual(folders.sort());
  const lines = fs.readFileSync(path.join(ROOT, 'lib/index.ts'), 'utf8').trim().split('\n');
  expect(lines.filter((line) => !/^export \{ .* \} from '\.\/.*';$/.test(line))).toEqual([]);
});

import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App } from 'cdk8s';
import { packed } from './consumer';
import { stack } from './stack';
import { readTree, temporaryDirectory, writeApp } from '../support/temporary-app';

/** The wheel, in a fresh virtualenv, used as a Python team uses it. */
const ROOT = path.join(__dirname, '../..');
const VENDORED = { 'wheels/shop-1.0-py3-none-any.whl': 'not really', 'wheels/a dependency-2.0-py3-none-any.whl': 'nor this' };

let project: string;
let python: string;
let expected: { [path: string]: string };
let image: string;

beforeAll(() => {
  project = temporaryDirectory();
  const run = (program: string, words: string[]) => execFileSync(program, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  run('python3', ['-m', 'venv', path.join(project, 'venv')]);
  python = path.join(project, 'venv/bin/python');
  // the newest peers that the wheel allows; test/consumers has the oldest
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:', packed('python', '.whl')]);

  fs.cpSync(path.join(ROOT, 'examples/article/app'), path.join(project, 'article'), { recursive: true });
  writeApp(path.join(project, 'vendored'), VENDORED);
  expected = inFolder('typescript', (folder) => {
    process.chdir(folder);
    const app = new App();
    image = stack(app, '../article', '../vendored').image;
    app.synth();
    process.chdir(ROOT);
  });
});

/** What a program wrote into `dist` of a folder of its own. */
function inFolder(name: string, program: (folder: string) => void): { [path: string]: string } {
  const folder = path.join(project, name);
  fs.mkdirSync(folder);
  program(folder);
  return fs.existsSync(path.join(folder, 'dist')) ? readTree(path.join(folder, 'dist')) : {};
}

function synth(kind: string): { files: { [path: string]: string }; stdout: string; stderr: string; status: number | null } {
  let result = { stdout: '', stderr: '', status: null as number | null };
  const files = inFolder(kind, (folder) => {
    const words = [path.join(__dirname, 'python/main.py'), kind, '../article', '../vendored'];
    result = spawnSync(python, words, { cwd: folder, encoding: 'utf8', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
  });
  return { files, ...result };
}

test('a plain App writes the same manifests and build files as in TypeScript, byte for byte', () => {
  const { files, stdout, stderr, status } = synth('plain');
  expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
  expect(stdout).toBe(`${image}\n`);
  expect(Object.keys(expected)).toContain('images/docker-bake.hcl');
  // the folder has another name, and the paths of the bake file start from it
  const renamed = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.split('../plain/').join('../typescript/')]));
  expect(renamed).toEqual(expected);
});

test('so does an App that overrides synth', () => {
  const { files, stdout, status } = synth('subclass');
  expect([status, stdout]).toEqual([0, `${image}\nbefore\nafter\n`]);
  expect(files['images/seeds_web/Dockerfile']).toBe(expected['images/seeds_web/Dockerfile']);
  expect(Object.keys(files)).toEqual(Object.keys(expected));
});

test('a validation of Python\'s own that fails leaves nothing behind', () => {
  const { files, stderr, status } = synth('invalid');
  expect(status).toBe(1);
  expect(stderr).toContain('[seeds] not today');
  expect(files).toEqual({});
});

test('the command comes with the wheel', () => {
  const command = (...words: string[]) => spawnSync(path.join(project, 'venv/bin/cdk8s-python-venv'), words, { cwd: project, encoding: 'utf8' });
  const { stdout, stderr, status } = command('inspect', path.join(ROOT, 'test/consumers/apps/shop'));
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('shop/tasks.py:7');
  const missing = command('inspect', 'nowhere');
  expect([missing.status, missing.stderr]).toEqual([1, expect.stringContaining('"nowhere" does not exist')]);
});

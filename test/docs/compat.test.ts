import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { temporaryDirectory } from '../support/temporary-app';

const ROOT = path.join(__dirname, '../..');

/** What the gate says of the API after a change, in a copy of what it reads. */
function compat(change: (types: any) => void, accepted = ''): { status: number | null; keys: string[] } {
  const copy = temporaryDirectory();
  for (const folder of ['api', 'scripts']) fs.cpSync(path.join(ROOT, folder), path.join(copy, folder), { recursive: true });
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
  fs.copyFileSync(path.join(ROOT, 'package.json'), path.join(copy, 'package.json'));
  fs.copyFileSync(path.join(ROOT, '.jsii'), path.join(copy, '.jsii'));
  const run = (...words: string[]) => spawnSync('node', ['scripts/compat.js', ...words], { cwd: copy, encoding: 'utf8' });
  expect(run('--baseline').status).toBe(0);

  const assembly = JSON.parse(fs.readFileSync(path.join(copy, '.jsii'), 'utf8'));
  change(assembly.types);
  fs.writeFileSync(path.join(copy, '.jsii'), JSON.stringify(assembly));
  fs.appendFileSync(path.join(copy, 'api/accepted.txt'), accepted);
  const { status, stderr } = run();
  return { status, keys: [...stderr.matchAll(/\[([a-z-]+:cdk8s-python-venv\.[^\]]+)\]/g)].map(([, key]) => key) };
}

const without = (type: string, list: string, name: string) => (types: any) => {
  const found = types[`cdk8s-python-venv.${type}`];
  found[list] = found[list].filter((member: any) => member.name !== name);
};

test('what was removed stops it, until the key that it prints is accepted', () => {
  const removed = without('PythonVenvImage', 'methods', 'addWorker');
  const key = 'removed:cdk8s-python-venv.PythonVenvImage.addWorker';
  expect(compat(removed)).toEqual({ status: 1, keys: [key] });
  expect(compat(removed, `# workers are images of their own now\n${key}\n`).status).toBe(0);
});

test('an option that becomes required stops it, a further optional one does not', () => {
  const required = (types: any) => {
    delete types['cdk8s-python-venv.PythonVenvImageProps'].properties.find(({ name }: any) => name === 'replicas').optional;
  };
  expect(compat(required).status).toBe(1);
  const further = (types: any) => {
    const { properties } = types['cdk8s-python-venv.PythonVenvImageProps'];
    properties.push({ ...properties.find(({ name }: any) => name === 'replicas'), name: 'another' });
  };
  expect(compat(further)).toEqual({ status: 0, keys: [] });
});

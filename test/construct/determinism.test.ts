import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import { readTree, SMALL_APP, temporaryDirectory, writeApp } from '../support/temporary-app';

const ROOT = path.join(__dirname, '../..');

/** A program of its own, so that its locale, time zone and directory are those of its process. */
const MAIN = (forward: boolean) => `
const { App, Chart } = require('${ROOT}/node_modules/cdk8s');
const { NodeAssets, PythonVenvImage } = require('${ROOT}/lib');
const freeze = (value) => { Object.values(value).forEach((v) => v && typeof v === 'object' && freeze(v)); return Object.freeze(value); };
const entries = Object.entries({
  context: 'app', repository: 'shop', command: ['x'], runtimePackages: ['libpq5', 'libc6'], labels: { b: '1', a: '2' },
  revision: 'İstanbul', platforms: ['linux/amd64', 'linux/arm64'],
});
const app = new App();
const chart = new Chart(app, 'shop');
for (const id of ${forward ? '[\'web\', \'admin\']' : '[\'admin\', \'web\']'}) {
  new PythonVenvImage(chart, id, freeze(Object.fromEntries(${forward ? 'entries' : 'entries.reverse()'})));
}
app.synth();
`;

/** What synth writes, the manifests with their objects sorted, for their order is that of the constructs. */
function synth(variables: { [name: string]: string }, forward = true): { [path: string]: string } {
  const project = temporaryDirectory();
  writeApp(path.join(project, 'app'), { ...SMALL_APP, 'ı.py': '', 'İ.py': '', 'z.py': '', 'Z.py': '', 'é.py': '', 'dir/a': '', 'dir.a': '', 'dir-a': '' });
  execFileSync(process.execPath, ['-e', MAIN(forward)], { cwd: project, env: { PATH: process.env.PATH, ...variables } });
  const files = readTree(path.join(project, 'dist'));
  files['shop.k8s.yaml'] = files['shop.k8s.yaml'].split('---\n').map((text) => text.trimEnd()).sort().join('\n');
  return files;
}

test('same input, same bytes: again, elsewhere, in another locale and time zone, in another order', () => {
  const once = synth({});
  expect(Object.keys(once)).toHaveLength(7);
  expect(synth({})).toEqual(once);
  expect(synth({ LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati', DOCKER_HOST: 'tcp://nowhere', SOURCE_DATE_EPOCH: '1' })).toEqual(once);
  expect(synth({}, false)).toEqual(once);
});

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { readTree, SMALL_APP, temporaryDirectory, writeApp } from '../support/temporary-app';

const ROOT = path.join(__dirname, '../..');
const CDK8S = path.join(ROOT, 'node_modules/.bin/cdk8s');

const MAIN = `
const { App, Chart } = require('cdk8s');
const { PythonVenvImage } = require('cdk8s-python-venv');
const app = new App();
new PythonVenvImage(new Chart(app, 'shop'), 'web', { context: 'app', repository: 'shop', command: ['gunicorn', 'shop.wsgi'] });
app.synth();
`;

/** An infrastructure repository that uses the library as it was compiled, and the real `cdk8s` command in it. */
function synth(...options: string[]): { stdout: string; stderr: string; files: string[] } {
  const project = temporaryDirectory();
  writeApp(project, { 'main.js': MAIN });
  writeApp(path.join(project, 'app'), SMALL_APP);
  fs.mkdirSync(path.join(project, 'node_modules'));
  fs.symlinkSync(ROOT, path.join(project, 'node_modules/cdk8s-python-venv'), 'dir');
  fs.symlinkSync(path.join(ROOT, 'node_modules/cdk8s'), path.join(project, 'node_modules/cdk8s'), 'dir');
  const words = ['synth', '--app', 'node main.js', '--check-upgrade=false', ...options];
  const { status, stdout, stderr } = spawnSync(CDK8S, words, { cwd: project, encoding: 'utf8' });
  expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
  fs.rmSync(path.join(project, 'node_modules'), { recursive: true });
  return { stdout, stderr, files: Object.keys(readTree(project)).filter((file) => !file.startsWith('app/') && file !== 'main.js') };
}

const BUILD = ['.cdk8s-python-venv', 'docker-bake.hcl', 'shop_web/Dockerfile', 'shop_web/Dockerfile.dockerignore'];

test('cdk8s synth writes manifests and build files, and lists only manifests', () => {
  const { stdout, files } = synth();
  expect(files).toEqual([...BUILD.map((file) => `dist/images/${file}`), 'dist/shop.k8s.yaml']);
  expect(stdout).toContain('dist/shop.k8s.yaml');
  expect(stdout).not.toContain('images');
});

test('cdk8s synth --format helm keeps the build files out of templates', () => {
  const { files } = synth('--format', 'helm', '--chart-api-version', 'v2', '--chart-version', '1.0.0');
  expect(files.filter((file) => file.includes('images'))).toEqual(BUILD.map((file) => `dist/images/${file}`));
  expect(files.filter((file) => file.includes('templates'))).toEqual(['dist/templates/shop.k8s.yaml']);
  expect(files).toContain('dist/.helmignore');
});

test('cdk8s synth --stdout prints manifests alone, and says on stderr what it left out', () => {
  const { stdout, stderr, files } = synth('--stdout');
  expect(files).toEqual([]);
  expect(stdout).toMatch(/^apiVersion: apps\/v1\nkind: Deployment\n/);
  expect(stdout).not.toContain('FROM');
  expect(stderr).toContain('warning: cdk8s synth --stdout keeps manifests only; call writeBuildFiles(directory) for the Dockerfiles and the bake file');
});

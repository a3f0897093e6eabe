import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { readTree, temporaryDirectory, writeApp } from '../support/temporary-app';

const BIN = path.join(__dirname, '../../bin/cdk8s-python-venv');

/** The command as a reader of the docs runs it, in a directory. */
function dev(cwd: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'dev', ...words], { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function directory(): string {
  const made = temporaryDirectory();
  writeApp(path.join(made, 'tea'), { 'requirements.txt': 'starlette==0.49.1\nuvicorn==0.38.0\n', 'app.py': 'from starlette.applications import Starlette\n\napp = Starlette()\n' });
  return made;
}

test('dev writes what a developer needs, and says how to go on', () => {
  const cwd = directory();
  const { status, stdout, stderr } = dev(cwd, 'tea', '--skaffold', '--tilt');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const tag = /localhost\/tea:(c[0-9a-f]{19})/.exec(stdout)?.[1];
  expect(stdout).toBe(`Wrote compose.yaml. Start it and follow the sources:
  docker compose watch
Or build the image and give it to a local cluster, by one of the last two:
  docker buildx bake -f dist/images/docker-bake.hcl
  kind load docker-image localhost/tea:${tag}
  minikube image load localhost/tea:${tag}
`);
  expect(fs.readdirSync(cwd).sort()).toEqual(['Tiltfile', 'compose.yaml', 'dist', 'skaffold.yaml', 'tea']);
  expect(parse(fs.readFileSync(path.join(cwd, 'compose.yaml'), 'utf8')).services.web.command).toEqual(['uvicorn', 'app:app', '--host=0.0.0.0', '--port=8000', '--reload']);
});

test('a file of somebody else stops it with exit code 1, and nothing is written', () => {
  const cwd = directory();
  fs.writeFileSync(path.join(cwd, 'docker-compose.yml'), 'services: {}\n');
  const { status, stdout, stderr } = dev(cwd, 'tea');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('was not written by this library');
  // cdk8s makes its folder before it validates
  expect(Object.keys(readTree(cwd)).filter((file) => !file.startsWith('tea/'))).toEqual(['docker-compose.yml']);
});

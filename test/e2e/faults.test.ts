import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Chart } from 'cdk8s';
import { Builder, services } from './support/builder';
import { describeWithDocker, runPrinted } from './support/docker';
import { Project } from './support/project';
import { PythonVenvBuild } from '../../lib';
import { registryDigest } from '../../lib/cli/registry';
import { readTree, SMALL_APP, temporaryApp, temporaryDirectory } from '../support/temporary-app';

/** An application that installs nothing, so that a build of it takes seconds on an empty builder. */
function project(repository: string): Project {
  return new Project(undefined, {
    'app/requirements.txt': '',
    'app/web.py': `REVISION = '${randomUUID()}'\n`,
    'main.ts': `
      import { App, Chart } from 'cdk8s';
      import { PythonVenvBuild } from 'cdk8s-python-venv';
      const app = new App();
      export const web = new PythonVenvBuild(new Chart(app, 'tea'), 'web', { context: 'app', repository: '${repository}', command: ['python', 'web.py'] });
      app.synth();`,
  });
}

describeWithDocker('a fault is an error, and a second run succeeds:', () => {
  test('a registry that drops the connection', async () => {
    const { registry, builder } = services();
    const flag = path.join(temporaryDirectory(), 'drop');
    fs.writeFileSync(flag, '');
    const proxy = spawn(process.execPath, [path.join(__dirname, 'support/proxy.js'), registry.split(':')[1], flag], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const port = await new Promise<string>((resolve) => { proxy.stdout.once('data', (data) => resolve(String(data).trim())); });
      const app = project(`localhost:${port}/e2e/bake-faults`);
      const web = app.synth();
      const push = () => runPrinted(`timeout 120 ${web.bakeCommand} --push --builder ${builder} --metadata-file metadata.json`, app.folder);
      expect(push).toThrow(/failed to (?:push|do request|copy)/);
      expect(await registryDigest(web.image)).toBeUndefined();
      // what was not pushed cannot be pinned
      expect(fs.existsSync(path.join(app.folder, 'metadata.json'))).toBe(false);
      fs.rmSync(flag);
      push();
      expect(await registryDigest(web.image)).toMatch(/^sha256:/);
    } finally {
      proxy.kill();
    }
  });

  test('a builder that is killed in mid-build', async () => {
    const { registry } = services();
    const app = project(`${registry}/e2e/bake-faults`);
    const web = app.synth();
    const builder = new Builder();
    try {
      const command = `${web.bakeCommand} --push --builder ${builder.name} --metadata-file metadata.json`;
      const build = spawn(command, { cwd: app.folder, shell: true, env: { ...process.env, BUILDKIT_PROGRESS: 'plain' } });
      let log = '';
      const ended = new Promise((resolve) => { build.once('close', resolve); });
      const running = new Promise((resolve) => {
        build.stderr.on('data', (data) => { log += String(data); if (/^#\d+ \[builder .*RUN /m.test(log)) resolve(undefined); });
      });
      await Promise.race([running, ended]);
      await builder.kill();
      expect(await ended).toBe(1);
      expect(log).toMatch(/ERROR: .*(?:Unavailable|connection refused|EOF|closing)/);
      expect(await registryDigest(web.image)).toBeUndefined();
      expect(fs.existsSync(path.join(app.folder, 'metadata.json'))).toBe(false);

      builder.start();
      runPrinted(command, app.folder);
      expect(await registryDigest(web.image)).toMatch(/^sha256:/);
    } finally {
      await builder.remove();
    }
  });

  test('a full disk while synth writes', () => {
    const disk = temporaryDirectory();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32k', 'tmpfs', disk]);
    try {
      const build = (app: App, revision: string, name = 'web') => new PythonVenvBuild(new Chart(app, name), 'web', {
        context: temporaryApp(SMALL_APP), repository: 'shop', command: ['x'], revision,
      });
      const whole = new App({ outdir: disk });
      build(whole, '1');
      whole.synth();
      const before = readTree(disk);

      const tooMuch = new App({ outdir: disk });
      ['web', 'admin', 'api', 'more'].forEach((name) => build(tooMuch, '2', name));
      expect(() => tooMuch.synth()).toThrow(/^cannot write the build files: (?:Error: )?ENOSPC: no space left on device, (?:write|mkdir|open).*; nothing was changed, mend that and run synth again$/);
      expect(readTree(disk)).toEqual(before);

      execFileSync('mount', ['-o', 'remount,size=200k', disk]);
      const again = new App({ outdir: disk });
      ['web', 'admin', 'api', 'more'].forEach((name) => build(again, '2', name));
      again.synth();
      expect(Object.keys(readTree(disk)).filter((name) => /Dockerfile$/.test(name))).toHaveLength(4);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

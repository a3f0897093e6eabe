import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describeWithDocker, docker, RestrictedContainer } from './support/docker';

const APPS = path.join(__dirname, '../apps');
const HOME = process.env.E2E_HOME ?? '';
const BIN = path.join(HOME, 'node_modules/cdk8s-python-venv/bin/cdk8s-python-venv');

/** Applications of different kinds, which test/e2e/apps.test.ts builds as well: so the layers are in the cache. */
const FIVE = ['django-collectstatic', 'flask-npm', 'fastapi-poetry2-package', 'starlette-pip-tools', 'tornado-listen'];

interface Result { readonly code: number | null; readonly out: string; readonly err: string }

/** The installed command, as its users run it. */
function command(cwd: string, words: readonly string[], env: { readonly [name: string]: string } = {}): Result {
  const options = { cwd, encoding: 'utf8', env: { ...process.env, BUILDKIT_PROGRESS: 'plain', ...env } } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...words], options);
  return { code: status, out: stdout, err: stderr };
}

function folderWith(app: string): string {
  const folder = fs.mkdtempSync(path.join(HOME, 'command-'));
  fs.cpSync(path.join(APPS, app, 'app'), path.join(folder, 'app'), { recursive: true });
  return folder;
}

describeWithDocker('the command', () => {
  let modules = '';
  const images = new Map<string, string>();

  afterAll(() => {
    const present = [...images.values()].filter((image) => spawnSync('docker', ['image', 'inspect', image], { stdio: 'ignore' }).status === 0);
    if (present.length > 0) docker('rmi', '--force', ...present);
  });

  describe('init, synth and build of an application that nobody touched', () => {
    test.each(FIVE)('%s answers 200', async (name) => {
      const folder = folderWith(name);
      const infrastructure = path.join(folder, 'infrastructure');
      const { environment, answers } = JSON.parse(fs.readFileSync(path.join(APPS, name, 'expected.json'), 'utf8'));
      expect(command(folder, ['init', 'app', '--repository', `registry.example.com/command-${name}`])).toMatchObject({ code: 0, err: '' });
      if (modules === '') {
        // the tarball instead of the registry, which has not this version
        const [tarball] = fs.readdirSync(HOME).filter((file) => file.endsWith('.tgz'));
        const file = path.join(infrastructure, 'package.json');
        fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/("cdk8s-python-venv": )".*"/, `$1"file:${path.join(HOME, tarball)}"`));
        const { status, stdout } = spawnSync('sh', ['-c', 'npm install --no-audit --no-fund 2>&1'], { cwd: infrastructure, encoding: 'utf8' });
        expect([status, status === 0 ? '' : stdout]).toEqual([0, '']);
        modules = path.join(infrastructure, 'node_modules');
        expect(spawnSync('npx', ['tsc', '--noEmit'], { cwd: infrastructure, encoding: 'utf8' })).toMatchObject({ status: 0, stdout: '' });
      } else {
        fs.symlinkSync(modules, path.join(infrastructure, 'node_modules'), 'dir');
      }
      const synth = spawnSync('npx', ['cdk8s', 'synth'], { cwd: infrastructure, encoding: 'utf8' });
      expect([synth.status, synth.status === 0 ? '' : synth.stdout + synth.stderr]).toEqual([0, '']);
      const [, image] = /image: (registry\.example\.com\/command-\S+)/.exec(fs.readFileSync(path.join(infrastructure, `dist/command-${name}.k8s.yaml`), 'utf8')) ?? [];
      images.set(name, image);
      const build = command(infrastructure, ['build', '--from', 'dist']);
      expect([build.code, build.code === 0 ? '' : build.err]).toEqual([0, '']);
      const container = new RestrictedContainer(image, 8000, environment);
      try {
        for (const [url, text] of Object.entries(answers)) {
          expect(await container.get(url)).toMatchObject({ status: 200, text: expect.stringContaining(String(text)) });
        }
      } finally {
        container.remove();
      }
    });
  });

  test('size tells the parts of an image, which are all of its files, and of no image that the library did not make', () => {
    const image = images.get('flask-npm') ?? '';
    const { code, out } = command(HOME, ['size', image, '--json']);
    expect(code).toBe(0);
    const { parts, files, bytes, hidden } = JSON.parse(out);
    const inside = docker('run', '--rm', '--user', '0', '--entrypoint', 'sh', image, '-c',
      'find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /etc/hosts -o -path /etc/hostname -o -path /etc/resolv.conf \\) -prune -o \\( -type f -o -type l \\) -print | wc -l');
    expect(Math.abs(files - Number(inside))).toBeLessThanOrEqual(5); // /dev and what the engine mounts
    expect(parts.reduce((total: number, part: any) => total + part.bytes, 0) + hidden).toBe(bytes);
    expect(parts.map((part: any) => `${part.group}/${part.name}`)).toEqual(expect.arrayContaining(['base/libc6', 'base/Python', 'distributions/flask 3.1.3', 'assets/postcards/']));
    // Python's own view of what a distribution has installed, and what it is: scripts and compiled files included
    const flask = docker('run', '--rm', '--workdir', '/', '--entrypoint', 'python', image, '-c',
      'import importlib.metadata as m; print(sum(f.locate().stat().st_size for f in m.files("flask") if f.locate().exists() and f.suffix != ".pyc"))');
    const part = parts.find(({ name }: any) => name === 'flask 3.1.3');
    expect(part.bytes - part.bytecode).toBe(Number(flask));
    expect(command(HOME, ['size', 'python:3.13-slim-trixie'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('it has no virtualenv at /venv, so this library did not make it') });
    expect(command(HOME, ['size', 'registry.example.com/nobody:made'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('No such image') });
  });

  test('an archive that docker saved tells the same, packed or not', () => {
    const image = images.get('flask-npm') ?? '';
    const folder = fs.mkdtempSync(path.join(HOME, 'archive-'));
    docker('save', '--output', path.join(folder, 'image.tar'), image);
    const read = (words: string[]) => {
      const { image: name, ...rest } = JSON.parse(command(folder, ['size', ...words, '--json']).out);
      void name;
      return rest;
    };
    expect(read(['--archive', 'image.tar'])).toEqual(read([image]));
  });

  test('build pushes once, and writes the digest for what it need not build', () => {
    const registry = process.env.REGISTRY ?? '';
    expect(registry).not.toBe('');
    const folder = folderWith('starlette-pip-tools');
    const words = ['build', 'app', '--repository', `${registry}/command`, '--push', '--metadata-file', 'first.json'];
    const first = command(folder, [...words, '--rebuild']);
    expect([first.code, first.code === 0 ? '' : first.err]).toEqual([0, '']);
    const second = command(folder, [...words.slice(0, -1), 'second.json']);
    expect(second).toMatchObject({ code: 0, out: expect.stringContaining('Nothing to build.') });
    const digest = (file: string) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')).command_web['containerimage.digest'];
    expect(digest('second.json')).toBe(digest('first.json'));
    expect(command(path.join(folder, 'app'), ['build', '--from', '../dist'])).toMatchObject({ code: 1, err: expect.stringContaining('run build in the directory where synth wrote') });
  });

  test('a build that fails is told with exit code 1, and words behind -- are bake\'s', () => {
    const folder = folderWith('starlette-pip-tools');
    const nothing = command(folder, ['build', 'app', '-r', 'registry.example.com/command', '--', 'nosuch']);
    expect(nothing).toMatchObject({ code: 1, err: expect.stringContaining('failed to find target nosuch') });
    const failing = command(folder, ['build', 'app', '-r', 'registry.example.com/command', '--', '--set', 'command_web.target=nosuch']);
    expect(failing).toMatchObject({ code: 1, err: expect.stringContaining('docker buildx bake failed') });
  });

  test('Ctrl-C stops the build, and the command with it', async () => {
    const folder = folderWith('starlette-pip-tools');
    fs.appendFileSync(path.join(folder, 'app/requirements.txt'), '\n# another layer\n');
    const child = spawn(process.execPath, [BIN, 'build', 'app', '-r', 'registry.example.com/command-stopped'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, BUILDKIT_PROGRESS: 'plain' } });
    let err = '';
    const code = await new Promise((resolve) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        err += text;
        if (/^#\d/m.test(err) && child.exitCode === null) child.kill('SIGINT');
      });
      child.once('close', resolve);
    });
    expect([code, code === 130 ? '' : err]).toEqual([130, '']);
    expect(docker('images', '--quiet', 'registry.example.com/command-stopped')).toBe('');
  });
});

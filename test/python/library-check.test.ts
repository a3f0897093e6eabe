import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Chart } from 'cdk8s';
import { Distribution, InstallPlan, PythonVenvBuild, PythonVenvBuildProps } from '../../lib';
import { SMALL_APP, temporaryApp, temporaryDirectory } from '../support/temporary-app';

const PROGRAM = /COPY <<'EOT' \/opt\/check-libraries\.py\n([^]*?)\nEOT\n/;
const CHECK = /^RUN --mount=type=bind,from=builder,source=\/opt\/check-libraries\.py,target=\/mnt\/check-libraries\.py \\\n {4}--mount=type=bind,from=builder,source=\/var\/lib\/dpkg\/info,target=\/mnt\/packages \\\n {4}(python .*)$/m;

function dockerfile(plan: Partial<InstallPlan>, props: Partial<PythonVenvBuildProps> = {}): string {
  return new PythonVenvBuild(new Chart(new App(), 'chart'), 'image', {
    context: temporaryApp(SMALL_APP), repository: 'shop', command: ['web'], dependencies: { bind: () => ({ steps: [], ...plan }) }, ...props,
  }).dockerfile;
}

const archives = (name: string, ...files: string[]): Distribution => ({ name, archives: files });
const PURE = archives('flask', 'flask-3.1.2.tar.gz', 'flask-3.1.2-py3-none-any.whl');

describe('the check of libraries', () => {
  test.each<[string, Partial<InstallPlan>, boolean]>([
    ['what is installed is not known', {}, true],
    ['no archive is known', { distributions: [PURE, { name: 'click' }] }, true],
    ['a wheel has compiled code', { distributions: [PURE, archives('uvloop', 'uvloop-1-cp313-cp313-manylinux_2_17_x86_64.whl')] }, true],
    ['one has to be compiled, or not', { distributions: [archives('old', 'old-1.tar.gz')] }, true],
    ['a wheel for each case', { distributions: [archives('both', 'both-1-py3-none-any.whl', 'both-1-cp313-cp313-manylinux_2_17_x86_64.whl')] }, true],
    ['only Python code, with the application as a package', { distributions: [PURE], projectSteps: [{ commands: [['pip']] }] }, true],
    ['only Python code', { distributions: [PURE] }, false],
    ['nothing is installed', { distributions: [] }, false],
  ])('%s: %#', (_, plan, expected) => {
    const text = dockerfile(plan);
    expect([PROGRAM.test(text), CHECK.test(text)]).toEqual([expected, expected]);
  });

  test('is behind the virtualenv, and tells the program which libraries may be missing', () => {
    const text = dockerfile({}, { optionalLibraries: ['libnvidia-ml.so.1', 'libcuda.so.1', 'libcuda.so.1'] });
    expect(CHECK.exec(text)?.[1]).toBe('python -BIS /mnt/check-libraries.py libcuda.so.1 libnvidia-ml.so.1');
    expect(text.indexOf('COPY --from=builder --link /venv /venv')).toBeLessThan(text.search(CHECK));
  });

  test('refuses what is no library', () => {
    expect(() => dockerfile({}, { optionalLibraries: ['libcuda', '--all', 'libc.so; rm'] })).toThrow(
      'optionalLibraries has "libcuda"; a library is named as the build\'s check prints it, such as \'libcuda.so.1\'');
  });
});

/** Unit tests need only Node: without Python the program itself is not run, and CI says so. */
const python = spawnSync('python3', ['--version']).status === 0;
if (!python) process.stderr.write('skipped: the program of the library check: no python3\n');

/** The program itself, on files of this machine: the loader is a script that reports what is not found. */
(python || process.env.CI === 'true' ? describe : describe.skip)('the program', () => {
  interface Run { readonly status: number; readonly output: string }

  /** @param needs what the loader does not find, by file below the virtualenv */
  function check(needs: { readonly [file: string]: readonly string[] }, brought: readonly string[] = [], ...optional: string[]): Run {
    const root = temporaryDirectory();
    const site = 'venv/lib/python3.13/site-packages';
    const write = (file: string, text: string, mode = 0o644) => {
      fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      fs.writeFileSync(path.join(root, file), text, { mode });
    };
    const reports = Object.entries(needs).map(([file, libraries]) =>
      `${root}/venv/${file}:\n\tlinux-vdso.so.1 (0x1)\n${libraries.map((library) => `\t${library} => not found\n`).join('')}\tlibc.so.6 => /lib/libc.so.6 (0x1)\n`);
    write('bin/ldd', `#!/bin/sh\ncat <<'END'\n/usr/bin/python:\n\tlibc.so.6 => /lib/libc.so.6 (0x1)\n${reports.join('')}END\n`, 0o755);
    [...Object.keys(needs), ...brought].forEach((file) => write(`venv/${file}`, ''));
    write(`${site}/psycopg2-2.9.13.dist-info/RECORD`, 'psycopg2/_psycopg.so,sha256=x,1\n');
    write(`${site}/opencv_python-5.dist-info/RECORD`, 'cv2/cv2.abi3.so,,\n');
    write(`${site}/uWSGI-2.0.dist-info/RECORD`, '../../../bin/uwsgi,,\n');
    write('packages/libpq5:amd64.list', '/.\n/usr/lib/x86_64-linux-gnu/libpq.so.5\n');
    write('packages/libxml2.list', '/usr/lib/x86_64-linux-gnu/libxml2.so.2\n');
    const program = (PROGRAM.exec(dockerfile({}))?.[1] ?? '').replace(/"\/venv"/, `"${root}/venv"`).replace('"/mnt/packages"', `"${root}/packages"`);
    write('check.py', `${program}\n`);
    const words = ['-BIS', path.join(root, 'check.py'), ...optional];
    try {
      const output = execFileSync('python3', words, { encoding: 'utf8', env: { ...process.env, PATH: `${root}/bin:${process.env.PATH}` }, stdio: 'pipe' });
      return { status: 0, output };
    } catch (error) {
      const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
      return { status, output: stdout + stderr };
    }
  }

  const EXTENSION = 'lib/python3.13/site-packages/psycopg2/_psycopg.so';
  const PLUGIN = 'lib/python3.13/site-packages/torch/lib/libcaffe2_nvrtc.so';

  test('says nothing when everything is there', () => {
    expect(check({ [EXTENSION]: [] })).toEqual({ status: 0, output: '' });
  });

  test('names the distribution, the library and the package, and the line to write', () => {
    expect(check({ [EXTENSION]: ['libpq.so.5'], 'bin/uwsgi': ['libxml2.so.2'] })).toEqual({
      status: 1,
      output: [
        'psycopg2 needs libpq.so.5: Debian package libpq5',
        'uwsgi needs libxml2.so.2: Debian package libxml2',
        'This image does not have these libraries. Give the construct their packages:',
        '  runtimePackages: [\'libpq5\', \'libxml2\']',
        'or name those that the application never loads:',
        '  optionalLibraries: [\'libpq.so.5\', \'libxml2.so.2\']',
        '',
      ].join('\n'),
    });
  });

  test('sends to the package search where the builder has none', () => {
    expect(check({ 'lib/python3.13/site-packages/cv2/cv2.abi3.so': ['libGL.so.1'] })).toEqual({
      status: 1,
      output: [
        'opencv-python needs libGL.so.1: no package of the builder, see https://packages.debian.org/search?searchon=contents&keywords=libGL.so.1',
        'This image does not have these libraries. Give the construct their packages:',
        '  runtimePackages: [\'… with libGL.so.1\']',
        'or name those that the application never loads:',
        '  optionalLibraries: [\'libGL.so.1\']',
        '',
      ].join('\n'),
    });
  });

  test('passes what the user names, what the virtualenv brings, and a plugin that the builder could not have linked', () => {
    expect(check({ [EXTENSION]: ['libpq.so.5'] }, [], 'libpq.so.5')).toEqual({ status: 0, output: '' });
    expect(check({ [EXTENSION]: ['libpq.so.5'] }, ['lib/python3.13/site-packages/psycopg2.libs/libpq.so.5'])).toEqual({ status: 0, output: '' });
    expect(check({ [PLUGIN]: ['libcuda.so.1'] }).status).toBe(0);
    expect(check({ [PLUGIN]: ['libcuda.so.1'] }).output).toMatch(/libcaffe2_nvrtc\.so needs libcuda\.so\.1: only in a plugin, and not in the builder either; not checked\n$/);
  });
});

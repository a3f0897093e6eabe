import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject, App, Chart, Duration, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { AppStage, HealthChecks, PythonVenvBuild, PythonVenvBuildProps } from '../../lib';
import { AppFiles, SMALL_APP, temporaryApp, temporaryDirectory } from '../support/temporary-app';
import { Web } from '../support/web';

const MINIMAL = { appStage: AppStage.MINIMAL };

function image(props: Partial<PythonVenvBuildProps>, files: AppFiles = SMALL_APP): PythonVenvBuild {
  return new PythonVenvBuild(new Chart(new App(), 'chart'), 'image', { context: temporaryApp(files), repository: 'shop', command: ['web'], ...props });
}

describe('a command of a minimal image', () => {
  const ASGI: AppFiles = {
    'requirements.txt': 'starlette==1.10.0\nuvicorn==0.54.0\n',
    'web.py': 'from starlette.applications import Starlette\napp = Starlette()\n',
    'run.sh': '#!/bin/sh\nexec uvicorn web:app --host=0.0.0.0 --port=8000\n',
    'run.py': '#!/usr/bin/env python3\n',
    'serve': '#!/usr/bin/env bash\n',
  };
  const FOUND = ', such as ["uvicorn","web:app","--host=0.0.0.0","--port=8000","--timeout-graceful-shutdown=30"], which is found where no command is given';
  const WAY = 'and a minimal app stage has no shell; start the server itself';

  test.each([
    [['./run.sh'], `command starts "./run.sh", a script for /bin/sh, ${WAY}${FOUND}, or take appStage: AppStage.SLIM`],
    [['./serve', 'now'], `command starts "./serve", a script for /usr/bin/env bash, ${WAY}${FOUND}, or take appStage: AppStage.SLIM`],
    [['sh', '-c', 'uvicorn web:app'], `command starts "sh", ${WAY}${FOUND}, or take appStage: AppStage.SLIM`],
    [['/bin/bash', 'run.sh'], `command starts "/bin/bash", ${WAY}${FOUND}, or take appStage: AppStage.SLIM`],
  ])('%j is refused', (command, message) => {
    expect(() => image({ ...MINIMAL, command }, ASGI)).toThrow(`[chart/image] ${message}`);
    expect(image({ command }, ASGI).tag).toMatch(/^c/);
  });

  test.each([[['uvicorn', 'web:app']], [['./run.py']], [['python', '-m', 'web']], [['/venv/bin/sh']]])('%j is taken', (command) => {
    expect(image({ ...MINIMAL, command }, ASGI).dockerfile).toContain(`CMD ${JSON.stringify(command).replace(/,/g, ', ')}`);
  });

  test('without a server to find, none is named', () => {
    expect(() => image({ ...MINIMAL, command: ['sh'] })).toThrow(`[chart/image] command starts "sh", ${WAY}, or take appStage: AppStage.SLIM`);
  });
});

describe('a workload of a minimal image', () => {
  const exec = (...words: string[]) => kplus.Probe.fromCommand(words);
  const message = (program: string, where: string, container = 'app') =>
    `container '${container}' starts '${program}' (${where}), which a minimal image does not have; let Python do it: ['python', '-c', …], or take appStage: AppStage.SLIM`;

  test.each<[string, (web: Web) => void, string]>([
    ['a worker', (web) => web.image.addWorker('worker', { command: ['bash', '-c', 'celery'] }), message('bash', 'its command', 'worker')],
    ['a job', (web) => web.image.addJob('job', { command: ['./bin/migrate.sh'] }), message('./bin/migrate.sh', 'its command', 'job')],
    ['an init container', (web) => web.image.waitFor('database', ['/usr/bin/curl', 'db']), message('/usr/bin/curl', 'its command', 'database')],
    ['a command of Kubernetes', (web) => ApiObject.of(web.image.deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/command', ['cat'])), message('cat', 'its command')],
    ['a liveness probe', (web) => web.image.addWorker('worker', { command: ['celery'], liveness: exec('cat', '/tmp/alive') }), message('cat', 'livenessProbe', 'worker')],
  ])('%s without its program is refused', (_, change, expected) => {
    const minimal = new Web(MINIMAL);
    change(minimal);
    expect(() => minimal.manifests()).toThrow(`${expected} (program-not-in-image; if it is meant: acknowledgeWarning('program-not-in-image', reason))`);
    const slim = new Web();
    change(slim);
    expect(slim.manifests().length).toBeGreaterThan(0);
  });

  test('probes and hooks of the server itself are looked at', () => {
    const web = new Web({ ...MINIMAL, health: HealthChecks.probes({ startup: exec('sh'), readiness: exec('wget') }) });
    expect(() => web.manifests()).toThrow(message('sh', 'startupProbe'));
    expect(() => web.manifests()).toThrow(message('wget', 'readinessProbe'));
  });

  test('what the library writes by itself needs no program that is not there, and is the same', () => {
    const [minimal, slim] = [MINIMAL, {}].map((props) => {
      const web = new Web(props);
      web.image.addJob('job', { command: ['python', 'manage.py', 'migrate'], terminationGracePeriod: Duration.seconds(30) });
      return JSON.stringify(web.manifests()).split(web.image.tag).join('TAG');
    });
    expect(minimal).toBe(slim);
  });
});

describe('stripping', () => {
  test('names what it leaves, once and normalized', () => {
    expect(image({ strip: true, unstripped: ['NumPy', 'a_b', 'numpy'] }).dockerfile).toContain('\nRUN python /opt/strip.py a-b numpy\n');
    expect(image({}).dockerfile).not.toContain('strip.py');
  });

  test('is not part of the single stage, which shows what it saves', () => {
    expect(image({ strip: true }).singleStageDockerfile).toBe(image({}).singleStageDockerfile);
  });

  test('comes after each installation, so that a change of the code strips no dependency again', () => {
    const { dockerfile } = image({ strip: true, dependencies: { bind: () => ({ steps: [{ commands: [['one']] }], projectSteps: [{ commands: [['two']] }] }) } });
    expect(dockerfile.match(/^RUN (?:one|two|python \/opt\/strip\.py)$/gm)).toEqual(['RUN one', 'RUN python /opt/strip.py', 'RUN two', 'RUN python /opt/strip.py']);
  });

  test('refuses what is no distribution, and what would do nothing', () => {
    expect(() => image({ strip: true, unstripped: ['a b'] })).toThrow('[chart/image] unstripped has "a b", which is not the name of a distribution, such as \'psycopg2\'');
    expect(() => image({ unstripped: ['numpy'] })).toThrow('[chart/image] unstripped is ["numpy"], but nothing is stripped; write strip: true, too');
  });
});

test('findings say what was asked for', () => {
  const found = image({ ...MINIMAL, strip: true, unstripped: ['numpy'] }).findings.filter(({ subject }) => ['app stage', 'strip'].includes(subject));
  expect(found).toEqual([
    { subject: 'app stage', value: 'minimal', evidence: 'given' },
    { subject: 'strip', value: 'every distribution but numpy', evidence: 'given' },
  ]);
});

/** Unit tests need only Node: without Python the program itself is not run, and CI says so. */
const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0;
if (!python) process.stderr.write('skipped: the program that strips: no python3\n');

/** The program itself, on a virtualenv of this machine without anything compiled: `strip` is a script. */
(python || process.env.CI === 'true' ? describe : describe.skip)('the program that strips', () => {
  const PROGRAM = /COPY <<'EOT' \/opt\/strip\.py\n([^]*?)\nEOT\n/;

  /** @param files below site-packages; `strip` makes half of what contains DEBUG, and writes what is behind BECOMES */
  function strip(files: AppFiles, ...unstripped: string[]): { status: number; output: string; left: string[]; read: (name: string) => string } {
    const root = temporaryDirectory();
    const site = path.join(root, 'site');
    const write = (file: string, text: string, mode = 0o644) => {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text, { mode });
    };
    Object.entries(files).forEach(([name, text]) => write(path.join(site, name), text));
    write(path.join(root, 'bin/strip'), '#!/bin/sh\nif grep -q DEBUG "$4"; then echo stripped > "$3"; fi\n', 0o755);
    const program = (PROGRAM.exec(image({ strip: true }).dockerfile)?.[1] ?? '').replace('sysconfig.get_path("purelib")', `"${site}"`);
    write(path.join(root, 'strip.py'), `${program}\n`);
    const env = { ...process.env, PATH: `${root}/bin:${process.env.PATH}`, PYTHONPATH: site };
    const { status, stdout, stderr } = spawnSync('python3', [path.join(root, 'strip.py'), ...unstripped], { encoding: 'utf8', env });
    const left = execFileSync('find', ['.', '-type', 'f'], { cwd: site, encoding: 'utf8' }).trim().split('\n').map((name) => name.slice(2)).sort();
    return { status: status ?? -1, output: stdout + stderr, left, read: (name) => fs.readFileSync(path.join(site, name), 'utf8') };
  }

  const SHOP: AppFiles = {
    'shop/__init__.py': '',
    'shop/test/__init__.py': '',
    'shop/tests/data.txt': 'data',
    'shop/stubs.pyi': '',
    'shop/engine.pyx': 'cython',
    'shop/include/engine.h': 'header',
    'shop/libengine.a': 'archive',
    'shop/engine.so': 'DEBUG and more of it',
    'shop.libs/libx.so.1': 'DEBUG and more of it',
    'shop/locale/de.po': 'source',
    'shop/locale/de.mo': 'compiled',
    'shop/locale/fr.po': 'read by the application itself',
    'lazy/__init__.py': 'attach_stub = 1\n',
    'lazy/__init__.pyi': '',
    'shop-1.dist-info/RECORD': 'shop/__init__.py,sha256=x,0\nshop/engine.so,sha256=x,20\n"shop/engine.pyx",sha256=x,6\nshop/stubs.pyi,,\n../bin/shop,,\n',
    'Other_Name-2.dist-info/RECORD': 'lazy/__init__.py,sha256=x,15\r\n',
  };
  const KEPT = ['Other_Name-2.dist-info/RECORD', 'lazy/__init__.py', 'lazy/__init__.pyi', 'shop-1.dist-info/RECORD', 'shop.libs/libx.so.1', 'shop/__init__.py',
    'shop/engine.so', 'shop/include/engine.h', 'shop/locale/de.mo', 'shop/locale/fr.po', 'shop/test/__init__.py', 'shop/tests/data.txt'];

  test('keeps what is read at run time, whatever the directory is called, and RECORD says what is there', () => {
    const { status, output, left, read } = strip(SHOP);
    expect({ status, output }).toEqual({ status: 0, output: expect.stringMatching(/^1 files stripped, 4 removed: .* loaded before and after: , shop\n$/) });
    expect(left).toEqual(KEPT);
    expect(read('shop/engine.so')).toBe('stripped\n');
    expect(read('shop.libs/libx.so.1')).toContain('DEBUG');
    expect(read('shop-1.dist-info/RECORD')).toBe('shop/__init__.py,sha256=x,0\nshop/engine.so,sha256=O1PQCN8bG1_d_poy74cUjHOo_XdHVh1gKEpe9qK9ihM,9\n../bin/shop,,\n');
    expect(read('Other_Name-2.dist-info/RECORD')).toBe(SHOP['Other_Name-2.dist-info/RECORD']);
  });

  test('leaves a distribution that is named, and knows when there is none', () => {
    const { left, read } = strip(SHOP, 'shop');
    expect(left).toEqual(expect.arrayContaining(['shop/stubs.pyi', 'shop/engine.pyx']));
    expect(read('shop/engine.so')).toContain('DEBUG');
    expect(strip(SHOP, 'shopp')).toMatchObject({ status: 1, output: 'unstripped names distributions that are not installed: [\'shopp\']\n' });
  });

  test('stops where a module no longer imports, and says which one and what to write', () => {
    const { status, output } = strip({
      ...SHOP,
      'shop/reader.py': 'import pathlib\npathlib.Path(__file__).with_name("engine.pyx").read_text()\n',
      'shop/never.py': 'import not_there\n',
      'shop/ends.py': 'import os\nos._exit(3)\n',
      'shop/zebra.py': '',
      'shop-1.dist-info/RECORD': `${SHOP['shop-1.dist-info/RECORD']}shop/reader.py,,\nshop/never.py,,\nshop/ends.py,,\nshop/zebra.py,,\n`,
    });
    expect(status).toBe(1);
    expect(output).toMatch(/^shop: shop\.reader no longer loads: FileNotFoundError\(2, 'No such file or directory'\)\nLeave these as they came:\n {2}unstripped: \['shop'\]\n$/);
  });
});

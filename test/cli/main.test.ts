import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { main } from '../../lib/cli/main';
import { AppFiles, readTree, SMALL_APP, temporaryApp, temporaryDirectory, writeApp } from '../support/temporary-app';

async function cli(...words: string[]) {
  let [out, err] = ['', ''];
  const code = await main(words, { out: (text) => { out += text; }, err: (text) => { err += text; } });
  return { code, out, err };
}

/** The program itself, which `npm test` compiles before: what only a process shows. */
const PROGRAM = [path.join(__dirname, '../../bin/cdk8s-python-venv')];
const PROCESS = { encoding: 'utf8', env: process.env } as const;

const APP: AppFiles = { ...SMALL_APP, 'requirements.txt': 'flask==3.1.2\ngunicorn==23.0.0\n', 'web.py': 'from flask import Flask\n\napp = Flask(__name__)\n' };
const COMMANDS = ['inspect', 'init', 'synth', 'dev', 'build', 'pin', 'bump', 'size', 'graph'];

const WRONG: ReadonlyArray<readonly [string, string[], number, string]> = [
  ['an unknown command', ['inspct'], 2, `no command 'inspct' (did you mean 'inspect'?); there are: ${COMMANDS.join(', ')}\n`],
  ['an unknown option before a command', ['--versoin'], 2, `no option '--versoin' (did you mean '--version'?); there are: ${COMMANDS.join(', ')}\n`],
  ['an unknown option', ['inspect', '--jsn'], 2, 'inspect has no option \'--jsn\' (did you mean \'--json\'?); there are: --json, --help\nSee: cdk8s-python-venv inspect --help\n'],
  ['an unknown letter', ['inspect', '-x'], 2, 'inspect has no option \'-x\'; there are: --json, --help\nSee: cdk8s-python-venv inspect --help\n'],
  ['a value where none belongs', ['inspect', '--json=yes'], 2, 'inspect takes no value for --json, got \'yes\'\nSee: cdk8s-python-venv inspect --help\n'],
  ['a forgotten value', ['synth', 'app', '--repository', '--output', 'x'], 2, 'synth needs a value for --repository\nSee: cdk8s-python-venv synth --help\n'],
  ['a forgotten value at the end', ['synth', 'app', '-r'], 2, 'synth needs a value for -r\nSee: cdk8s-python-venv synth --help\n'],
  ['a missing argument', ['synth', '-r', 'localhost/shop'], 2, 'synth needs DIR\nSee: cdk8s-python-venv synth --help\n'],
  ['a missing repository', ['build', 'app'], 2, 'build needs --repository, where the image is pushed: registry.example.com/shop\nSee: cdk8s-python-venv build --help\n'],
  ['one argument too many', ['inspect', 'a', 'b'], 2, 'inspect takes [DIR], got also \'b\'\nSee: cdk8s-python-venv inspect --help\n'],
  ['a missing directory', ['inspect', '/no/such'], 1, 'context "/no/such" does not exist (looked for \'/no/such\'); give the directory of the application\n'],
  ['two inputs of build', ['build', 'app', '--from', 'dist'], 2, 'build takes a directory or what synth wrote (--from), got both: \'dist\' and \'app\'\nSee: cdk8s-python-venv build --help\n'],
  ['a missing folder', ['graph', '--from', '/no/such'], 1, 'there is no folder \'/no/such\'; run synth first, or give the folder that it wrote (--from)\n'],
  ['an unknown format', ['graph', '.', '--format', 'png'], 2, 'graph knows the formats mermaid and svg, got \'png\'\nSee: cdk8s-python-venv graph --help\n'],
  ['a language that init does not write', ['init', '.', '-l', 'pyton'], 2, 'init writes no "pyton" (did you mean \'python\'?); --language is one of: typescript, python, java, go\nSee: cdk8s-python-venv init --help\n'],
  ['size of nothing', ['size'], 2, 'size needs either IMAGE or --archive, got neither\nSee: cdk8s-python-venv size --help\n'],
  ['an archive that is missing', ['size', '--archive', '/no/such.tar'], 1, 'there is no archive \'/no/such.tar\'; docker save makes one: docker save --output /no/such.tar IMAGE\n'],
];

test.each(WRONG)('%s is told on stderr with an exit code', async (name, words, code, err) => {
  const directory = name.startsWith('a language') ? [words[0], temporaryApp(APP), ...words.slice(2)] : words;
  expect(await cli(...directory)).toEqual({ code, out: '', err });
});

test('every command has a help, and the program a version', async () => {
  const { out } = await cli('--help');
  const names = [...out.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name);
  expect(names).toEqual(COMMANDS);
  for (const name of names) {
    const help = await cli(name, '--help');
    expect(help).toMatchObject({ code: 0, err: '', out: expect.stringContaining(`Usage: cdk8s-python-venv ${name} `) });
    expect(await cli('help', name)).toEqual(help);
    expect(help.out.split('\n').filter((line) => line.length > 140)).toEqual([]);
  }
  expect((await cli()).code).toBe(2);
  expect(await cli('--version')).toEqual({ code: 0, err: '', out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test('inspect tells every finding with its evidence, and --json the same', async () => {
  const directory = temporaryApp(APP);
  const { code, out } = await cli('inspect', directory);
  const parsed = JSON.parse((await cli('inspect', directory, '--json')).out);
  expect(code).toBe(0);
  expect(parsed.problems).toEqual([]);
  expect(parsed.findings.length).toBeGreaterThan(3);
  parsed.findings.forEach(({ value, evidence }: any) => {
    expect(out).toContain(value);
    expect(out).toContain(`because  ${evidence}`);
  });
});

test('a problem makes the exit code 1', async () => {
  const { code, out } = await cli('inspect', temporaryApp({ 'README.md': '' }));
  expect(code).toBe(1);
  expect(out).toMatch(/^problem +\S/m);
});

test('synth writes Dockerfile, bake file and manifests without a cdk8s app', async () => {
  const outdir = temporaryDirectory();
  const words = ['synth', temporaryApp(APP), '--repository', 'registry.example.com/shop', '-o', outdir];
  const { code, out, err } = await cli(...words);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`kubectl apply -f ${path.join(outdir, 'shop.k8s.yaml')}`);
  expect(Object.keys(readTree(outdir))).toEqual([
    'images/.cdk8s-python-venv', 'images/docker-bake.hcl', 'images/shop_web/Dockerfile', 'images/shop_web/Dockerfile.dockerignore', 'shop.k8s.yaml',
  ]);
  expect(await cli(...words)).toEqual({ code, out, err });
});

test('a file in the way is never written over, and nothing is half-written', async () => {
  const app = temporaryApp(APP);
  const outdir = temporaryDirectory();
  writeApp(outdir, { 'shop.k8s.yaml': 'mine', 'graph.svg': 'mine', 'size.html': 'mine' });
  const before = readTree(outdir);
  const mine = (name: string) => path.join(outdir, name);
  expect(await cli('synth', app, '-r', 'localhost/shop', '-o', outdir)).toEqual({
    code: 1, out: '', err: `'${mine('shop.k8s.yaml')}' is there already, and synth did not write it; give another folder (--output), or remove it\n`,
  });
  for (const words of [['graph', app, '-o', mine('graph.svg')], ['size', 'x', '--html', mine('size.html')]]) {
    expect(await cli(...words)).toEqual({
      code: 1, out: '', err: `'${words[words.length - 1]}' is there already and is not written over; remove it, or give another name\n`,
    });
  }
  expect(await cli('synth', app, '-r', 'localhost/shop', '-o', app)).toMatchObject({ code: 1, err: expect.stringContaining('it is the application\'s own') });
  expect(readTree(outdir)).toEqual(before);
});

test('graph draws a directory as it draws what synth wrote, and writes SVG by the file\'s ending', async () => {
  const app = temporaryApp(APP);
  const outdir = temporaryDirectory();
  await cli('synth', app, '-r', 'localhost/shop', '-o', outdir);
  const [direct, written] = [await cli('graph', app, '-r', 'localhost/shop'), await cli('graph', '--from', outdir)];
  const withoutHead = (text: string) => text.slice(text.indexOf('flowchart')).replace(/files_\w+|"[^"]*<br\/>directory"/g, 'DIRECTORY');
  expect(direct).toMatchObject({ code: 0, err: '' });
  expect(withoutHead(direct.out)).toBe(withoutHead(written.out));
  const file = path.join(outdir, 'graph.svg');
  expect(await cli('graph', '--from', outdir, '-o', file)).toEqual({ code: 0, out: '', err: '' });
  expect(fs.readFileSync(file, 'utf8')).toMatch(/^<svg xmlns/);
});

test('without Docker, build and size say what to install and what works, with exit code 3', () => {
  const app = temporaryApp(APP);
  const env = { ...PROCESS.env, PATH: '/nonexistent' };
  const run = (...words: string[]) => spawnSync(process.execPath, [...PROGRAM, ...words], { ...PROCESS, env });
  for (const [words, instead] of [
    [['build', app, '-r', 'localhost/shop', '-o', path.join(app, 'dist')], 'Without it, inspect, init, synth and graph work'],
    [['size', 'localhost/shop:1'], 'Without it, give an archive'],
  ] as const) {
    const { status, stdout, stderr } = run(...words);
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toContain('install Docker Engine with buildx: https://docs.docker.com/engine/install/');
    expect(stderr).toContain(instead);
  }
  expect(fs.existsSync(path.join(app, 'dist'))).toBe(false);
}, 60_000);

test('a reader that goes away, and Ctrl-C, end the program with the code of the signal and no word', async () => {
  const app = temporaryApp({ ...APP, ...Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`data/${i}.txt`, String(i)])) });
  const piped = spawnSync('bash', ['-c', '"$@" | head -c 1 >/dev/null; echo ${PIPESTATUS[0]}', '-', process.execPath, ...PROGRAM, 'graph', app, '--format', 'svg'], PROCESS);
  expect([piped.stdout, piped.stderr]).toEqual([expect.stringMatching(/^(?:141|0)\n$/), '']); // 0: all of it fitted into the pipe
  const outdir = path.join(temporaryDirectory(), 'dist');
  const child = spawn(process.execPath, [...PROGRAM, 'synth', app, '-r', 'localhost/shop', '-o', outdir], { ...PROCESS, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  // when the first file is there, the others are to come
  while (!fs.existsSync(outdir) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 1));
  child.kill('SIGINT');
  expect([130, 0]).toContain(await ended); // 0: it had ended
  expect(Object.keys(readTree(outdir))).toHaveLength(5);
}, 240_000);

test('nothing is coloured, on whatever terminal', async () => {
  const { stdout } = spawnSync(process.execPath, [...PROGRAM, '--help'], { ...PROCESS, env: { ...PROCESS.env, FORCE_COLOR: '3', TERM: 'xterm-256color' } });
  expect(stdout).toContain('Usage: cdk8s-python-venv COMMAND');
  // eslint-disable-next-line no-control-regex
  expect(stdout).not.toMatch(/\u001b/);
}, 60_000);

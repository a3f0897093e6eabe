import * as path from 'node:path';
import { main } from '../../lib/cli/main';
import { AppFiles, readTree, SMALL_APP, temporaryApp, temporaryDirectory } from '../support/temporary-app';

function cli(...words: string[]) {
  let [out, err] = ['', ''];
  const code = main(words, { out: (text) => { out += text; }, err: (text) => { err += text; } });
  return { code, out, err };
}

const APP: AppFiles = { ...SMALL_APP, 'requirements.txt': 'flask==3.1.2\ngunicorn==23.0.0\n', 'web.py': 'from flask import Flask\n\napp = Flask(__name__)\n' };

const WRONG: ReadonlyArray<readonly [string, string[], number, string]> = [
  ['an unknown command', ['inspct'], 2, 'no command \'inspct\' (did you mean \'inspect\'?); there are: inspect, synth, dev\n'],
  ['an unknown option', ['inspect', '--jsn'], 2, 'inspect has no option \'--jsn\' (did you mean \'--json\'?); there are: --json\nSee: cdk8s-python-venv inspect --help\n'],
  ['a missing argument', ['synth', '-r', 'localhost/shop'], 2, 'synth needs DIR\nSee: cdk8s-python-venv synth --help\n'],
  ['one argument too many', ['inspect', 'a', 'b'], 2, 'inspect takes [DIR], got also \'b\'\nSee: cdk8s-python-venv inspect --help\n'],
  ['a missing directory', ['inspect', '/no/such'], 1, 'context "/no/such" does not exist (looked for \'/no/such\'); give the directory of the application\n'],
];

test.each(WRONG)('%s is told on stderr with an exit code', (_, words, code, err) => {
  expect(cli(...words)).toEqual({ code, out: '', err });
});

test('every command has a help', () => {
  const { out } = cli('--help');
  const names = [...out.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name);
  expect(names).toEqual(['inspect', 'synth', 'dev']);
  names.forEach((name) => expect(cli(name, '--help')).toMatchObject({ code: 0, err: '', out: expect.stringContaining(`Usage: cdk8s-python-venv ${name} `) }));
});

test('inspect tells every finding with its evidence, and --json the same', () => {
  const directory = temporaryApp(APP);
  const { code, out } = cli('inspect', directory);
  const parsed = JSON.parse(cli('inspect', directory, '--json').out);
  expect(code).toBe(0);
  expect(parsed.problems).toEqual([]);
  expect(parsed.findings.length).toBeGreaterThan(3);
  parsed.findings.forEach(({ value, evidence }: any) => {
    expect(out).toContain(value);
    expect(out).toContain(`because  ${evidence}`);
  });
});

test('a problem makes the exit code 1', () => {
  const { code, out } = cli('inspect', temporaryApp({ 'README.md': '' }));
  expect(code).toBe(1);
  expect(out).toMatch(/^problem +\S/m);
});

test('synth writes Dockerfile, bake file and manifests without a cdk8s app', () => {
  const outdir = temporaryDirectory();
  const { code, out, err } = cli('synth', temporaryApp(APP), '--repository', 'registry.example.com/shop', '-o', outdir);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`kubectl apply -f ${path.join(outdir, 'shop.k8s.yaml')}`);
  expect(Object.keys(readTree(outdir))).toEqual([
    'images/.cdk8s-python-venv', 'images/docker-bake.hcl', 'images/shop_web/Dockerfile', 'images/shop_web/Dockerfile.dockerignore', 'shop.k8s.yaml',
  ]);
});

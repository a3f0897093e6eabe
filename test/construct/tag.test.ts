import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { PythonVenvBuild, PythonVenvBuildProps } from '../../lib';
import { AppFiles, SMALL_APP, temporaryApp, temporaryDirectory, writeApp } from '../support/temporary-app';

const APP: AppFiles = { ...SMALL_APP, 'bin/run.sh': '#!/bin/sh\n', 'link': '-> web.py', '.dockerignore': 'notes\n' };

function tagOf(context: string, props: Partial<PythonVenvBuildProps> = {}, app: App = Testing.app()): string {
  return new PythonVenvBuild(new Chart(app, 'shop'), 'web', { context, repository: 'shop', command: ['./bin/run.sh'], ...props }).tag;
}

/** The tags before and after a change of the directory. */
function around(change: (directory: string) => void): { before: string; after: string } {
  const directory = temporaryApp(APP);
  const before = tagOf(directory);
  change(directory);
  return { before, after: tagOf(directory) };
}

test('the tag fits an image tag, a label and the end of a Job\'s name, and is no number', () => {
  expect(tagOf(temporaryApp(APP))).toMatch(/^c[0-9a-f]{19}$/);
});

describe('stays the same', () => {
  const SAME: ReadonlyArray<[string, (directory: string) => void]> = [
    ['nothing changes', () => undefined],
    ['times change', (d) => fs.utimesSync(path.join(d, 'web.py'), 1, 1)],
    ['the umask of the checkout changes', (d) => fs.chmodSync(path.join(d, 'web.py'), 0o600)],
    ['a folder gets other modes', (d) => fs.chmodSync(path.join(d, 'bin'), 0o700)],
    ['an ignored file comes', (d) => writeApp(d, { 'notes/todo.txt': 'x', '.env': 'SECRET=1', '__pycache__/web.pyc': 'x' })],
  ];
  test.each(SAME)('when %s', (_, change) => {
    const { before, after } = around(change);
    expect(after).toBe(before);
  });

  test('in another checkout, another output folder, another construct and another App', () => {
    const outdir = path.join(temporaryDirectory(), 'out');
    expect(tagOf(temporaryApp(APP), {}, new App({ outdir }))).toBe(tagOf(temporaryApp(APP)));
  });

  test('when the output folder is inside the context', () => {
    const context = temporaryApp(APP);
    const outside = tagOf(context);
    for (let i = 0; i < 2; i++) {
      const app = new App({ outdir: path.join(context, 'dist') });
      expect(tagOf(context, {}, app)).toBe(outside);
      app.synth();
    }
  });

  test('in another repository: where the image goes is not what it is', () => {
    const context = temporaryApp(APP);
    expect(tagOf(context, { repository: 'registry.example.com/other' })).toBe(tagOf(context));
  });
});

describe('becomes another', () => {
  const OTHER: ReadonlyArray<[string, (directory: string) => void]> = [
    ['bytes change', (d) => writeApp(d, { 'web.py': 'app = 1\n' })],
    ['line endings change', (d) => writeApp(d, { 'web.py': 'app = None\r\n' })],
    ['a file comes', (d) => writeApp(d, { 'new.py': '' })],
    ['an empty folder comes', (d) => fs.mkdirSync(path.join(d, 'empty'))],
    ['a file gets another name', (d) => fs.renameSync(path.join(d, 'web.py'), path.join(d, 'app.py'))],
    ['a file moves between folders', (d) => fs.renameSync(path.join(d, 'web.py'), path.join(d, 'bin/web.py'))],
    ['a file becomes executable', (d) => fs.chmodSync(path.join(d, 'web.py'), 0o755)],
    ['a link leads elsewhere', (d) => { fs.rmSync(path.join(d, 'link')); writeApp(d, { link: '-> bin/run.sh' }); }],
    ['a link becomes the file', (d) => { fs.rmSync(path.join(d, 'link')); writeApp(d, { link: 'app = None\n' }); }],
    ['the ignore rules change', (d) => writeApp(d, { '.dockerignore': 'notes\nother\n' })],
  ];
  test.each(OTHER)('when %s', (_, change) => {
    const { before, after } = around(change);
    expect(after).not.toBe(before);
  });

  test('for every option that the build reads', () => {
    const context = temporaryApp(APP);
    const tags = [
      {}, { port: 9000 }, { uid: 5 }, { gid: 5 }, { labels: { a: 'b' } }, { runtimePackages: ['libpq5'] }, { buildPackages: ['libpq5'] },
      { command: ['./bin/run.sh', 'x'] }, { revision: '2' }, { platforms: ['linux/arm64'] }, { platforms: ['linux/amd64'] },
    ].map((props) => tagOf(context, props));
    expect(new Set(tags).size).toBe(tags.length);
  });
});

test('content that moves from one file into the next is not the same content', () => {
  expect(tagOf(temporaryApp({ ...APP, a: 'xy', b: 'z' }))).not.toBe(tagOf(temporaryApp({ ...APP, a: 'x', b: 'yz' })));
});

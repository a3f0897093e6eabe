import { CASES, StartCase } from './start-cases';
import { Detected } from '../../lib/core/detected';
import { detectStart, Start } from '../../lib/detect/detect-start';
import { AppDirectory } from '../../lib/project/app-directory';
import { Distribution } from '../../lib/python/dependency-installer';
import { temporaryApp } from '../support/temporary-app';

function distribution(text: string): Distribution {
  const [, name, extras, version] = /^([a-z0-9-]+)(?:\[(.*)\])?(?:==(.*))?$/.exec(text) ?? [];
  return { name, version, extras: extras?.split(',') };
}

function detect(of: StartCase, name: string): Detected<Start> {
  const named = (text: string) => text.replace(/\bNAME\b/g, name);
  const files = Object.fromEntries(Object.entries(of.files).map(([path, text]) => [named(path), named(text)]));
  return detectStart({ files: new AppDirectory(temporaryApp(files), []), distributions: of.installed.map(distribution), port: of.port ?? 8000, python: '3.13' });
}

describe.each(CASES.map((of) => [of.title, of] as const))('%s', (_, of) => {
  test.each(['shop', 'warehouse'])('as %s', (name) => {
    const found = detect(of, name);
    const named = (text: string) => text.replace(/\bNAME\b/g, name);
    if (of.problems) {
      expect(found.problems).toEqual(of.problems.map((problem) => expect.stringContaining(named(problem))));
      return;
    }
    expect(found.problems).toEqual([]);
    expect(found.value?.command.join(' ')).toBe(named(of.command ?? ''));
    expect(found.value?.workingDirectory).toBe(of.directory ?? '.');
    expect(found.value?.environment).toEqual(JSON.parse(named(JSON.stringify(of.environment ?? {}))));
    const steps = found.value?.appSteps.map(({ environment, command }) => [...environment.map((pair) => pair.join('=')), ...command].join(' '));
    expect(steps).toEqual((of.steps ?? []).map(named));
    expect(found.findings[0]).toMatchObject({ subject: 'command', line: expect.any(Number), override: expect.stringMatching(/^command: \[/) });
  });
});

test('a user\'s own command comes back unchanged, and static files are collected all the same', () => {
  const django = CASES.find(({ title }) => title === 'Django one level down');
  const files = Object.fromEntries(Object.entries(django?.files ?? {}).map(([path, text]) => [path.replace('NAME', 'shop'), text.replace(/NAME/g, 'shop')]));
  const found = detectStart({ files: new AppDirectory(temporaryApp(files), []), distributions: [], port: 8000, python: '3.13', command: ['./run'] });
  expect(found.value).toMatchObject({ command: ['./run'], workingDirectory: '.', environment: {} });
  expect(found.value?.appSteps.map(({ command }) => command.join(' '))).toEqual(['python backend/manage.py collectstatic --noinput']);
});

test('5,000 files are looked through in well under a second', () => {
  const files: { [path: string]: string } = { 'wsgi.py': 'from flask import Flask\napp = Flask(__name__)\n' };
  for (let i = 0; i < 5000; i++) files[`shop/p${i % 50}/m${i}.py`] = `import os\nfrom django.db import models\n\ndef function_${i}(a, b):\n    return [a, b, ${i}]\n`;
  const directory = new AppDirectory(temporaryApp(files), []);
  const before = process.cpuUsage();
  expect(detectStart({ files: directory, distributions: [{ name: 'gunicorn' }], port: 8000, python: '3.13' }).value?.command[1]).toBe('wsgi:app');
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(1000);
});

import * as fs from 'node:fs';
import * as path from 'node:path';
import { PythonProject } from '../../lib';
import { AppFiles, temporaryApp } from '../support/temporary-app';

const APPS = path.join(__dirname, '../apps');
const NAMES = fs.readdirSync(APPS).filter((name) => fs.existsSync(path.join(APPS, name, 'expected.json'))).sort();

/** What tools and frameworks call their files, and what every second application does: these say something. */
const CONVENTIONAL = /^(?:__.*__|manage|setup|settings|urls|views|wsgi|asgi|app|api|main|server|cli|web|site|store|dev|gunicorn\.conf)$/;

function filesOf(name: string): { [path: string]: string } {
  const folder = path.join(APPS, name, 'app');
  const paths = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => fs.statSync(path.join(folder, file)).isFile()).sort();
  return Object.fromEntries(paths.map((file) => [file, fs.readFileSync(path.join(folder, file), 'utf8')]));
}

/** Names of packages and modules that are the application's own; what lies in libs/ is somebody's dependency. */
function ownNames(files: AppFiles): string[] {
  const names = Object.keys(files).filter((file) => file.endsWith('.py') && !file.startsWith('libs/'))
    .flatMap((file) => [path.basename(file, '.py'), ...(files[`${path.dirname(file)}/__init__.py`] === undefined ? [] : [path.basename(path.dirname(file))])]);
  return [...new Set(names)].filter((name) => !CONVENTIONAL.test(name)).sort();
}

/** As the module and as the distribution: `short_links`, `short-links`. */
function renamed(text: string, names: readonly string[], prefix: string): string {
  const pairs = names.flatMap((name) => [name, name.replace(/_/g, '-')].map((old) => [old, `${prefix}${old.includes('-') ? '-' : '_'}${names.indexOf(name)}`] as const));
  const words = new Map(pairs.map(([old, other]) => [old, old.includes('-') || old.includes('_') ? other : other.replace('_', '')]));
  return words.size === 0 ? text : text.replace(new RegExp(`(?<![A-Za-z0-9_-])(?:${[...words.keys()].join('|')})(?![A-Za-z0-9_-])`, 'g'), (old) => words.get(old) ?? old);
}

function answer(files: AppFiles): string {
  const { findings, warnings, problems } = PythonProject.inspect(temporaryApp(files));
  return JSON.stringify({ findings, warnings, problems }, undefined, 1);
}

describe.each(NAMES)('%s', (name) => {
  const files = filesOf(name);
  const names = ownNames(files);

  test.each(['aardvark', 'zebra'])('called %s it is the same application', (prefix) => {
    const others = Object.fromEntries(Object.entries(files).map(([file, text]) => [renamed(file, names, prefix), renamed(text, names, prefix)]));
    expect(Object.keys(others)).toHaveLength(Object.keys(files).length);
    expect(answer(others)).toBe(renamed(answer(files), names, prefix));
  });

  test('starts as expected.json says', () => {
    const expected = JSON.parse(fs.readFileSync(path.join(APPS, name, 'expected.json'), 'utf8')) as { command: readonly string[]; warnings?: readonly string[] };
    const found = PythonProject.inspect(temporaryApp(files));
    expect(found.problems).toEqual([]);
    expect(found.findingsOf('command').map(({ value }) => JSON.parse(value) as unknown)).toEqual([expected.command]);
    expect(found.warnings.map(({ code }) => code)).toEqual(expected.warnings ?? []);
  });
});

test('most applications have names of their own', () => {
  expect(NAMES.filter((name) => ownNames(filesOf(name)).length > 0).length).toBeGreaterThan(15);
});

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '../..');

/** The paths that npm would pack; what is bundled is npm's own business. */
function packedFiles(): string[] {
  const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 * 1024 * 1024 }));
  return files.map((file: { path: string }) => file.path).filter((name: string) => !name.startsWith('node_modules/'));
}

test('the tarball has the compiled library, its types, its API for other languages, and nothing else', () => {
  const files = packedFiles();
  expect(files.filter((name) => !name.startsWith('lib/')).sort()).toEqual(['.jsii', 'LICENSE', 'README.md', 'bin/cdk8s-python-venv', 'package.json']);
  const sources = (fs.readdirSync(path.join(ROOT, 'lib'), { recursive: true }) as string[])
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts')).map((name) => `lib/${name.slice(0, -3)}`);
  expect(files.filter((name) => name.startsWith('lib/')).sort()).toEqual(sources.flatMap((name) => [`${name}.d.ts`, `${name}.js`]).sort());
});

test('no file of it carries its source', () => {
  const text = fs.readFileSync(path.join(ROOT, 'lib/index.js'), 'utf8');
  expect(text).not.toContain('sourceMappingURL');
});

test('what is bundled are the dependencies, and each says its licence', () => {
  const { dependencies, bundledDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  expect(bundledDependencies).toEqual(Object.keys(dependencies));
  const licences = bundledDependencies.map((name: string) => JSON.parse(fs.readFileSync(path.join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).license);
  expect(licences.filter((licence: string) => !['MIT', 'ISC', 'Apache-2.0', 'BSD-3-Clause'].includes(licence))).toEqual([]);
});

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { packed, PACKAGES } from './consumer';
import { BINDINGS, describeWith } from '../support/tools';

/** What registries and their users see of each package. */
const ROOT = path.join(__dirname, '../..');
const read = (...names: string[]) => fs.readFileSync(path.join(PACKAGES, ...names), 'utf8');
const run = (program: string, ...words: string[]) => execFileSync(program, words, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
const inZip = (archive: string, name: string) => run('python3', '-c', 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())', archive, name);
const namesInZip = (archive: string) => run('python3', '-m', 'zipfile', '-l', archive).split('\n').map((line) => line.split(' ')[0]);

test('the wheel says what it is, is typed, and shows the example in Python', () => {
  const wheel = packed('python', '.whl');
  expect(path.basename(wheel)).toBe('cdk8s_python_venv-0.0.0-py3-none-any.whl');
  const names = namesInZip(wheel);
  expect(names).toEqual(expect.arrayContaining(['cdk8s_python_venv/py.typed', 'cdk8s_python_venv-0.0.0.dist-info/METADATA']));
  expect(names.filter((name) => /dist-info\/(?:licenses\/)?LICENSE$/.test(name))).toHaveLength(1);
  const metadata = inZip(wheel, 'cdk8s_python_venv-0.0.0.dist-info/METADATA');
  for (const line of ['Name: cdk8s-python-venv', 'Requires-Dist: cdk8s <3.0.0,>=2.70.47', 'Requires-Dist: cdk8s-plus-27 <3.0.0,>=2.9.5', 'from cdk8s_python_venv import PythonVenvImage']) {
    expect(metadata.replace(/\((.*)\)$/gm, '$1')).toContain(line);
  }
  expect(metadata).toMatch(/^License(?:-Expression)?: Apache-2\.0$/m);
  expect(metadata).not.toContain('new PythonVenvImage(');
});

test('the source distribution has the sources of the wheel, and no registry\'s work beside them', () => {
  const names = run('tar', '-tzf', packed('python', '.tar.gz')).split('\n').map((name) => name.replace(/^[^/]+\//, ''));
  expect(names).toEqual(expect.arrayContaining(['pyproject.toml', 'README.md', 'LICENSE', 'src/cdk8s_python_venv/__init__.py', 'src/cdk8s_python_venv/_jsii/cdk8s-python-venv@0.0.0.jsii.tgz']));
});

test('the tarball is below two megabytes', () => {
  expect(fs.statSync(packed('js', '.tgz')).size).toBeLessThan(2_000_000);
});

test('the sources for .NET are complete, and nobody says that they were compiled', () => {
  const project = read('dotnet/Cdk8s.PythonVenv/Cdk8s.PythonVenv.csproj');
  expect(project).toContain('<PackageId>Cdk8s.PythonVenv</PackageId>');
  expect(project).toContain('<PackageLicenseExpression>Apache-2.0</PackageLicenseExpression>');
  expect(fs.existsSync(path.join(PACKAGES, 'dotnet/Cdk8s.PythonVenv/Cdk8s/PythonVenv/PythonVenvImage.cs'))).toBe(true);
  expect(fs.readFileSync(path.join(ROOT, 'docs/languages.md'), 'utf8')).toContain('never compiled');
});

describeWith([BINDINGS], 'Java and Go', () => {
  const jar = 'java/io/github/cdk8spythonvenv/cdk8s-python-venv/0.0.0/cdk8s-python-venv-0.0.0';

  test('the jar comes with sources and javadoc, and its pom names versions', () => {
    expect(namesInZip(path.join(PACKAGES, `${jar}.jar`))).toContain('io/github/cdk8spythonvenv/pythonvenv/PythonVenvImage.class');
    expect(namesInZip(path.join(PACKAGES, `${jar}-sources.jar`))).toContain('io/github/cdk8spythonvenv/pythonvenv/PythonVenvImage.java');
    expect(namesInZip(path.join(PACKAGES, `${jar}-javadoc.jar`))).toContain('io/github/cdk8spythonvenv/pythonvenv/PythonVenvImage.html');
    const pom = read(`${jar}.pom`);
    expect([...new Set([...pom.matchAll(/<artifactId>([a-z0-9-]+)<\/artifactId>\n\s+<version>(.*)<\/version>/g)].map(([, name, version]) => `${name} ${version}`))]
      .filter((line) => /^(?:cdk8s|constructs|jsii)/.test(line)))
      .toEqual(['cdk8s-python-venv 0.0.0', 'cdk8s 2.70.47', 'cdk8s-plus-27 2.9.5', 'constructs 10.4.5', 'jsii-runtime 1.140.0']);
    expect(pom).not.toMatch(/<version>[[(]/);
    for (const field of ['license', 'developer', 'scm', 'url', 'description']) expect(pom).toContain(`<${field}>`); // what Maven Central asks for
  });

  test('the Go module builds by itself, with its go.sum as it is, and shows the example in Go', () => {
    const module = path.join(PACKAGES, 'go/cdk8spythonvenv');
    const env = { ...process.env, GOFLAGS: '-mod=readonly -modcacherw' };
    const go = (...words: string[]) => execFileSync('go', words, { cwd: module, encoding: 'utf8', env });
    expect(go('build', './...')).toBe('');
    expect(go('list', '-m')).toBe('github.com/cdk8s-python-venv/cdk8s-python-venv-go/cdk8spythonvenv\n');
    expect(fs.readdirSync(module)).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'go.mod', 'go.sum']));
    expect(fs.readFileSync(path.join(module, 'README.md'), 'utf8')).toContain('NewPythonVenvImage(chart, jsii.String("web")');
  });
});

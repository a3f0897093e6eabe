import * as fs from 'node:fs';
import * as path from 'node:path';
import { Chart, Testing } from 'cdk8s';
import { IDependencyInstaller, NodeAssets, NodeVersion, PythonDependencies, PythonVenvBuild, PythonVenvImage, PythonVenvImageProps, PythonVersion } from '../../lib';
import { AppFiles, SMALL_APP, temporaryApp, temporaryDirectory } from '../support/temporary-app';

const GOOD = { repository: 'registry.example.com/shop', command: ['gunicorn', 'shop.wsgi'] };
const NODE: AppFiles = { ...SMALL_APP, 'package.json': '{"scripts":{"build":"x","lint":"y"}}', 'yarn.lock': '# yarn lockfile v1\n', 'src/a.js': '' };

/** The message of the error, with the application's directory as APP. */
function refused(files: AppFiles, props: Partial<PythonVenvImageProps>): string {
  const context = temporaryApp(files);
  const app = Testing.app();
  try {
    new PythonVenvImage(new Chart(app, 'shop'), 'web', { context, ...GOOD, ...props });
  } catch (error) {
    expect(fs.readdirSync(app.outdir)).toEqual([]);
    return (error as Error).message.split(context).join('APP');
  }
  throw new Error('was not refused');
}

const CASES: ReadonlyArray<[string, AppFiles, Partial<PythonVenvImageProps>, string]> = [
  ['a context that is missing', SMALL_APP, { context: '/no/such/folder' },
    'context "/no/such/folder" does not exist (looked for \'/no/such/folder\'); give the directory of the application'],
  ['no dependency file', { 'web.py': '' }, {},
    'no dependency file: expected requirements.txt, uv.lock, poetry.lock, pdm.lock, Pipfile.lock, pyproject.toml or setup.py; add one (an empty requirements.txt, if nothing is to be installed), or pass \'dependencies\''],
  ['more than one source of dependencies', { ...SMALL_APP, 'pdm.lock': '[[package]]\nname = "flask"\n', 'Pipfile.lock': '{}' }, {},
    'found pdm.lock (1 package) and Pipfile.lock (0 packages); choose with dependencies: PythonDependencies.pdm() or PythonDependencies.pipenv()'],
  ['a requirements file that is missing', { ...SMALL_APP, 'requirements/production.txt': '' }, { dependencies: PythonDependencies.requirements({ file: 'requirements/prod.txt' }) },
    'no requirements file at \'requirements/prod.txt\': there is no \'requirements/prod.txt\' in \'APP\'; pass PythonDependencies.requirements({ file })'],
  ['a requirements file with a slip of the pen', SMALL_APP, { dependencies: PythonDependencies.requirements({ file: 'requirement.txt' }) },
    'no requirements file at \'requirement.txt\': there is no \'requirement.txt\' in \'APP\' (did you mean \'requirements.txt\'?); pass PythonDependencies.requirements({ file })'],
  ['an include that is missing', { 'requirements.txt': 'flask\n-r base.txt\n' }, {},
    'requirements.txt:2 includes \'base.txt\': there is no \'base.txt\' in \'APP\''],
  ['a local path in the requirements that is missing', { 'requirements.txt': '-e ./lib\n' }, {},
    'requirements.txt:1 installs "-e ./lib": there is no \'lib\' in \'APP\''],
  ['a password in the requirements', { 'requirements.txt': '--index-url https://me:pass@pypi.example.com/simple\nflask\n' }, {},
    'requirements.txt:1 has a password in the URL of a package index, which would stay in a layer of the image; write \'https://pypi.example.com/simple\' there, and packageIndexes: [PackageIndex.besidePypi(\'https://pypi.example.com/simple\', { username: \'…\', password: BuildSecret.fromEnvironment(\'PIP_PASSWORD\') })]'],
  ['a lock that the ignore rules remove', { 'pyproject.toml': '[project]\nname = "a"\nversion = "1"\ndependencies = ["flask"]\n', 'uv.lock': 'version = 1\n', '.dockerignore': '*.lock\n' }, {},
    'uv.lock does not reach the build: the ignore rules remove it from the build; add a line \'!uv.lock\' to .dockerignore; to install pyproject.toml without a lock, say so: dependencies: PythonDependencies.project()'],
  ['a lock of Pipenv that the ignore rules remove', { 'Pipfile': '[packages]\nflask = "*"\n', 'Pipfile.lock': '{}', '.dockerignore': '*.lock\n' }, {},
    'Pipfile.lock does not reach the build: the ignore rules remove it from the build; add a line \'!Pipfile.lock\' to .dockerignore'],
  ['requirements that the ignore rules remove', { ...SMALL_APP, '.dockerignore': '*.txt\n' }, {},
    'no dependency file: requirements.txt does not reach the build: the ignore rules remove it from the build; add a line \'!requirements.txt\' to .dockerignore'],
  ['requirements outside the context, through a link', { 'requirements.txt': '-> /etc/hostname' }, {},
    'no dependency file: requirements.txt does not reach the build: it leads to \'/etc/hostname\', outside the context \'APP\'; copy the file into the context'],
  ['a malformed ignore pattern', { ...SMALL_APP, '.dockerignore': 'ok\na[\n' }, {},
    'the ignore pattern "a[" is malformed, and BuildKit refuses it; correct or remove it'],
  ['a repository with a tag', SMALL_APP, { repository: 'registry.example.com/shop:1.2' },
    'repository "registry.example.com/shop:1.2" already contains a tag; give "registry.example.com/shop": the tag is made from the content'],
  ['a repository with a digest', SMALL_APP, { repository: 'shop@sha256:00' },
    'repository "shop@sha256:00" contains a digest; give the name alone: the tag is made from the content'],
  ['a repository in capitals', SMALL_APP, { repository: 'registry.example.com/Shop' },
    'repository "registry.example.com/Shop" is not an image name: "Shop" must be lower case letters and digits, with \'.\', \'_\', \'__\' or \'-\' between them'],
  ['a repository that is a URL', SMALL_APP, { repository: 'https://registry.example.com/shop' },
    'repository "https://registry.example.com/shop" is a URL; give it without \'https://\''],
  ['a port out of range', SMALL_APP, { port: 70000 }, 'port must be a whole number from 1024 to 65535, got 70000'],
  ['a port that is not whole', SMALL_APP, { port: 8000.5 }, 'port must be a whole number from 1024 to 65535, got 8000.5'],
  ['a low port', SMALL_APP, { port: 80 },
    'port is 80: a user that is not root cannot listen below 1024; listen on 8000 and give the Service the other number (servicePort)'],
  ['a Service port out of range', SMALL_APP, { servicePort: 0 }, 'servicePort must be a whole number from 1 to 65535, got 0'],
  ['root', SMALL_APP, { uid: 0, gid: 1 },
    'uid must be a whole number from 1 to 65534, got 0: Kubernetes would refuse to start the container, for it must not run as root'],
  ['a package that is none', SMALL_APP, { runtimePackages: ['libpq5', 'Lib PQ'] },
    'runtimePackages has "Lib PQ", which is not a Debian package: two or more lower case letters, digits, \'+\', \'-\', \'.\', with an optional \'=version\''],
  ['a command that is a shell string', SMALL_APP, { command: ['gunicorn shop.wsgi  --bind=0.0.0.0:8000'] },
    'command is one shell string, "gunicorn shop.wsgi  --bind=0.0.0.0:8000", but no shell reads it; give its words: [\'gunicorn\', \'shop.wsgi\', \'--bind=0.0.0.0:8000\']'],
  ['a command that is no list', SMALL_APP, { command: 'gunicorn shop' as any },
    'command must be a list of words, got "gunicorn shop"; for example [\'gunicorn\', \'shop.wsgi\', \'--bind=0.0.0.0:8000\']'],
  ['a program that is not there', { ...SMALL_APP, 'bin/run.sh': '#!/bin/sh\n' }, { command: ['./bin/runs.sh'] },
    'command starts "./bin/runs.sh": there is no \'bin/runs.sh\' in \'APP\' (did you mean \'run.sh\'?)'],
  ['a program that is not executable', { ...SMALL_APP, 'bin/run.sh': 'exit\n' }, { command: ['./bin/run.sh'] },
    'command starts "./bin/run.sh", which is not executable; run \'chmod +x bin/run.sh\' and commit that'],
  ['a label that the bake file sets', SMALL_APP, { labels: { 'org.opencontainers.image.version': '1' } },
    'labels has "org.opencontainers.image.version", which the bake file sets to the tag or to \'revision\'; leave it out'],
  ['a label of two lines', SMALL_APP, { labels: { a: 'b\nc' } },
    'the label "a" contains a line break or tab, which this instruction cannot hold, got "b\\nc"; keep it on one line'],
  ['caches, tags and groups that are none', SMALL_APP, {
    bake: {
      tags: ['a:b', 'c0123456789abcdef012'],
      groups: ['release', 'a.b'],
      annotations: { 'a=b': 'x' },
      cacheFrom: ['registry.example.com/Shop:cache', 'type=registry', 'type=redis,ref=a', 'ref=a', 'a b=c'],
      cacheTo: ['type=registry,ref=shop@sha256:12'],
      sbom: false,
      sbomGenerator: 'Syft',
    },
  }, [
    '13 problems:',
    '  - bake.tags has "a:b"; a tag is at most 128 letters, digits, \'_\', \'.\' and \'-\', without the repository, such as \'latest\'',
    '  - bake.tags has "c0123456789abcdef012", which looks like a tag that is made from content; give one that people choose, such as \'latest\'',
    '  - bake.groups has "release", where every image is; leave it out',
    '  - bake.groups has "a.b"; a group is named by letters, digits, \'_\' and \'-\', and \'-release\' is added for its release group',
    '  - bake.annotations has the key "a=b"; a key is letters, digits, \'.\', \'-\', \'_\' and \'/\', such as \'org.opencontainers.image.source\'',
    '  - bake.cacheFrom has "registry.example.com/Shop:cache", which is no reference to an image; write it like \'registry.example.com/shop:buildcache\'',
    '  - bake.cacheFrom has "type=registry", a cache in a registry without its reference; write it like \'type=registry,ref=registry.example.com/shop:buildcache\'',
    '  - bake.cacheFrom has "type=redis,ref=a", whose type is none that BuildKit knows; there are: azblob, gha, inline, local, registry, s3',
    '  - bake.cacheFrom has "ref=a", whose type is missing; there are: azblob, gha, inline, local, registry, s3',
    '  - bake.cacheFrom has "a b=c", which is no list of key=value without spaces and quotes; write it like \'type=registry,ref=registry.example.com/shop:buildcache\'',
    '  - bake.cacheTo has "shop@sha256:12", which is no reference to an image; write it like \'registry.example.com/shop:buildcache\'',
    '  - bake.sbomGenerator has "Syft", which is no reference to an image; write it like \'registry.example.com/shop:buildcache\'',
    '  - bake.sbomGenerator is given and bake.sbom is false; leave one of them out',
  ].join('\n')],
  ['a platform that is none', SMALL_APP, { platforms: ['arm64'] },
    'platforms has "arm64"; a platform is written os/architecture, such as \'linux/arm64\''],
  ['a script that package.json does not have', NODE, { assets: NodeAssets.yarn({ output: 'dist', script: 'biuld' }) },
    'package.json has no script \'biuld\' (did you mean \'build\'?). Scripts: build, lint'],
  ['a lock of another package manager', NODE, { assets: NodeAssets.npm({ output: 'dist' }) },
    'NodeAssets.npm() runs \'npm ci\', which needs package-lock.json; found yarn.lock, so use NodeAssets.yarn()'],
  ['no lock', { ...SMALL_APP, 'package.json': '{"scripts":{"build":"x"}}' }, { assets: NodeAssets.pnpm({ output: 'dist' }) },
    'NodeAssets.pnpm() runs \'pnpm install\', which needs pnpm-lock.yaml: there is no \'pnpm-lock.yaml\' in \'APP\''],
  ['no package.json', SMALL_APP, { assets: NodeAssets.npm({ output: 'dist', directory: '.' }) },
    'NodeAssets.npm() needs package.json: there is no \'package.json\' in \'APP\''],
  ['a token in the settings of npm', { ...NODE, '.npmrc': 'a=b\n//npm.example.com/:_authToken=abc\n' }, { assets: NodeAssets.yarn({ output: 'dist' }) },
    '.npmrc:2 holds a credential (_authToken), which would stay in a layer of the image; keep it out of the context'],
  ['assets outside the context', NODE, { assets: NodeAssets.yarn({ output: 'dist', sources: ['../src'] }) },
    'assets.sources is "../src"; it must be a path relative to the context that stays inside it'],
  ['an asset source that is missing', NODE, { assets: NodeAssets.yarn({ output: 'dist', sources: ['scr'] }) },
    'assets.sources has "scr": there is no \'scr\' in \'APP\' (did you mean \'src\'?)'],
  ['an asset source in the output', { ...NODE, '.gitignore': 'dist\n', 'dist/keep.css': '' }, { assets: NodeAssets.yarn({ output: 'dist', sources: ['dist/keep.css'] }) },
    'assets.sources has "dist/keep.css", which lies in the output "dist" and so never reaches the build'],
];

test.each(CASES)('fails when there is %s', (_, files, props, message) => {
  expect(refused(files, props)).toBe(`[shop/web] ${message}`);
});

test('fails when the context is a file', () => {
  const file = path.join(temporaryApp(SMALL_APP), 'web.py');
  expect(refused(SMALL_APP, { context: file })).toBe(
    `[shop/web] context "${file}" is not a directory ('${file}'); give the directory of the application`);
});

test('all problems of a construct come at once', () => {
  expect(refused({}, { repository: 'shop:1', port: 1, servicePort: 0, buildPackages: ['A'] })).toBe([
    '[shop/web] 5 problems:',
    '  - repository "shop:1" already contains a tag; give "shop": the tag is made from the content',
    '  - port is 1: a user that is not root cannot listen below 1024; listen on 8000 and give the Service the other number (servicePort)',
    '  - buildPackages has "A", which is not a Debian package: two or more lower case letters, digits, \'+\', \'-\', \'.\', with an optional \'=version\'',
    '  - servicePort must be a whole number from 1 to 65535, got 0',
    '  - no dependency file and no Python in the context: expected requirements.txt, uv.lock, poetry.lock, pdm.lock, Pipfile.lock, pyproject.toml or setup.py; give the directory of the application as context',
  ].join('\n'));
});

test('an installer of the user\'s own is checked, too', () => {
  const installer: IDependencyInstaller = {
    bind: () => ({
      steps: [{ commands: [[]], files: ['nothing.lock'], caches: [{ name: 'a b', target: 'c' }] }],
      problems: ['the lock is stale'],
    }),
  };
  expect(refused(SMALL_APP, { dependencies: installer })).toBe([
    '[shop/web] 4 problems:',
    '  - the lock is stale',
    '  - an install step of \'dependencies\' has no command or an empty one, got [[]]; leave the step out',
    '  - an install step of \'dependencies\' copies "nothing.lock": there is no \'nothing.lock\' in \'APP\'',
    '  - an install step of \'dependencies\' has the cache {"name":"a b","target":"c"}; its name is letters, digits, \'_\', \'.\', \'-\', its target a plain absolute path',
  ].join('\n'));
});

test('value classes refuse at the user\'s own line', () => {
  expect(() => PythonVersion.of('3.41')).toThrow('unknown Python version "3.41"; known: 3.9, 3.10, 3.11, 3.12, 3.13, 3.14, 3.15');
  expect(() => NodeVersion.of('23')).toThrow('unknown Node.js version "23"; known: 20, 22, 24');
});

test('without an App it renders and writes nothing', () => {
  const folder = temporaryDirectory();
  const home = process.cwd();
  try {
    process.chdir(folder);
    const chart = new Chart(undefined as any, 'alone');
    const image = new PythonVenvBuild(chart, 'web', { context: temporaryApp(SMALL_APP), ...GOOD });
    expect(image.dockerfile).toContain('AS builder');
    expect(chart.node.validate()).toEqual([]);
    expect(() => image.dockerBuildCommand).toThrow('there is no App above the images, or it keeps manifests only (--stdout), so no file is written; call writeBuildFiles(directory)');
    expect(fs.readdirSync(folder)).toEqual([]);
  } finally {
    process.chdir(home);
  }
});

import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { Cron } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { parse } from 'toml';
import {
  BuildFiles, BuildSecret, DebianRelease, Finding, HealthChecks, IDependencyInstaller, ImageDigests,
  InstallCache, InstallPlan, InstallSecret, InstallStep, LocalDevelopment, LocalDevelopmentProps, NodeAssets, NodeAssetsOptions,
  NodeVersion, PackageIndex, PythonBase, PythonDependencies, PythonProject, PythonVenvBuild, PythonVenvImage, PythonVersion, WritablePath,
} from '../../lib';
import { parseIgnoreFile } from '../../lib/dockerfile/ignore-rules';
import { pdmHashes } from '../../lib/python/pdm-lock';
import { pipfileHashes } from '../../lib/python/pipfile-lock';
import { poetryHashes } from '../../lib/python/poetry-lock';
import { stringInputs } from '../support/assembly';
import { HostileApp } from '../support/hostile-app';
import { attempt, hostileSample } from '../support/hostile-strings';
import { ParsedDockerfile } from '../support/parsed-dockerfile';
import { withTemporaryDirectory } from '../support/temporary-tree';

/** Builds an image with this string in the option. */
type Build = (app: HostileApp, text: string) => PythonVenvBuild;

interface Line {
  /** A value that the option takes; the others must give the same structure. */
  readonly harmless: string;
  readonly builds: readonly Build[];
  /** The string goes to a value class or a method, which refuses it with an error of its own. */
  readonly ownError?: boolean;
}

const line = (harmless: string, ...builds: Build[]): Line => ({ harmless, builds });
const value = (harmless: string, ...builds: Build[]): Line => ({ harmless, builds, ownError: true });

const assets = (app: HostileApp, options: Partial<NodeAssetsOptions>): PythonVenvBuild => app.image({ assets: NodeAssets.npm({ output: 'out', ...options }) });
const step = (app: HostileApp, of: Partial<InstallStep>, more: Partial<InstallPlan> = {}): PythonVenvBuild =>
  app.image({ dependencies: { bind: () => ({ steps: [{ commands: [['x']], ...of }], ...more }) } });
/** Looks at a directory beside making an image of the application's own. */
const inspected = (app: HostileApp, directory: string, subject = 'base'): PythonVenvBuild => written(app.image({}), () => {
  expect(PythonProject.inspect(directory).findingsOf(subject)).toBeInstanceOf(Array);
});
/** A project with a group, an extra and a category, and locks that fit it. */
const locked = (app: HostileApp, lock: string, dependencies: IDependencyInstaller): PythonVenvBuild => {
  const pyproject = '[project]\nname = "a"\n[project.optional-dependencies]\nweb = []\n[dependency-groups]\ndev = []\n';
  const pipfile = '[packages]\n[web]\n';
  app.file('pyproject.toml', pyproject);
  app.file('Pipfile', pipfile);
  const texts: { readonly [name: string]: string } = {
    'uv.lock': '[[package]]\nname = "a"\nsource = { virtual = "." }\n',
    'poetry.lock': `[metadata]\ncontent-hash = "${poetryHashes(parse(pyproject)).groups}"\n`,
    'pdm.lock': `[metadata]\ncontent_hash = "sha256:${pdmHashes(parse(pyproject)).now}"\n`,
    'Pipfile.lock': JSON.stringify({ _meta: { hash: { sha256: pipfileHashes(parse(pipfile)).normal } }, default: {}, web: {} }),
  };
  app.file(lock, texts[lock] ?? '');
  return app.image({ dependencies });
};
const cache = (of: Partial<InstallCache>): InstallCache => ({ name: 'pip', target: '/root/.cache', ...of });
/** That no string breaks its files is held by test/construct/local-development.test.ts. */
const developed = (app: HostileApp, props: LocalDevelopmentProps, id = 'development'): PythonVenvBuild => written(app.image({}), () => { new LocalDevelopment(app.chart, id, props); });
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const SECRET = BuildSecret.fromEnvironment('PIP_PASSWORD');
const secret = (app: HostileApp, of: Partial<InstallSecret>): PythonVenvBuild => app.image({ installSecrets: [{ secret: SECRET, ...of }] });
const finding = (of: Partial<Finding>): Finding => ({ subject: 'a', value: 'b', evidence: 'c', ...of });
const written = (image: PythonVenvBuild, write: (image: PythonVenvBuild) => unknown): PythonVenvBuild => {
  write(image);
  return image;
};

const PUSHED = 'shop:c0123456789abcdef012';
/** A file that tells of one pushed image. */
const digests = (app: HostileApp, name = 'metadata.json'): ImageDigests => {
  const path = join(app.directory, 'metadata', name);
  attempt(() => mkdirSync(dirname(path), { recursive: true }));
  attempt(() => writeFileSync(path, JSON.stringify({ a: { 'image.name': PUSHED, 'containerimage.digest': DIGEST } })));
  return ImageDigests.fromMetadataFile(path);
};

/** One line for each place where the API takes a string. */
const TABLE: { readonly [input: string]: Line } = {
  'PythonVenvBuildProps.context': line('app', (app, text) => {
    attempt(() => mkdirSync(join(app.context, 'contexts', text), { recursive: true }));
    attempt(() => writeFileSync(join(app.context, 'contexts', text, 'requirements.txt'), 'flask\n'));
    return app.image({ context: join(app.context, 'contexts', text) });
  }, (app, text) => app.image({ context: text === 'app' ? app.context : text })),
  'PythonVenvBuildProps.repository': line('shop', (app, text) => app.image({ repository: text }), (app, text) => app.image({ repository: `registry.example.com/${text}` })),
  'PythonVenvBuildProps.command': line('server', (app, text) => app.image({ command: [app.file(text, '', 0o755)] }), (app, text) => app.image({ command: ['gunicorn', text, text] })),
  'PythonVenvBuildProps.baseLockFile': line('bases.json', (app, text) => app.image({ baseLockFile: text }), (app, text) => {
    attempt(() => app.file(text, '{"images": {}}'));
    return app.image({ baseLockFile: join(app.context, text) });
  }),
  'PythonVenvBuildProps.buildPackages': line('gcc', (app, text) => app.image({ buildPackages: ['libpq-dev', text] })),
  'PythonVenvBuildProps.runtimePackages': line('libpq5', (app, text) => app.image({ runtimePackages: [text] })),
  'PythonVenvBuildProps.optionalLibraries': line('libcuda.so.1', (app, text) => app.image({ optionalLibraries: ['libodbc.so.2', text] })),
  'PythonVenvBuildProps.unstripped': line('numpy', (app, text) => app.image({ strip: true, unstripped: ['lxml', text] })),
  'PythonVenvBuildProps.temporaryPaths': line('logs', (app, text) => app.image({ temporaryPaths: [text] })),
  'PythonVenvBuildProps.nativePackages': line('gcc', (app, text) => app.image({ nativePackages: { [text]: {} } })),
  'DebianPackages.buildPackages': line('gcc', (app, text) => app.image({ nativePackages: { psycopg2: { buildPackages: [text] } } })),
  'DebianPackages.runtimePackages': line('libpq5', (app, text) => app.image({ nativePackages: { psycopg2: { runtimePackages: [text] } } })),
  'PythonVenvBuildProps.labels': line('label', (app, text) => app.image({ labels: { [text]: 'value' } }), (app, text) => app.image({ labels: { a: text, b: text } })),
  'PythonVenvBuildProps.platforms': line('linux/arm64', (app, text) => app.image({ platforms: [text] })),
  'PythonVenvBuildProps.revision': line('2026-11', (app, text) => app.image({ revision: text })),
  'PythonVenvBuildProps.lockFile': line('images.lock.json', (app, text) => app.image({ lockFile: text })),
  'BakeOptions.tags': line('latest', (app, text) => app.image({ bake: { tags: [text] } })),
  'BakeOptions.groups': line('web', (app, text) => app.image({ bake: { groups: [text] } })),
  'BakeOptions.annotations': line('title', (app, text) => app.image({ bake: { annotations: { [text]: 'a' } } }), (app, text) => app.image({ bake: { annotations: { a: text } } })),
  'BakeOptions.cacheFrom': line('shop/cache', (app, text) => app.image({ bake: { cacheFrom: [text] } }), (app, text) => app.image({ bake: { cacheFrom: [`type=gha,scope=${text}`] } })),
  'BakeOptions.cacheTo': line('shop/cache', (app, text) => app.image({ bake: { cacheTo: [text] } }), (app, text) => app.image({ bake: { cacheTo: [`type=gha,scope=${text}`] } })),
  'BakeOptions.sbomGenerator': line('tools/syft', (app, text) => app.image({ bake: { sbomGenerator: text } })),
  'RequirementsOptions.file': line('dev.txt', (app, text) => app.image({ dependencies: PythonDependencies.requirements({ file: app.file(text, 'flask\n') }) })),
  'RequirementsOptions.files': line('more.txt', (app, text) => app.image({ dependencies: PythonDependencies.requirements({ files: [app.file(text, 'flask\n')] }) })),
  'UvOptions.groups': line('dev', (app, text) => locked(app, 'uv.lock', PythonDependencies.uv({ groups: [text] }))),
  'UvOptions.extras': line('web', (app, text) => locked(app, 'uv.lock', PythonDependencies.uv({ extras: [text] }))),
  'UvOptions.package': line('a', (app, text) => locked(app, 'uv.lock', PythonDependencies.uv({ package: text }))),
  'PoetryOptions.groups': line('dev', (app, text) => locked(app, 'poetry.lock', PythonDependencies.poetry({ groups: [text] }))),
  'PoetryOptions.extras': line('web', (app, text) => locked(app, 'poetry.lock', PythonDependencies.poetry({ extras: [text] }))),
  'PdmOptions.groups': line('dev', (app, text) => locked(app, 'pdm.lock', PythonDependencies.pdm({ groups: [text] }))),
  'PdmOptions.extras': line('web', (app, text) => locked(app, 'pdm.lock', PythonDependencies.pdm({ extras: [text] }))),
  'PipenvOptions.categories': line('web', (app, text) => locked(app, 'Pipfile.lock', PythonDependencies.pipenv({ categories: [text] }))),
  'ProjectOptions.groups': line('dev', (app, text) => locked(app, 'a.lock', PythonDependencies.project({ groups: [text] }))),
  'ProjectOptions.extras': line('web', (app, text) => locked(app, 'a.lock', PythonDependencies.project({ extras: [text] }))),
  'ImageWarning.code': line('a', (app, text) => step(app, {}, { warnings: [{ code: text, message: 'b' }] })),
  'ImageWarning.message': line('a', (app, text) => step(app, {}, { warnings: [{ code: 'a', message: text }] })),
  'InstallPlan.environment': line('NAME', (app, text) => step(app, {}, { environment: { [text]: 'x' } }), (app, text) => step(app, {}, { environment: { NAME: text } })),
  'InstallStep.commands': line('x', (app, text) => step(app, { commands: [[text]] }), (app, text) => step(app, { commands: [['a', text], ['b', text]], caches: [cache({})] })),
  'InstallStep.comment': line('Why.', (app, text) => step(app, { comment: [text, text] })),
  'InstallStep.files': line('a.txt', (app, text) => step(app, { files: [app.file(text)] }), (app, text) => step(app, { files: [app.folder(text)] })),
  'InstallCache.name': line('pip', (app, text) => step(app, { caches: [cache({ name: text })] })),
  'InstallCache.target': line('/cache', (app, text) => step(app, { caches: [cache({ target: text })] }), (app, text) => step(app, { caches: [cache({ target: `/${text}` })] })),
  'InstallSecret.variable': line('TOKEN', (app, text) => secret(app, { variable: text })),
  'InstallSecret.target': line('/root/.npmrc', (app, text) => secret(app, { target: text }), (app, text) => secret(app, { target: `/root/${text.replace(/^\/root\//, '')}` })),
  'BuildSecret.fromEnvironment(name)': value('TOKEN', (app, text) => secret(app, { secret: BuildSecret.fromEnvironment(text, { id: 'id' }) })),
  'BuildSecret.fromFile(path)': value('token', (app, text) => secret(app, { secret: BuildSecret.fromFile(text, { id: 'id' }) }), (app, text) => secret(app, { secret: BuildSecret.fromFile(`~/${text}`, { id: 'id' }) })),
  'BuildSecretOptions.id': value('id', (app, text) => secret(app, { secret: BuildSecret.fromEnvironment('A', { id: text }) })),
  'PackageIndex.insteadOfPypi(url)': value('https://a.example.com/', (app, text) => app.image({ packageIndexes: [PackageIndex.insteadOfPypi(text)] }), (app, text) => app.image({ packageIndexes: [PackageIndex.insteadOfPypi(text.startsWith('https') ? text : `https://example.com/${text}`)] })),
  'PackageIndex.besidePypi(url)': value('https://a.example.com/', (app, text) => app.image({ packageIndexes: [PackageIndex.besidePypi(text)] })),
  'PackageIndexOptions.username': value('build', (app, text) => app.image({ packageIndexes: [PackageIndex.besidePypi('https://a.example.com/', { username: text, password: SECRET })] })),
  'Distribution.name': line('flask', (app, text) => step(app, {}, { distributions: [{ name: text }] })),
  'Distribution.version': line('1.0', (app, text) => step(app, {}, { distributions: [{ name: 'flask', version: text }] })),
  'Distribution.extras': line('async', (app, text) => step(app, {}, { distributions: [{ name: 'flask', extras: [text] }] })),
  'Distribution.archives': line('flask-1.0.tar.gz', (app, text) => step(app, {}, { distributions: [{ name: 'flask', archives: [text] }] })),
  'InstallPlan.problems': line('a problem', (app, text) => step(app, {}, { problems: [text] })),
  'Finding.subject': line('a', (app, text) => step(app, {}, { findings: [finding({ subject: text })] })),
  'Finding.value': line('a', (app, text) => step(app, {}, { findings: [finding({ value: text })] })),
  'Finding.evidence': line('a', (app, text) => step(app, {}, { findings: [finding({ evidence: text })] })),
  'Finding.file': line('a', (app, text) => step(app, {}, { findings: [finding({ file: text })] })),
  'Finding.alternatives': line('a', (app, text) => step(app, {}, { findings: [finding({ alternatives: [text] })] })),
  'Finding.override': line('a', (app, text) => step(app, {}, { findings: [finding({ override: text })] })),
  'NodeAssetsOptions.output': line('static', (app, text) => assets(app, { output: text })),
  'NodeAssetsOptions.outputs': line('static', (app, text) => app.image({ assets: NodeAssets.npm({ outputs: [text, 'other'] }) })),
  'NodeAssetsOptions.directory': line('frontend', (app, text) => {
    app.file(`${text}/package.json`, '{"scripts":{"build":"x"}}');
    app.file(`${text}/package-lock.json`);
    return assets(app, { directory: app.folder(text) });
  }),
  'NodeAssetsOptions.sources': line('a.js', (app, text) => assets(app, { sources: [app.file(text)] }), (app, text) => assets(app, { sources: [app.folder(`src/${text}`)] })),
  'NodeAssetsOptions.script': line('dist', (app, text) => {
    app.file('package.json', JSON.stringify({ scripts: { [text]: 'x' } }));
    return assets(app, { script: text });
  }),
  'NodeAssetsOptions.command': line('gulp', (app, text) => assets(app, { command: [text] }), (app, text) => assets(app, { command: ['gulp', text] })),
  'NodeAssetsOptions.packages': line('git', (app, text) => assets(app, { packages: [text] })),
  'PythonVersion.of(series)': value('3.13', (app, text) => app.image({ base: PythonBase.debian({ python: PythonVersion.of(text) }) })),
  'DebianPythonBaseOptions.registry': value('mirror.example.com/library', (app, text) => app.image({ base: PythonBase.debian({ registry: text }) }), (app, text) => app.image({ base: PythonBase.debian({ registry: `a.example.com/${text.split('/').pop()}` }) })),
  'DebianPythonBaseOptions.builderDigest': value(DIGEST, (app, text) => app.image({ base: PythonBase.debian({ python: PythonVersion.V3_13, builderDigest: text }) })),
  'DebianPythonBaseOptions.appDigest': value(DIGEST, (app, text) => app.image({ base: PythonBase.debian({ python: PythonVersion.V3_13, appDigest: text }) })),
  'CustomPythonBaseOptions.builderImage': value('a/python:3.13', (app, text) => app.image({ base: PythonBase.custom({ builderImage: text, appImage: 'a/b:1', python: PythonVersion.V3_13, release: DebianRelease.TRIXIE }) })),
  'CustomPythonBaseOptions.appImage': value('a/python:3.13', (app, text) => app.image({ base: PythonBase.custom({ builderImage: 'a/b:1', appImage: text, python: PythonVersion.V3_13, release: DebianRelease.TRIXIE }) })),
  'NodeAssetsOptions.digest': line(DIGEST, (app, text) => assets(app, { digest: text })),
  'NodeVersion.of(major)': value('24', (app, text) => assets(app, { node: NodeVersion.of(text) })),
  'PythonProject.inspect(directory)': value('app', (app, text) => inspected(app, join(app.directory, text))),
  'PythonProject.findingsOf(subject)': line('base', (app, text) => inspected(app, app.directory, text)),
  'PythonVenvBuild.acknowledgeWarning(code)': line('python-end-of-life', (app, text) => written(app.image({}), (image) => image.acknowledgeWarning(text, 'known'))),
  'PythonVenvBuild.acknowledgeWarning(reason)': line('known', (app, text) => written(app.image({}), (image) => image.acknowledgeWarning('python-end-of-life', text))),
  'PythonVenvBuild.writeBuildFiles(directory)': value('images', (app, text) => written(app.image({}), (image) => image.writeBuildFiles(app.out = join(app.directory, 'x', text)))),
  'ImageDigests.fromMetadataFile(path)': value('metadata.json', (app, text) => written(app.image({}), () => digests(app, text))),
  'ImageDigests.pinned(image)': value(PUSHED, (app, text) => written(app.image({}), () => digests(app).pinned(text))),
  'ImageDigests.pinManifests(folder)': value('manifests', (app, text) => written(app.image({}), () => {
    const folder = join(app.directory, 'below', text);
    attempt(() => mkdirSync(folder, { recursive: true }));
    attempt(() => writeFileSync(join(folder, 'a.yaml'), `containers: [{image: '${PUSHED}'}]`));
    digests(app).pinManifests(folder);
  })),
  'ImageDigests.writeLockFile(path)': value('lock.json', (app, text) => written(app.image({}), () => digests(app).writeLockFile(join(app.directory, 'locks', text)))),
  'BuildFiles.writeBuildFiles(directory)': value('images', (app, text) => written(app.image({}), (image) => BuildFiles.of(image).writeBuildFiles(app.out = join(app.directory, 'x', text)))),
  'HttpHealthOptions.ready': value('/ready', (app, text) => written(app.image({}), () => HealthChecks.http({ ready: text }))),
  'HttpHealthOptions.live': value('/live', (app, text) => written(app.image({}), () => HealthChecks.http({ ready: '/', live: text }))),
  'HttpHealthOptions.host': value('example.com', (app, text) => written(app.image({}), () => HealthChecks.http({ ready: '/', host: text }))),
  'HealthChecks.dockerflow(host)': value('example.com', (app, text) => written(app.image({}), () => HealthChecks.dockerflow(text))),
  'WritablePath.emptyDir(path)': value('/app/cache', (app, text) => written(app.image({}), () => WritablePath.emptyDir(text))),
  'WritablePath.claim(path)': value('/app/media', (app, text) => written(app.image({}), () =>
    WritablePath.claim(text, kplus.PersistentVolumeClaim.fromClaimName(app.chart, 'claim', 'claim')))),
  'PythonVenvImageProps.priorityClass': line('high', (app, text) => app.image({ priorityClass: text })),
  'IngressOptions.host': line('a.example.com', (app, text) => app.image({ ingress: { host: text } })),
  'IngressOptions.path': line('/shop', (app, text) => app.image({ ingress: { host: 'a', path: text } })),
  'IngressOptions.className': line('nginx', (app, text) => app.image({ ingress: { host: 'a', className: text } })),
  'RouteOptions.host': line('a.example.com', (app, text) => app.image({ route: { gateway: 'g', host: text } })),
  'RouteOptions.path': line('/shop', (app, text) => app.image({ route: { gateway: 'g', host: 'a', path: text } })),
  'RouteOptions.gateway': line('public', (app, text) => app.image({ route: { gateway: text, host: 'a' } })),
  'RouteOptions.gatewayNamespace': line('gateways', (app, text) => app.image({ route: { gateway: 'g', gatewayNamespace: text, host: 'a' } })),
  'PythonVenvImage.waitFor(name)': line('migrations', (app, text) => written(app.image({}), (image) => (image as PythonVenvImage).waitFor(text, ['x']))),
  'PythonVenvImage.waitFor(command)': line('x', (app, text) => written(app.image({}), (image) => (image as PythonVenvImage).waitFor('w', [text, text]))),
  'ProcessOptions.command': line('celery', (app, text) => written(app.image({}), (image) => (image as PythonVenvImage).addWorker('w', { command: [text, text] }))),
  'PythonVenvImage.addWorker(id)': line('worker', (app, text) => written(app.image({}), (image) => (image as PythonVenvImage).addWorker(text, { command: ['x'] }))),
  'PythonVenvImage.addJob(id)': line('job', (app, text) => written(app.image({}), (image) => (image as PythonVenvImage).addJob(text, { command: ['x'] }))),
  'PythonVenvImage.addCronJob(id)': line('job', (app, text) => written(app.image({}), (image) => (image as PythonVenvImage).addCronJob(text, { command: ['x'], schedule: Cron.daily() }))),
  'LocalDevelopmentProps.directory': value('.', (app, text) => developed(app, { directory: join(app.directory, text) })),
  'LocalDevelopmentProps.environment': value('DEBUG', (app, text) => developed(app, { environment: { DEBUG: text } }), (app, text) => developed(app, { environment: { [text]: '1' } })),
  'LocalDevelopmentProps.postgresImage': value('postgres:17', (app, text) => developed(app, { postgresImage: text })),
  'LocalDevelopmentProps.redisImage': value('redis:7', (app, text) => developed(app, { redisImage: text })),
  'new LocalDevelopment(id)': value('development', (app, text) => developed(app, {}, text)),
  'new PythonVenvBuild(id)': value('web', (app, text) => new PythonVenvBuild(app.chart, text, { context: app.context, repository: 'shop', command: ['x'] })),
  'new PythonVenvImage(id)': value('web', (app, text) => app.image({}, text)),
};

/** Most strings are refused or do not reach the Dockerfile, and parsing takes longer than all the rest. */
const parsed = new Map<string, string[]>();
function kinds(dockerfile: string): string[] {
  const known = parsed.get(dockerfile) ?? new ParsedDockerfile(dockerfile).kinds;
  parsed.set(dockerfile, known);
  return known;
}

/** Everything about the written files that no value may change. */
function structure(app: HostileApp, image: PythonVenvBuild): unknown {
  image.writeBuildFiles(app.out);
  const ignored = parseIgnoreFile(image.ignoreFile).length;
  expect(ignored).toBeGreaterThan(10);
  return {
    dockerfile: kinds(image.dockerfile),
    // another directory of the assets adds a WORKDIR to it
    singleStage: kinds(image.singleStageDockerfile).filter((kind) => kind !== 'WORKDIR'),
    bakeFile: readFileSync(join(app.out, 'docker-bake.hcl'), 'utf8').split('\n').filter((text) => !text.startsWith('#')).map((text) => text.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/ +/g, ' ')),
  };
}

/** Single characters are left to hostile.test.ts, except the worst. */
const STRINGS = hostileSample(10, 20261124).filter((text) => text.length !== 1 || '"\'$\\\n#'.includes(text));

test('every string that the API takes has a line in this table', () => {
  // A new string option needs a line here that builds an image with it.
  expect(Object.keys(TABLE).sort()).toEqual(stringInputs());
});

describe.each(Object.entries(TABLE))('any string in %s', (input, { harmless, builds, ownError }) => {
  test.each(builds.map((build, i) => [`way ${i + 1}`, build] as const))('is refused or changes no structure, %s', (_, build) => {
    const outcome = (text: string) => withTemporaryDirectory((directory) => {
      const app = new HostileApp(directory);
      const image = attempt(() => build(app, text));
      if ('refused' in image) return image;
      return { structure: structure(app, image.value) };
    });
    const expected = outcome(harmless);
    if (input !== 'InstallPlan.problems') expect(expected).toHaveProperty('structure');
    for (const text of STRINGS) {
      const actual = outcome(text);
      if (!('refused' in actual)) expect({ text, ...actual }).toEqual({ text, ...expected });
      else if (!ownError) expect({ text, refused: actual.refused }).toEqual({ text, refused: expect.stringMatching(/^\[shop\/image\] /) });
      else expect({ text, refused: actual.refused }).toEqual({ text, refused: expect.stringMatching(/^(?!.*(?:undefined|not a function))./s) });
    }
  });
});

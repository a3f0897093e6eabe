import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject, App, Chart, Testing, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { BuildFiles, PythonVenvBuild, PythonVenvImage } from '../../lib';
import { imageName } from '../../lib/build/image-name';
import { SMALL_APP, readTree, temporaryApp, temporaryDirectory, writeApp } from '../support/temporary-app';

const PROPS = { repository: 'shop', command: ['gunicorn', 'shop.wsgi'] };
const context = () => temporaryApp(SMALL_APP);
const filesOf = (folder: string) => Object.keys(readTree(folder));

test('nothing is written before synth, and then one folder beside the manifests', () => {
  const app = new App({ outdir: path.join(temporaryDirectory(), 'dist') });
  new PythonVenvImage(new Chart(app, 'shop'), 'web', { context: context(), ...PROPS });
  expect(fs.existsSync(app.outdir)).toBe(false);
  app.synth();
  expect(filesOf(app.outdir)).toEqual([
    'images/.cdk8s-python-venv', 'images/docker-bake.hcl', 'images/shop_web/Dockerfile', 'images/shop_web/Dockerfile.dockerignore', 'shop.k8s.yaml',
  ]);
});

test.each(Object.values(YamlOutputType).filter((type) => typeof type === 'string'))('build files come with every output type: %s', (type) => {
  const app = Testing.app({ yamlOutputType: YamlOutputType[type as keyof typeof YamlOutputType] });
  const chart = new Chart(app, 'images'); // the folder's own name, which one output type gives to a chart's folder
  new PythonVenvImage(chart, 'web', { context: context(), ...PROPS });
  app.synth();
  const files = filesOf(app.outdir);
  expect(files).toEqual(expect.arrayContaining(['images/docker-bake.hcl', 'images/images_web/Dockerfile']));
  expect(files.filter((file) => file.endsWith('.yaml')).length).toBeGreaterThan(0);
});

test('an App that overrides synth writes, too', () => {
  class OwnApp extends App {
    public synth(): void {
      super.synth();
    }
  }
  const app = new OwnApp({ outdir: temporaryDirectory() });
  new PythonVenvImage(new Chart(app, 'shop'), 'web', { context: context(), ...PROPS });
  app.synth();
  expect(filesOf(app.outdir)).toContain('images/docker-bake.hcl');
});

test('nothing is written when any construct of the App is invalid, whatever its place', () => {
  for (const order of ['before', 'after']) {
    const app = Testing.app();
    const chart = new Chart(app, 'shop');
    const invalid = () => new Construct(chart, 'other').node.addValidation({ validate: () => ['not today'] });
    if (order === 'before') invalid();
    new PythonVenvImage(chart, 'web', { context: context(), ...PROPS });
    if (order === 'after') invalid();
    expect(() => app.synth()).toThrow('[shop/other] not today');
    expect(filesOf(app.outdir)).toEqual([]);
  }
});

test('a construct that is gone leaves no file, and a file of the user\'s stays', () => {
  const outdir = temporaryDirectory();
  const synth = (...names: string[]) => {
    const app = new App({ outdir });
    const chart = new Chart(app, 'shop');
    names.forEach((name) => new PythonVenvBuild(chart, name, { context: context(), ...PROPS }));
    app.synth();
  };
  synth('web', 'old', 'older');
  fs.writeFileSync(path.join(outdir, 'images/shop_old/notes.txt'), 'mine');
  synth('web');
  expect(filesOf(path.join(outdir, 'images'))).toEqual([
    '.cdk8s-python-venv', 'docker-bake.hcl', 'shop_old/notes.txt', 'shop_web/Dockerfile', 'shop_web/Dockerfile.dockerignore',
  ]);
  expect(fs.existsSync(path.join(outdir, 'images/shop_older'))).toBe(false);
});

test('an unchanged file is not written again', () => {
  const app = Testing.app();
  new PythonVenvImage(new Chart(app, 'shop'), 'web', { context: context(), ...PROPS });
  app.synth();
  const file = path.join(app.outdir, 'images/shop_web/Dockerfile');
  fs.utimesSync(file, 1000, 1000);
  app.synth();
  expect(fs.statSync(file).mtimeMs).toBe(1000_000);
});

test('synth fails when the files change after the constructor, and passes again in a new run', async () => {
  const directory = context();
  const app = Testing.app();
  const image = new PythonVenvImage(new Chart(app, 'shop'), 'web', { context: directory, ...PROPS });
  app.synth();
  await Promise.resolve();
  writeApp(directory, { 'web.py': 'changed' });
  expect(() => app.synth()).toThrow(new RegExp(`\\[shop/web\\] the files of '${directory}' changed while synth ran, and tag ${image.tag} stands for what they were; run synth again when nothing writes there`));
});

test('names never collide', () => {
  const paths = ['shop/web', 'shop/Web', 'shop/WEB', 'shop-web', 'shop/web/x', 'shop/web-x', 'shop_web', 'shop/we b', 'shop/we_b', 'shop/-web', 'shöp/web'];
  const names = paths.map(imageName);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(paths.length);
  names.forEach((name) => expect(name).toMatch(/^[a-z0-9_-]+$/));
  expect(names[0]).toBe('shop_web');
});

describe('under cdk8s synth --format helm', () => {
  test('the build files go beside templates, and Helm is told to leave them', () => {
    const chartFolder = temporaryDirectory();
    writeApp(chartFolder, { 'Chart.yaml': 'name: shop\n' });
    const app = new App({ outdir: path.join(chartFolder, 'templates') });
    new PythonVenvImage(new Chart(app, 'shop'), 'web', { context: context(), ...PROPS });
    app.synth();
    expect(filesOf(chartFolder)).toEqual([
      '.helmignore', 'Chart.yaml', 'images/.cdk8s-python-venv', 'images/docker-bake.hcl', 'images/shop_web/Dockerfile',
      'images/shop_web/Dockerfile.dockerignore', 'templates/shop.k8s.yaml',
    ]);
    expect(fs.readFileSync(path.join(chartFolder, '.helmignore'), 'utf8')).toBe('# Dockerfiles and the bake file are no part of the chart.\nimages/\n');
  });
});

describe('writeBuildFiles', () => {
  test('writes all images of the App into a folder of one\'s choice', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'shop');
    const image = new PythonVenvBuild(chart, 'web', { context: context(), ...PROPS });
    new PythonVenvBuild(chart, 'admin', { context: context(), ...PROPS });
    const folder = path.join(temporaryDirectory(), 'build');
    const files = ['docker-bake.hcl', 'shop_admin/Dockerfile', 'shop_admin/Dockerfile.dockerignore', 'shop_web/Dockerfile', 'shop_web/Dockerfile.dockerignore'];
    expect(image.writeBuildFiles(folder)).toEqual(files.map((file) => path.join(folder, file)));
    expect(filesOf(folder)).toEqual(['.cdk8s-python-venv', ...files]);
    expect(BuildFiles.of(app).writeBuildFiles(folder)).toHaveLength(5);
  });

  test('fails, and writes nothing, when a construct is invalid', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'shop');
    const image = new PythonVenvBuild(chart, 'web', { context: context(), ...PROPS });
    chart.node.addValidation({ validate: () => ['no'] });
    const folder = path.join(temporaryDirectory(), 'build');
    expect(() => image.writeBuildFiles(folder)).toThrow('Validation failed with the following errors:\n  [shop] no');
    expect(fs.existsSync(folder)).toBe(false);
  });
});

test('contexts outside the current directory are named in the commands', () => {
  const project = temporaryDirectory();
  const home = process.cwd();
  writeApp(project, { 'infra/main.ts': '', ...Object.fromEntries(Object.entries(SMALL_APP).map(([name, text]) => [`my shop/${name}`, text])) });
  try {
    process.chdir(path.join(project, 'infra'));
    const app = new App();
    const image = new PythonVenvBuild(new Chart(app, 'shop'), 'web', { context: '../my shop', ...PROPS });
    expect(BuildFiles.of(app).bakeCommand).toBe('docker buildx bake \'--allow=fs.read=../my shop\' -f dist/images/docker-bake.hcl');
    expect(image.dockerBuildCommand).toBe(
      `docker build -f dist/images/shop_web/Dockerfile -t shop:${image.tag} --label org.opencontainers.image.version=${image.tag} '../my shop'`);
    app.synth();
    expect(fs.readFileSync('dist/images/docker-bake.hcl', 'utf8')).toContain('context    = "../my shop"\n  dockerfile = "../infra/dist/images/shop_web/Dockerfile"\n');
  } finally {
    process.chdir(home);
  }
});

test('no manifest and no user\'s object is touched', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'shop');
  new ApiObject(chart, 'mine', { apiVersion: 'v1', kind: 'ConfigMap' });
  const before = Testing.synth(chart);
  new PythonVenvBuild(chart, 'image', { context: context(), ...PROPS });
  expect(Testing.synth(chart)).toEqual(before);
});

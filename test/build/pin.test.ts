import * as fs from 'node:fs';
import * as path from 'node:path';
import { Chart, Cron, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { ImageDigests, PythonVenvBuild, PythonVenvImage } from '../../lib';
import { main } from '../../lib/cli/main';
import { SMALL_APP, temporaryApp, temporaryDirectory, writeApp } from '../support/temporary-app';

const TAG = 'c0123456789abcdef012';
const OTHER = 'cfedcba9876543210fed';
const IMAGE = `registry.example.com:5000/shop:${TAG}`;
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const entry = (name: string, digest: unknown = DIGEST) => ({ 'image.name': name, 'containerimage.digest': digest, 'buildx.build.ref': 'x' });

function metadata(content: unknown = { 'shop_web-release': entry(`${IMAGE},registry.example.com:5000/shop:latest`) }): string {
  const file = path.join(temporaryDirectory(), 'metadata.json');
  fs.writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function manifests(text: string): string {
  const folder = temporaryDirectory();
  writeApp(folder, { 'shop.k8s.yaml': text });
  return folder;
}

const read = (folder: string) => fs.readFileSync(path.join(folder, 'shop.k8s.yaml'), 'utf8');

/** Every way in which an image stands in a manifest, and what looks like one. */
const MANIFEST = (image: string, plain = IMAGE) => `# kept as it is: ${plain}
apiVersion: apps/v1
kind: Deployment
metadata:
  labels: { app.kubernetes.io/version: ${TAG}, image: "${plain}" }
spec:
  template:
    spec:
      initContainers:
        - name: migrate
          image: "${image}"   # quoted
      containers:
        - image: ${image}
          env: [{ name: IMAGE, value: '${plain}' }]
        - {name: side, image: 'busybox:1.36'}
---
kind: CronJob
spec: {jobTemplate: {spec: {template: {spec: {containers: [{image: '${image}'}]}}}}}
---
kind: ConfigMap
data:
  image: ${plain}
`;

test('images of containers get their digest, and nothing else of the file changes', () => {
  const folder = manifests(MANIFEST(IMAGE));
  const digests = ImageDigests.fromMetadataFile(metadata());
  expect(digests.images).toEqual([IMAGE]);
  expect(digests.pinManifests(folder)).toEqual([path.join(folder, 'shop.k8s.yaml')]);
  expect(read(folder)).toBe(MANIFEST(`${IMAGE}@${DIGEST}`));
  expect(digests.pinManifests(folder)).toEqual([]);
  expect(digests.pinned(IMAGE)).toBe(`${IMAGE}@${DIGEST}`);
});

test('a digest of an earlier push of the same tag gives way', () => {
  const folder = manifests(MANIFEST(`${IMAGE}@sha256:${'f'.repeat(64)}`));
  ImageDigests.fromMetadataFile(metadata()).pinManifests(folder);
  expect(read(folder)).toBe(MANIFEST(`${IMAGE}@${DIGEST}`));
});

test('what synth writes is pinned everywhere an image runs, and still agrees', () => {
  const app = Testing.app();
  const image = new PythonVenvImage(new Chart(app, 'shop'), 'web', { context: temporaryApp(SMALL_APP), repository: 'registry.example.com/shop', command: ['x'] });
  image.addJob('migrate', { command: ['python', '-V'] });
  image.waitFor('migrations', ['true']);
  image.addCronJob('report', { command: ['python', '-V'], schedule: Cron.daily() });
  app.synth();
  const text = read(app.outdir);
  ImageDigests.fromMetadataFile(metadata({ a: entry(image.image) })).pinManifests(app.outdir);
  expect(read(app.outdir).split(`${image.image}@${DIGEST}`)).toHaveLength(5);
  expect(read(app.outdir).replaceAll(`@${DIGEST}`, '')).toBe(text);
});

const pinned = (file: string, folder = manifests(MANIFEST(IMAGE))) => () => ImageDigests.fromMetadataFile(file).pinManifests(folder);

describe('is refused, with no file changed:', () => {
  const WRONG: ReadonlyArray<[string, unknown, string]> = [
    ['a file that is no JSON', '{', '\'FILE\' is no JSON object; make it anew: docker buildx bake … --push --metadata-file FILE'],
    ['a list', [], '\'FILE\' is no JSON object; make it anew: docker buildx bake … --push --metadata-file FILE'],
    ['a build without images', { web: { 'buildx.build.ref': 'x' } }, '\'FILE\' tells of no image that synth named; write it with the build that pushes: docker buildx bake … --push --metadata-file FILE'],
    ['images that synth did not name', { web: entry('shop:latest') }, '\'FILE\' tells of no image that synth named; write it with the build that pushes: docker buildx bake … --push --metadata-file FILE'],
    ['a digest that does not parse', { web: entry(IMAGE, 'sha256:12') }, `'FILE' gives '${IMAGE}' the digest "sha256:12", which is none: sha256: and 64 hexadecimal digits; build and push again`],
    ['a digest that is none', { web: entry(IMAGE, 7) }, `'FILE' gives '${IMAGE}' the digest 7, which is none: sha256: and 64 hexadecimal digits; build and push again`],
    ['two digests for one image', { a: entry(IMAGE), b: entry(IMAGE, `sha256:${'a'.repeat(64)}`) }, `'FILE' gives '${IMAGE}' two digests, ${DIGEST} and sha256:${'a'.repeat(64)}; build and push again`],
  ];
  test.each(WRONG)('%s', (_, content, message) => {
    const file = metadata(content);
    expect(pinned(file)).toThrow(new Error(message.replaceAll('FILE', file)));
  });

  test('a digest of another tag', () => {
    const file = metadata({ web: entry(IMAGE.replace(TAG, OTHER)) });
    const folder = manifests(MANIFEST(IMAGE));
    const at = (line: number) => `${folder}/shop.k8s.yaml:${line} runs ${IMAGE}, and '${file}' is of another build, ${IMAGE.replace(TAG, OTHER)}; run synth, build, push and pin again`;
    expect(pinned(file, folder)).toThrow(new Error([18, 13, 11].map(at).join('\n')));
    expect(read(folder)).toBe(MANIFEST(IMAGE));
  });

  test('a metadata file of a build of other images', () => {
    const file = metadata({ web: entry(`elsewhere:${TAG}`) });
    const folder = manifests(MANIFEST(IMAGE));
    expect(pinned(file, folder)).toThrow(new Error(`no manifest below '${folder}' runs an image of '${file}' (elsewhere:${TAG}); give the folder that synth wrote`));
  });

  test('a folder that is not there, a file that is not there, a manifest that is no YAML', () => {
    expect(pinned(metadata(), '/nowhere')).toThrow(new Error('there is no folder \'/nowhere\' with manifests; run synth first, or give its output folder'));
    expect(() => ImageDigests.fromMetadataFile('/nowhere/m.json')).toThrow(new Error('there is no file \'/nowhere/m.json\'; make it: docker buildx bake … --push --metadata-file /nowhere/m.json'));
    const folder = manifests(`image: "${IMAGE}\n`);
    expect(pinned(metadata(), folder)).toThrow(/shop\.k8s\.yaml' is no YAML: Missing closing "quote.*; pin what synth wrote, before other tools change it/);
  });
});

describe('the lock file', () => {
  const build = (context: string, lockFile: string | undefined, props = {}) => new PythonVenvBuild(Testing.chart(), 'web', {
    context, repository: 'registry.example.com/shop', command: ['x'], ...(lockFile === undefined ? {} : { lockFile }), ...props,
  });

  test('pins the next synth, and says when it is stale', () => {
    const context = temporaryApp(SMALL_APP);
    const lockFile = path.join(context, 'images.lock.json'); // in the context: what pins an image is no part of it
    const before = build(context, lockFile);
    expect(before.image).toBe(build(context, undefined).image);
    const pin = `so the manifests name the tag alone; build, push and run: cdk8s-python-venv pin --metadata metadata.json --lock ${lockFile}`;
    expect(before.warnings).toContainEqual({ code: 'image-not-pinned', message: `'${lockFile}' does not have ${before.image}, ${pin}` });

    ImageDigests.fromMetadataFile(metadata({ a: entry(before.image), b: entry(`other:${TAG}`) })).writeLockFile(lockFile);
    const after = build(context, lockFile);
    expect([after.image, after.tag, after.repository]).toEqual([`${before.image}@${DIGEST}`, before.tag, before.repository]);
    expect(after.warnings.map(({ code }) => code)).not.toContain('image-not-pinned');
    expect(after.container().image).toBe(after.image);

    const changed = build(context, lockFile, { revision: '2' });
    expect(changed.image).toBe(`registry.example.com/shop:${changed.tag}`);
    expect(changed.warnings).toContainEqual({ code: 'image-not-pinned', message: `'${lockFile}' has ${before.image}, and the image is now ${changed.image}, ${pin}` });

    ImageDigests.fromMetadataFile(metadata({ a: entry(changed.image) })).writeLockFile(lockFile);
    expect(JSON.parse(fs.readFileSync(lockFile, 'utf8'))).toEqual({ images: { [`other:${TAG}`]: DIGEST, [changed.image]: DIGEST } });
  });

  test.each([
    ['{', '\'FILE\' is no JSON object; make it anew: PIN'],
    ['{}', '\'FILE\' has no "images", so it is no lock file of images; make it anew: PIN'],
    ['{"images":{"a:b":"sha256:1"}}', '\'FILE\' gives \'a:b\' the digest "sha256:1", which is none: sha256: and 64 hexadecimal digits; make it anew: PIN'],
    [`{"images":{"A B":"${DIGEST}"}}`, '\'FILE\' has "A B", which is no reference to an image; write it like \'registry.example.com/shop:buildcache\''],
  ])('that is damaged is an error: %s', (text, message) => {
    const file = path.join(temporaryDirectory(), 'lock');
    fs.writeFileSync(file, text);
    const whole = message.replace('PIN', `cdk8s-python-venv pin --metadata metadata.json --lock ${file}`).replace('FILE', file);
    expect(() => build(temporaryApp(SMALL_APP), file)).toThrow(`[test/web] ${whole}`);
  });

  test('a digest is in every workload, and image and Pod agree about it', () => {
    const context = temporaryApp(SMALL_APP);
    const lockFile = path.join(temporaryDirectory(), 'lock.json');
    const image = (chart: Chart) => new PythonVenvImage(chart, 'web', { context, repository: 'shop', command: ['x'], port: 9000, lockFile });
    const { image: reference } = image(Testing.chart());
    ImageDigests.fromMetadataFile(metadata({ a: entry(reference) })).writeLockFile(lockFile);
    const chart = Testing.chart();
    const web = image(chart);
    const own = new kplus.Deployment(chart, 'own');
    own.addContainer(web.container({ name: 'own' }));
    const names = JSON.stringify(Testing.synth(chart)).match(/"image":"[^"]*"/g);
    expect(names).toEqual([`"image":"${reference}@${DIGEST}"`, `"image":"${reference}@${DIGEST}"`]);
    // what image and Pod are compared by is the whole reference
    web.deployment.addContainer(web.container({ name: 'low', portNumber: 80 }));
    expect(() => Testing.synth(chart)).toThrow(/port-needs-root/);
  });
});

describe('the command', () => {
  const run = async (...words: string[]) => {
    const said = { out: '', err: '' };
    const code = await main(['pin', ...words], { out: (text) => { said.out += text; }, err: (text) => { said.err += text; } });
    return { code, ...said };
  };

  test('pins manifests, and tells of images that it does not know', async () => {
    const folder = manifests(`${MANIFEST(IMAGE)}---\nspec: {containers: [{image: 'other:${OTHER}'}]}\n`);
    const file = metadata();
    expect(await run(folder, '--metadata', file)).toEqual({ code: 0, out: `Pinned ${folder}/shop.k8s.yaml.\n`, err: `warning: other:${OTHER} keeps its tag alone, for '${file}' does not tell of it\n` });
    expect(await run(folder, '-m', file)).toMatchObject({ code: 0, out: 'Every image has its digest already.\n' });
  });

  test('writes the lock file, and refuses what is called wrongly', async () => {
    const lock = path.join(temporaryDirectory(), 'lock.json');
    expect(await run('-m', metadata(), '--lock', lock)).toEqual({ code: 0, out: `Wrote ${lock}. Run synth again, and commit the file.\n`, err: '' });
    expect(fs.readFileSync(lock, 'utf8')).toBe(`{\n  "images": {\n    "${IMAGE}": "${DIGEST}"\n  }\n}\n`);
    expect(await run('dist')).toMatchObject({ code: 2, err: expect.stringContaining('pin needs --metadata') });
    expect(await run('dist', '-m', 'm', '-l', lock)).toMatchObject({ code: 2, err: expect.stringContaining('pin takes DIR or --lock') });
  });
});

import * as fs from 'node:fs';
import * as path from 'node:path';
import { NodeAssets, PythonBase, PythonVersion } from '../../lib';
import { baseImages } from '../../lib/build/base-images';
import { readBaseLock, writeBaseLock } from '../../lib/build/base-lock';
import { SMALL_APP, temporaryApp, temporaryDirectory } from '../support/temporary-app';
import { Web } from '../support/web';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const lock = (images: unknown): string => path.join(temporaryApp({ 'bases.lock.json': JSON.stringify({ images }) }), 'bases.lock.json');
const ALL = { 'python:3.13-trixie': digest('a'), 'python:3.13-slim-trixie': digest('b'), 'node:24-trixie-slim': digest('c') };
const ASSETS = { ...SMALL_APP, 'package.json': '{"scripts": {"build": "x"}}', 'package-lock.json': '{"lockfileVersion": 3, "packages": {}}' };
const from = (dockerfile: string) => [...dockerfile.matchAll(/^FROM (.*) AS/gm)].map(([, image]) => image);

test('images of the lock file are taken by their digests, and the build looks into the pair', () => {
  const { image } = new Web({ baseLockFile: lock(ALL), assets: NodeAssets.npm({ output: 'dist' }) }, ASSETS);
  expect(from(image.dockerfile)).toEqual([
    `--platform=$BUILDPLATFORM node:24-trixie-slim@${digest('c')}`, `python:3.13-trixie@${digest('a')}`, `python:3.13-slim-trixie@${digest('b')}`,
  ]);
  expect(image.dockerfile.match(/# An image by its digest, which may be that of another: it must be what its pair is/g)).toHaveLength(2);
  expect(image.warnings).toEqual([]);
  expect(image.findings.find(({ subject }) => subject === 'base')?.value).toBe(`python:3.13-trixie@${digest('a')}`);
});

test('another digest is another tag, and a digest that was given wins over the file', () => {
  const base = PythonBase.debian({ python: PythonVersion.V3_13, appDigest: digest('d') });
  const [one, two, given] = [{ baseLockFile: lock(ALL) }, { baseLockFile: lock({ ...ALL, 'python:3.13-trixie': digest('e') }) }, { baseLockFile: lock(ALL), base }]
    .map((options) => new Web(options).image);
  expect(one.tag).not.toBe(two.tag);
  expect(from(given.dockerfile)).toEqual([`python:3.13-trixie@${digest('a')}`, `python:3.13-slim-trixie@${digest('d')}`]);
});

test('what the file does not have is a warning with the command to run; a file is not needed for the first synth', () => {
  const file = lock({ 'python:3.13-trixie': digest('a') });
  expect(new Web({ baseLockFile: file }).image.warnings).toEqual([{
    code: 'base-not-pinned',
    message: `'${file}' has no digest of python:3.13-slim-trixie, so the build takes the image of the day; run: cdk8s-python-venv bump --lock ${file}`,
  }]);
  const missing = new Web({ baseLockFile: '/no/such.json' }).image;
  expect(missing.warnings.map(({ code }) => code)).toEqual(['base-not-pinned']);
  expect(missing.dockerfile).not.toContain('must be what its pair is');
});

const DAMAGED: ReadonlyArray<readonly [string, string, string]> = [
  ['no JSON', '{', '\'FILE\' is no JSON object; make it anew: cdk8s-python-venv bump --lock FILE'],
  ['no images', '{"image": {}}', '\'FILE\' has no "images", so it is no lock file of base images; make it anew: cdk8s-python-venv bump --lock FILE'],
  ['a list', '{"images": []}', '\'FILE\' has no "images", so it is no lock file of base images; make it anew: cdk8s-python-venv bump --lock FILE'],
  ['no digest', '{"images": {"python:3.13-trixie": "sha256:0"}}', 'the digest of \'python:3.13-trixie\' in \'FILE\' is "sha256:0"; a digest is \'sha256:\' and 64 hexadecimal digits, as \'docker buildx imagetools inspect\' prints it'],
  ['a number', '{"images": {"python:3.13-trixie": 1}}', 'the digest of \'python:3.13-trixie\' in \'FILE\' is 1; make the file anew: cdk8s-python-venv bump --lock FILE'],
  ['no image', '{"images": {"a b": ""}}', 'an image of \'FILE\' is "a b", which is no image; write it with its tag: \'registry.example.com/team/python:3.13-trixie\''],
  ['no tag', `{"images": {"python@${digest('a')}": ""}}`, `an image of 'FILE' is "python@${digest('a')}"; name it with its tag, and give the digest as its value`],
];

test.each(DAMAGED)('a file with %s is refused, by synth and by bump', (_, text, message) => {
  const file = path.join(temporaryApp({ 'bases.lock.json': text }), 'bases.lock.json');
  const error = message.replaceAll('FILE', file);
  expect(() => readBaseLock(file)).toThrow(new Error(error));
  expect(() => new Web({ baseLockFile: file })).toThrow(error);
});

test('the file is sorted, read as it was written, and there is no other beside it', () => {
  const folder = temporaryDirectory();
  const file = path.join(folder, 'bases.lock.json');
  writeBaseLock(file, new Map(Object.entries(ALL)));
  expect(fs.readFileSync(file, 'utf8')).toBe(`{
  "images": {
    "node:24-trixie-slim": "${digest('c')}",
    "python:3.13-slim-trixie": "${digest('b')}",
    "python:3.13-trixie": "${digest('a')}"
  }
}
`);
  expect(Object.fromEntries(readBaseLock(file))).toEqual(ALL);
  expect(fs.readdirSync(folder)).toEqual(['bases.lock.json']);
});

test('base images are found in what synth wrote: not stages, nor what has no tag', () => {
  const folder = temporaryApp({
    'images/a/Dockerfile': `# syntax=docker/dockerfile:1\nFROM --platform=$BUILDPLATFORM node:24-trixie-slim AS assets\nFROM python:3.13-trixie@${digest('a')} AS builder\nFROM builder AS more\n`,
    'images/b/Dockerfile': `FROM scratch AS app\nFROM localhost:5000/own@${digest('b')} AS other\nFROM localhost:5000/library/python:3.12-slim-trixie AS last\n`,
    'images/docker-bake.hcl': '',
  });
  expect([...baseImages(folder)]).toEqual([
    ['node:24-trixie-slim', undefined], ['python:3.13-trixie', digest('a')], ['localhost:5000/library/python:3.12-slim-trixie', undefined],
  ]);
  expect(() => baseImages('/no/such')).toThrow('\'/no/such/images\' has no Dockerfiles; run synth first, or give the folder that it wrote');
});

import { CustomPythonBaseOptions, DebianRelease, NodeAssets, PythonBase, PythonVersion } from '../../lib';
import { SMALL_APP } from '../support/temporary-app';
import { Web } from '../support/web';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const OTHER = DIGEST.replace('0', '1');
const pair = (of: Partial<CustomPythonBaseOptions>) => PythonBase.custom({
  builderImage: 'registry.example.com/python:3.13-trixie', appImage: 'registry.example.com/python:3.13-slim-trixie', python: PythonVersion.V3_13, release: DebianRelease.TRIXIE, ...of,
});
const from = (base: PythonBase, files = SMALL_APP, assets?: NodeAssets): string[] =>
  [...new Web({ base, assets }, files).image.dockerfile.matchAll(/^FROM (?:--platform=\S+ )?(\S+) AS/gm)].map(([, image]) => image);

test('a mirror has all three images, with their digests', () => {
  const files = { ...SMALL_APP, 'package.json': '{"scripts":{"build":"x"}}', 'package-lock.json': '{}' };
  const base = PythonBase.debian({ python: PythonVersion.V3_12, registry: 'mirror.example.com/library', builderDigest: DIGEST, appDigest: OTHER });
  expect(from(base, files, NodeAssets.npm({ output: 'out', digest: DIGEST }))).toEqual([
    `mirror.example.com/library/node:24-trixie-slim@${DIGEST}`,
    `mirror.example.com/library/python:3.12-trixie@${DIGEST}`,
    `mirror.example.com/library/python:3.12-slim-trixie@${OTHER}`,
  ]);
  expect(() => from(base, files, NodeAssets.npm({ output: 'out', digest: 'latest' }))).toThrow('[shop/web] assets.digest is "latest"; a digest is');
});

test.each(['localhost:5000', 'localhost/library', 'a.example.com', '10.0.0.1:5000/hub/library'])('the registry %s', (registry) => {
  expect(from(PythonBase.debian({ registry }))).toEqual([`${registry}/python:3.13-trixie`, `${registry}/python:3.13-slim-trixie`]);
});

test('the Python of the files is taken from the mirror, too', () => {
  expect(from(PythonBase.debian({ registry: 'mirror.example.com/library' }), { ...SMALL_APP, '.python-version': '3.12\n' }))
    .toEqual(['mirror.example.com/library/python:3.12-trixie', 'mirror.example.com/library/python:3.12-slim-trixie']);
});

test('another digest is another tag', () => {
  const tag = (builderDigest?: string) => new Web({ base: PythonBase.debian({ python: PythonVersion.V3_13, builderDigest }) }).image.tag;
  expect(new Set([tag(), tag(DIGEST), tag(OTHER)]).size).toBe(3);
});

test('a pair of one\'s own is looked into by the build, the app image through the virtualenv', () => {
  const text = new Web({ base: pair({ builderImage: 'registry.example.com/base/build@' + DIGEST, appImage: 'registry.example.com/base/run:7' }) }).image.dockerfile;
  expect(text).toContain(`FROM registry.example.com/base/build@${DIGEST} AS builder`);
  expect(text).toMatch(/\n# An image of your own: it must be what its pair is, or the virtualenv works in one half only\.\nRUN python -c 'import sys; [^\n]*' 3\.13 trixie\n\n# Without pip/);
  expect(text).toMatch(/COPY --from=builder --link \/venv \/venv\n\n# An image of your own: [^\n]*\nRUN \/venv\/bin\/python -c 'import sys; [^\n]*' 3\.13 trixie\n/);
  expect(new Web().image.dockerfile).not.toContain('An image of your own');
});

test.each([
  'team/python:3.13.1-trixie-2026.11', 'registry.example.com:5000/testing/py:1.3.12', 'registry.example.com/alpine-team/python:3.13', `python@${DIGEST}`, 'base/python3.13:v7', 'base/run:3.2.0',
])('fits: %s', (appImage) => {
  expect(pair({ appImage }).appImage).toBe(appImage);
});

const ALPINE = 'on Alpine, which has musl in place of the C library that most wheels are made for: what the lock has a wheel for would be compiled, or break; take an image of Debian, whose slim one is hardly larger with the dependencies in it';
const known = 'the library knows the packages of Debian bookworm and trixie, and both images must be of one';
test.each<[string, () => PythonBase, string]>([
  ['an app image of Alpine', () => pair({ appImage: 'python:3.13-alpine3.22' }), `appImage is 'python:3.13-alpine3.22', ${ALPINE}`],
  ['a pair of Alpine', () => pair({ builderImage: 'python:3.13-alpine', appImage: 'python:3.13-alpine' }), `builderImage is 'python:3.13-alpine', ${ALPINE}`],
  ['another release', () => pair({ appImage: 'python:3.13-slim-bookworm' }), 'appImage is \'python:3.13-slim-bookworm\', on bookworm, and the pair is on trixie: what is compiled on one release does not load on an older one; make both the same'],
  ['another Python', () => pair({ builderImage: 'python:3.12.4-trixie' }), 'builderImage is \'python:3.12.4-trixie\', with Python 3.12, and the pair has Python 3.13: a virtualenv works only beside the Python that made it; make both the same'],
  ['another Python in the name', () => pair({ builderImage: 'team/python3.12:7' }), 'builderImage is \'team/python3.12:7\', with Python 3.12, and the pair has Python 3.13: a virtualenv works only beside the Python that made it; make both the same'],
  ['Ubuntu', () => pair({ builderImage: 'team/python:3.13-noble' }), `builderImage is 'team/python:3.13-noble', which is Ubuntu 24.04; ${known}`],
  ['Red Hat', () => pair({ appImage: 'registry.example.com/ubi9/ubi9-python:3.13' }), `appImage is 'registry.example.com/ubi9/ubi9-python:3.13', which is Red Hat UBI; ${known}`],
  ['an old Debian', () => pair({ appImage: 'python:3.13-bullseye' }), `appImage is 'python:3.13-bullseye', which is Debian 11; ${known}`],
  ['no tag', () => pair({ appImage: 'team/python' }), 'appImage is "team/python", which is another image tomorrow; write a tag, or a digest (\'@sha256:…\')'],
  ['latest', () => pair({ appImage: 'team/python:latest' }), 'appImage is "team/python:latest", which is another image tomorrow; write a tag, or a digest (\'@sha256:…\')'],
  ['a URL', () => pair({ appImage: 'https://team/python:3' }), 'appImage is "https://team/python:3", which is no image; write it with its tag: \'registry.example.com/team/python:3.13-trixie\''],
  ['nothing', () => pair({ appImage: '' }), 'appImage is "", which is no image; write it with its tag: \'registry.example.com/team/python:3.13-trixie\''],
  ['a registry without a host', () => PythonBase.debian({ registry: 'library' }), 'registry is "library", which has no host; write the host of the registry and the folder of its images, such as \'mirror.example.com/library\''],
  ['a registry with a slash at the end', () => PythonBase.debian({ registry: 'a.example.com/' }), 'registry is "a.example.com/", which cannot stand before an image\'s name; write the host of the registry and the folder of its images, such as \'mirror.example.com/library\''],
  ['a registry that is a URL', () => PythonBase.debian({ registry: 'https://a.example.com' }), 'registry is "https://a.example.com", which cannot stand before an image\'s name; write the host of the registry and the folder of its images, such as \'mirror.example.com/library\''],
  ['a digest of nobody knows which Python', () => PythonBase.debian({ appDigest: DIGEST }), 'appDigest is that of an image with one Python, and without \'python\' the application\'s files choose it; give the one of the image: python: PythonVersion.V3_13'],
  ['half a digest', () => PythonBase.debian({ appDigest: 'sha256:abc' }), 'appDigest is "sha256:abc"; a digest is \'sha256:\' and 64 hexadecimal digits, as \'docker buildx imagetools inspect\' prints it'],
])('is refused: %s', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});

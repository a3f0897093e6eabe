import * as fs from 'node:fs';
import { describeWithDocker, docker, RestrictedContainer, runPrinted } from './support/docker';
import { Project } from './support/project';

const main = (base: string) => `
  import { App, Chart } from 'cdk8s';
  import { DebianRelease, PythonBase, PythonVenvImage, PythonVersion } from 'cdk8s-python-venv';
  const app = new App();
  export const web = new PythonVenvImage(new Chart(app, 'tea'), 'web', {
    context: 'app', repository: 'e2e/pair', command: ['python', '-m', 'tea_of_the_day'], base: ${base},
  });
  [DebianRelease, PythonVersion];
  app.synth();`;
const custom = (builder: string, app: string) =>
  `PythonBase.custom({ builderImage: '${builder}', appImage: '${app}', python: PythonVersion.V3_13, release: DebianRelease.TRIXIE })`;

describeWithDocker('a base pair from elsewhere', () => {
  const made: string[] = [];
  const tag = (image: string, as: string): string => {
    docker('tag', image, as);
    made.push(as);
    return as;
  };
  afterAll(() => new Set(made).forEach((image) => docker('rmi', image)));

  test('a mirror with digests, and images of one\'s own, are built and run', async () => {
    const { REGISTRY: registry } = process.env;
    if (!registry) throw new Error('REGISTRY is not set: eval "$(test/tools/buildkit.sh env)"');
    const digest = (image: string) => docker('buildx', 'imagetools', 'inspect', '--format', '{{.Manifest.Digest}}', `${registry}/library/${image}`);
    const mirror = `PythonBase.debian({ registry: '${registry}/library', builderDigest: '${digest('python:3.13-trixie')}', appDigest: '${digest('python:3.13-slim-trixie')}', python: PythonVersion.V3_13 })`;
    for (const base of [mirror, custom(tag('python:3.13-trixie', 'e2e/own-build:1'), tag('python:3.13-slim-trixie', 'e2e/own-run:1'))]) {
      const project = new Project('small', { 'main.ts': main(base) });
      const web = project.synth();
      made.push(web.image);
      runPrinted(web.bakeCommand, project.folder);
      const container = new RestrictedContainer(web.image);
      try {
        expect(await container.get('/healthz')).toMatchObject({ status: 200, text: 'ok' });
      } finally {
        container.remove();
      }
    }
  });

  test('bump writes the digests of today, the build takes them, and --check tells when they are old', () => {
    const registry = `${process.env.REGISTRY}/library`;
    const options = `baseLockFile: 'bases.lock.json', base: PythonBase.debian({ registry: '${registry}' })`;
    const project = new Project('small', { 'main.ts': main('PythonBase.debian()').replace('base: PythonBase.debian()', options) });
    const bump = (...words: string[]) =>
      runPrinted(`node ${process.env.E2E_HOME}/node_modules/cdk8s-python-venv/bin/cdk8s-python-venv bump --lock bases.lock.json ${words.join(' ')}`, project.folder);
    expect(project.synth().warnings.map(({ code }) => code)).toEqual(['base-not-pinned']);
    const old = `sha256:${'0'.repeat(64)}`;
    project.write('bases.lock.json', JSON.stringify({ images: { [`${registry}/python:3.13-slim-trixie`]: old } }));
    expect(() => bump('--check')).toThrow(`${registry}/python:3.13-slim-trixie\n  - ${old}\n  + sha256:`);
    bump();
    expect(bump('--check')).toContain('Every base image has the digest of today.\n');
    const web = project.synth();
    expect(web.warnings).toEqual([]);
    made.push(web.image);
    runPrinted(web.bakeCommand, project.folder);

    project.write('bases.lock.json', JSON.stringify({ images: { [`${registry}/python:no-such-tag`]: old } }));
    expect(() => bump()).toThrow(`the registry has no ${registry}/python:no-such-tag; nothing was written`);
    expect(fs.readFileSync(`${project.folder}/bases.lock.json`, 'utf8')).toContain(old);
  });

  test('images that are not what their pair was said to be stop the build, and say what they are', () => {
    const build = tag('python:3.13-trixie', 'e2e/own-build:1');
    const wrong = tag('python:3.13-slim-bookworm', 'e2e/own-run:old');
    const project = new Project('small', { 'main.ts': main(custom(build, wrong)) });
    expect(() => runPrinted(project.synth().bakeCommand, project.folder)).toThrow(/this image has Python 3\.13 on bookworm, not 3\.13 on trixie/);
    const other = new Project('small', { 'main.ts': main(custom(tag('python:3.11-bookworm', 'e2e/own-build:old'), wrong)) });
    expect(() => runPrinted(other.synth().bakeCommand, other.folder)).toThrow(/this image has Python 3\.11 on bookworm, not 3\.13 on trixie/);
    // a digest wins over the tag beside it
    const digest = docker('buildx', 'imagetools', 'inspect', '--format', '{{.Manifest.Digest}}', `${process.env.REGISTRY}/library/python:3.11-slim-bookworm`);
    const options = `python: PythonVersion.V3_13, registry: '${process.env.REGISTRY}/library', appDigest: '${digest}'`;
    const digested = new Project('small', { 'main.ts': main(`PythonBase.debian({ ${options} })`) });
    expect(() => runPrinted(digested.synth().bakeCommand, digested.folder)).toThrow(/this image has Python 3\.11 on bookworm, not 3\.13 on trixie/);
  });
});

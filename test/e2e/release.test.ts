import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { services } from './support/builder';
import { describeWithDocker, docker, runPrinted } from './support/docker';
import { Project, Synthesized } from './support/project';
import { registryDigest } from '../../lib/cli/registry';

const MAIN = (repository: string, more: string) => `
  import * as fs from 'node:fs';
  import { App, Chart } from 'cdk8s';
  import { BuildFiles, BuildTool, PythonVenvImage } from 'cdk8s-python-venv';
  const app = new App();
  export const web = new PythonVenvImage(new Chart(app, 'tea'), 'web', {
    context: 'app', repository: '${repository}', command: ['python', '-m', 'tea_of_the_day'], ${more}
  });
  web.addJob('migrate', { command: ['python', '-V'] });
  app.synth();
  fs.writeFileSync('docker.sh', BuildFiles.of(app).buildScript(BuildTool.DOCKER));
  fs.writeFileSync('buildctl.sh', BuildFiles.of(app).buildScript(BuildTool.BUILDCTL));`;

const BAKE = 'bake: { tags: [\'latest\'], annotations: { \'org.opencontainers.image.title\': \'Tea, "of the day"\' } }';

/** The index that a registry has under a reference. */
function index(image: string): any {
  return JSON.parse(docker('buildx', 'imagetools', 'inspect', '--raw', image));
}

function configOf(image: string): any {
  return JSON.parse(docker('buildx', 'imagetools', 'inspect', '--format', '{{json .Image}}', image));
}

describeWithDocker('a release', () => {
  const project = new Project('small');
  const synth = (more: string): Synthesized => {
    project.write('main.ts', MAIN(`${services().registry}/e2e/bake-release`, more));
    return project.synth();
  };
  const pin = (...words: string[]) => execFileSync(process.execPath, [`${process.env.E2E_HOME}/node_modules/cdk8s-python-venv/bin/cdk8s-python-venv`, 'pin', ...words], { cwd: project.folder, encoding: 'utf8' });
  const manifests = () => fs.readFileSync(path.join(project.folder, 'dist/tea.k8s.yaml'), 'utf8');

  test('is built, pushed and pinned, in the manifests and in a lock file', async () => {
    const { builder } = services();
    const web = synth(`revision: '${randomUUID()}', lockFile: 'images.lock.json', ${BAKE}`);
    expect(await registryDigest(web.image)).toBeUndefined();
    runPrinted(`${web.bakeCommand} release --push --builder ${builder} --metadata-file metadata.json`, project.folder);
    expect(await registryDigest(web.image)).toMatch(/^sha256:/);

    const { digest } = JSON.parse(docker('buildx', 'imagetools', 'inspect', '--format', '{{json .Manifest}}', web.image));
    const before = manifests();
    pin('dist', '--metadata', 'metadata.json');
    expect(manifests()).toBe(before.replaceAll(`image: ${web.image}`, `image: ${web.image}@${digest}`));
    expect(manifests().split(`${web.image}@${digest}`)).toHaveLength(3);
    expect(docker('pull', '--quiet', `${web.image}@${digest}`)).toContain(digest);
    docker('rmi', `${web.image}@${digest}`);

    pin('--metadata', 'metadata.json', '--lock', 'images.lock.json');
    const again = project.synth();
    expect([again.image, again.tag]).toEqual([`${web.image}@${digest}`, web.tag]);
    expect(manifests()).toBe(before.replaceAll(`image: ${web.image}`, `image: ${web.image}@${digest}`));

    expect(index(web.image).annotations).toMatchObject({ 'org.opencontainers.image.title': 'Tea, "of the day"', 'org.opencontainers.image.version': web.tag });
    expect(index(web.image.replace(web.tag, 'latest')).manifests).toEqual(index(web.image).manifests);
    expect(configOf(web.image)).toMatchObject({ created: '1980-01-01T00:00:00Z' });
  });

  test('a registry that does not answer is no answer', async () => {
    await expect(registryDigest('localhost:1/tea:1')).rejects.toThrow(/^cannot ask the registry for localhost:1\/tea:1: .*connection refused/);
  });

  test.each([['buildctl', 'buildctl.sh'], ['docker', 'docker.sh']])('%s builds the same by its script, and nothing twice', (_, script) => {
    const { builder } = services();
    const web = synth(`revision: '${randomUUID()}', ${BAKE}`);
    runPrinted(`BUILDX_BUILDER=${builder} sh ${script}`, project.folder);
    expect(index(web.image).annotations).toMatchObject({ 'org.opencontainers.image.title': 'Tea, "of the day"', 'org.opencontainers.image.version': web.tag });
    expect(index(web.image).manifests.map((manifest: any) => manifest.annotations?.['vnd.docker.reference.type'])).toEqual([undefined, 'attestation-manifest']);
    expect(configOf(web.image)).toMatchObject({ created: '1980-01-01T00:00:00Z', config: { User: '10001:10001', Labels: { 'org.opencontainers.image.version': web.tag } } });
    expect(index(web.image.replace(web.tag, 'latest')).manifests).toEqual(index(web.image).manifests);
    expect(runPrinted(`BUILDX_BUILDER=${builder} sh docker.sh`, project.folder)).toBe(`${web.image} is in the registry already\n`);

    // the bake file makes the same image of it, byte for byte
    const image = index(web.image).manifests[0].digest;
    runPrinted(`${web.bakeCommand} release --push --builder ${builder}`, project.folder);
    expect(index(web.image).manifests[0].digest).toBe(image);
  });
});

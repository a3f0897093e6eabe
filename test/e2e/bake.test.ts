import { execFileSync } from 'node:child_process';
import { describeWithDocker, docker, runPrinted } from './support/docker';
import { Project } from './support/project';

const main = (context: string, repository: string, more = '') => `
  import { App, Chart } from 'cdk8s';
  import { PythonVenvImage } from 'cdk8s-python-venv';
  const app = new App();
  const chart = new Chart(app, 'tea');
  const props = { context: '${context}', command: ['python', '-m', 'tea_of_the_day'], revision: 'with "quotes" and \${dollars}' ${more} };
  export const web = new PythonVenvImage(chart, 'web', { ...props, repository: '${repository}' });
  new PythonVenvImage(chart, 'Admin', { ...props, repository: '${repository}-admin', port: 9000 });
  app.synth();`;

/** What bake makes of the file, by its own word. */
function printed(project: Project, group: string): { target: { [name: string]: any }; group: { [name: string]: any } } {
  const words = ['buildx', 'bake', '-f', 'dist/images/docker-bake.hcl', '--print', group];
  return JSON.parse(execFileSync('docker', words, { cwd: project.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

describeWithDocker('the bake file', () => {
  test('says of each target what the manifests need', () => {
    const project = new Project('small', { 'main.ts': main('app', 'registry.example.com/tea', ', platforms: [\'linux/amd64\', \'linux/arm64\']') });
    const web = project.synth();
    const { target, group } = printed(project, 'default');
    expect(group.default.targets).toEqual([expect.stringMatching(/^tea_admin__[0-9a-f]{8}$/), 'tea_web']);
    expect(target.tea_web).toEqual({
      context: 'app',
      dockerfile: '../dist/images/tea_web/Dockerfile',
      // what bake prints it could read again, so it escapes the brace
      labels: { 'org.opencontainers.image.version': web.tag, 'org.opencontainers.image.revision': 'with "quotes" and $${dollars}' },
      tags: [web.image],
    });
    expect(printed(project, 'release').target['tea_web-release']).toMatchObject({
      'platforms': ['linux/amd64', 'linux/arm64'],
      'attest': [{ type: 'provenance', mode: 'max' }],
      'cache-to': [{ type: 'registry', mode: 'max', ref: 'registry.example.com/tea:buildcache' }],
      'tags': [web.image],
    });
  });

  test('builds a context outside the current directory, with spaces in its name, by both printed commands', () => {
    const project = new Project(undefined, { 'infra/main.ts': main('../my tea', 'registry.example.com/outside') });
    execFileSync('cp', ['-r', `${new Project('small').folder}/app`, `${project.folder}/my tea`]);
    const infra = `${project.folder}/infra`;
    const web = project.synth('infra');
    expect(web.bakeCommand).toContain('\'--allow=fs.read=../my tea\'');
    runPrinted(web.bakeCommand, infra);
    const revision = () => docker('image', 'inspect', '--format', '{{index .Config.Labels "org.opencontainers.image.revision"}}', web.image);
    expect(revision()).toBe('with "quotes" and ${dollars}');
    docker('rmi', web.image);
    runPrinted(web.dockerBuildCommand, infra);
    expect(revision()).toBe('with "quotes" and ${dollars}');
  });

  test('its release group pushes with provenance and a registry cache, from a builder of its own', () => {
    const { REGISTRY: registry, BUILDER_OWN: builder } = process.env;
    if (!registry || !builder) throw new Error('REGISTRY and BUILDER_OWN are not set: eval "$(test/tools/buildkit.sh env)"');
    const project = new Project('small', { 'main.ts': main('app', `${registry}/e2e/tea`) });
    const web = project.synth();
    runPrinted(`${web.bakeCommand} release --push --builder ${builder}`, project.folder);
    const index = JSON.parse(docker('buildx', 'imagetools', 'inspect', '--raw', web.image));
    expect(index.manifests.map((manifest: any) => manifest.annotations?.['vnd.docker.reference.type'])).toEqual([undefined, 'attestation-manifest']);
    expect(docker('buildx', 'imagetools', 'inspect', `${registry}/e2e/tea:buildcache`)).toContain('Digest:');
  });
});

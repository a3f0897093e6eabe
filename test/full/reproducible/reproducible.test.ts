import { cpSync } from 'node:fs';
import * as path from 'node:path';
import { Builder, services } from '../../e2e/support/builder';
import { describeWithDocker, docker, runPrinted } from '../../e2e/support/docker';
import { Project } from '../../e2e/support/project';

const MAIN = (repository: string) => `
  import { App, Chart } from 'cdk8s';
  import { PythonVenvBuild } from 'cdk8s-python-venv';
  const app = new App();
  // no cache that one builder could take from the other
  export const web = new PythonVenvBuild(new Chart(app, 'repro'), 'web', { context: 'app', repository: '${repository}', bake: { cacheFrom: [], cacheTo: [] } });
  app.synth();`;

/** The digest of the image itself: the index above it also names the provenance, which tells when it was built. */
function digestBy(builder: Builder, application: string, repository: string): string {
  const project = new Project(undefined, { 'main.ts': MAIN(repository) });
  cpSync(path.join(__dirname, '../../..', application), path.join(project.folder, 'app'), { recursive: true });
  const web = project.synth();
  runPrinted(`${web.bakeCommand} release --push --builder ${builder.name}`, project.folder);
  return JSON.parse(docker('buildx', 'imagetools', 'inspect', '--raw', web.image)).manifests[0].digest;
}

describeWithDocker('two builds on two builders that have never built anything', () => {
  const builders: Builder[] = [];
  beforeAll(() => builders.push(new Builder(), new Builder()));
  afterAll(async () => { for (const builder of builders) await builder.remove(); });

  test.each([
    ['pip', 'examples/small/app'], ['uv', 'test/apps/litestar-uv-package/app'], ['Poetry', 'test/apps/fastapi-poetry2-package/app'],
  ])('give one image for an application of %s', (name, application) => {
    const { registry } = services();
    const [first, second] = builders.map((builder, i) => digestBy(builder, application, `${registry}/e2e/bake-repro-${name.toLowerCase()}-${i}`));
    expect(second).toBe(first);
  });
});

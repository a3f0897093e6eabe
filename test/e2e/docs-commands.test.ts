import * as path from 'node:path';
import { describeWithDocker, docker, runPrinted } from './support/docker';
import { Project } from './support/project';

describeWithDocker('commands of the docs that no other test runs', () => {
  test('an existing Dockerfile is compared, an image is carried over and looked up, and buildctl builds it', () => {
    const project = new Project('small');
    const bin = path.join(process.env.E2E_HOME ?? '', 'node_modules/cdk8s-python-venv/bin/cdk8s-python-venv');
    const run = (line: string) => runPrinted(line, project.folder);
    run(`${process.execPath} ${bin} synth app --repository localhost/tea --output new`);
    project.write('app/Dockerfile', 'FROM python:3.13\n');
    expect(run('diff app/Dockerfile new/images/tea_web/Dockerfile; test $? = 1')).toContain('> FROM python:3.13-slim-trixie AS app');

    const web = project.synth();
    run(web.bakeCommand);
    run(`docker save ${web.image} --output tea.tar`);
    docker('rmi', web.image);
    expect(run('docker load --input tea.tar')).toContain(web.image);

    const pushed = `${process.env.REGISTRY}/docs/tea:${web.tag}`;
    run(`docker tag ${web.image} ${pushed} && docker push --quiet ${pushed}`);
    expect(run(`docker buildx imagetools inspect ${pushed}`)).toContain('sha256:');
    expect(() => run(`docker buildx imagetools inspect ${process.env.REGISTRY}/docs/tea:none`)).toThrow('not found');
    docker('rmi', pushed);

    expect(run('buildctl build --frontend dockerfile.v0 --local context=app --local dockerfile=dist/images/tea_web --output type=oci,dest=tea.oci')).toContain('exporting to oci image format');
  });
});

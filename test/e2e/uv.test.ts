import * as fs from 'node:fs';
import { describeWithDocker, docker, RestrictedContainer, runPrinted } from './support/docker';
import { Project } from './support/project';

const PYPROJECT = `[project]
name = "tea-of-the-day"
version = "1.0"
requires-python = ">=3.13"
dependencies = ["starlette==1.10.0", "uvicorn==0.54.0"]

[dependency-groups]
dev = ["iniconfig"]

[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
`;

/** The small example as a project of uv, with a lock that uv itself writes. */
function uvProject(): Project {
  const project = new Project('small', { 'app/pyproject.toml': PYPROJECT });
  ['requirements.txt', 'requirements.in'].forEach((name) => fs.rmSync(`${project.folder}/app/${name}`));
  docker('run', '--rm', '--volume', `${project.folder}/app:/app`, '--workdir', '/app', 'python:3.13-trixie',
    'sh', '-c', 'pip install --quiet --root-user-action=ignore uv==0.13.9 && uv lock');
  return project;
}

describeWithDocker('a project of uv', () => {
  test('is found, built by its lock, installed as a package, and runs restricted', async () => {
    const project = uvProject();
    const web = project.synth();
    runPrinted(web.bakeCommand, project.folder);
    const container = new RestrictedContainer(web.image);
    try {
      expect(await container.get('/healthz')).toMatchObject({ status: 200, text: 'ok' });
      expect(container.stop()).toEqual({ exitCode: 0, within5s: true });
    } finally {
      container.remove();
    }
    const listed = docker('run', '--rm', '--workdir', '/', web.image, 'python', '-c',
      'import importlib.metadata as m; print(*sorted(d.name for d in m.distributions()))').split(' ');
    expect(listed).toEqual(expect.arrayContaining(['starlette', 'tea-of-the-day', 'uvicorn']));
    ['pip', 'uv', 'iniconfig', 'hatchling'].forEach((name) => expect(listed).not.toContain(name));
    const where = 'import tea_of_the_day; print(tea_of_the_day.__file__)';
    expect(docker('run', '--rm', '--workdir', '/', web.image, 'python', '-c', where)).toMatch(/^\/venv\/lib\/python3\.13\/site-packages\//);
  });

  test('is not built by a lock that is stale', () => {
    const project = uvProject();
    const { bakeCommand } = project.synth();
    project.write('app/pyproject.toml', PYPROJECT.replace('"uvicorn==0.54.0"', '"uvicorn==0.54.0", "itsdangerous"'));
    expect(() => project.synth()).toThrow(/uv\.lock does not fit pyproject\.toml: it does not know itsdangerous/);
    // what synth did not see is seen by uv itself
    expect(() => runPrinted(bakeCommand, project.folder)).toThrow(/lockfile .*needs to be updated/);
  });
});

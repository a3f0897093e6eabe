import { execFileSync } from 'node:child_process';
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
  const run = (program: string, ...words: string[]) => execFileSync(program, words, { cwd: `${project.folder}/app`, stdio: ['ignore', 'ignore', 'pipe'] });
  run('rm', 'requirements.txt', 'requirements.in');
  run('python3', '-m', 'venv', `${project.folder}/uv`);
  run(`${project.folder}/uv/bin/pip`, 'install', '--quiet', '--disable-pip-version-check', 'uv==0.13.9');
  run(`${project.folder}/uv/bin/uv`, 'lock', '--native-tls', '--no-python-downloads', '--python', 'python3.13');
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
    project.write('app/pyproject.toml', PYPROJECT.replace('"uvicorn==0.54.0"', '"uvicorn==0.54.0", "itsdangerous"'));
    expect(() => runPrinted(project.synth().bakeCommand, project.folder)).toThrow(/lockfile .*needs to be updated/);
  });
});

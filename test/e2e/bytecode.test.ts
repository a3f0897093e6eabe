import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { describeWithDocker, docker, runPrinted } from './support/docker';
import { Project } from './support/project';

/** Source files of the virtualenv whose bytecode is not there, or does not say: this source, and never look again. */
const WRONG = `
import importlib.util, pathlib
files = list(pathlib.Path("/venv/lib").rglob("*.py"))
assert len(files) > 100, len(files)
for file in files:
    try:
        compile(file.read_bytes(), str(file), "exec")
    except SyntaxError:
        continue
    kept = pathlib.Path(importlib.util.cache_from_source(file))
    header = importlib.util.MAGIC_NUMBER + b"\\1\\0\\0\\0" + importlib.util.source_hash(file.read_bytes())
    if not kept.exists() or not kept.read_bytes().startswith(header):
        print(file)
`;

/** The steps that a build did not take from its cache, as far as they differ from each other. */
function ran(log: string): string[] {
  const names = new Map([...log.matchAll(/^#(\d+) \[(builder|app) +\d+\/\d+\] ((?:COPY|RUN|WORKDIR) .*)$/gm)].map(([, id, stage, name]) => [id, `${stage} ${name}`]));
  const cached = new Set([...log.matchAll(/^#(\d+) CACHED$/gm)].map(([, id]) => id));
  return [...names].filter(([id]) => !cached.has(id)).map(([, name]) => name.replace(/,target=.*/, '')).sort();
}

/** What the interpreter itself says of every module that it loads. */
function verbose(image: string, program: string): string[] {
  const { status, stderr } = spawnSync('docker', ['run', '--rm', '--read-only', image, 'python', '-v', '-c', program], { encoding: 'utf8', maxBuffer: 1e9 });
  expect(status).toBe(0);
  return stderr.split('\n').filter((line) => line.includes('/venv/'));
}

function expectCompiled(image: string, program: string): void {
  expect(docker('run', '--rm', image, 'python', '-c', WRONG)).toBe('');
  const lines = verbose(image, program);
  expect(lines.filter((line) => / matches /.test(line)).length).toBeGreaterThan(20);
  expect(lines.filter((line) => /stale|# wrote|could not create|code object from '?\/venv\/lib\/[^']*\.py'?$/.test(line))).toEqual([]);
}

const OWN_INSTALLER = `
import { App, Chart } from 'cdk8s';
import { PythonVenvBuild } from 'cdk8s-python-venv';
const app = new App();
export const web = new PythonVenvBuild(new Chart(app, 'tea'), 'web', {
  context: 'app', repository: 'registry.example.com/tea', command: ['python', '-m', 'tea_of_the_day'],
  dependencies: { bind: () => ({ pipInVenv: true, steps: [{ files: ['requirements.txt'], commands: [['python', '-m', 'pip', 'install', '--compile', '-r', 'requirements.txt']], authenticated: true }] }) },
});
app.synth();`;

describeWithDocker('bytecode', () => {
  test('is there for every module, and never stale, and a changed requirement runs only the steps that it must', () => {
    const project = new Project('small', { 'app/requirements.txt': 'starlette==1.10.0\nuvicorn==0.54.0\nitsdangerous==2.2.0\n' });
    const first = project.synth();
    runPrinted(first.bakeCommand, project.folder);
    expectCompiled(first.image, 'import starlette.applications, uvicorn');

    // what no build has seen, for a builder remembers for long
    project.write('app/requirements.txt', `starlette==1.10.0\nuvicorn==0.54.0\nitsdangerous==2.1.2\n# ${randomUUID()}\n`);
    const second = project.synth();
    const steps = ran(runPrinted(second.bakeCommand, project.folder));
    // a builder that has seen an equal virtualenv takes what came of it from its cache
    const ofVenv = ['app COPY --from=builder --link /venv /venv', 'app RUN --mount=type=bind,from=builder,source=/opt/check-libraries.py'];
    expect(steps.filter((step) => !ofVenv.includes(step))).toEqual([
      'app COPY --link --chmod=u=rwX,go=rX ./ ./',
      'builder COPY <<EOT /opt/bytecode.py',
      'builder COPY <<EOT /opt/check-libraries.py',
      'builder COPY requirements.txt ./',
      'builder RUN --mount=type=cache,id=bytecode-3.13-trixie',
      'builder RUN --mount=type=cache,id=uv-3.13-trixie',
    ]);
    expectCompiled(second.image, 'import starlette.applications, uvicorn, itsdangerous');
  });

  test('is made anew where an installer of the user\'s own left another', () => {
    const project = new Project('small', { 'main.ts': OWN_INSTALLER });
    const web = project.synth();
    runPrinted(web.bakeCommand, project.folder);
    expectCompiled(web.image, 'import starlette.applications, uvicorn');
  });
});

import * as fs from 'node:fs';
import * as path from 'node:path';
import { Compose, describeWithCompose, makeServices, POSTGRES, REDIS } from './support/compose';
import { Project } from './support/project';

/** Changes a file as an editor does. */
function edit(project: Project, file: string, from: string, to: string): void {
  const name = path.join(project.folder, file);
  const before = fs.readFileSync(name, 'utf8');
  expect(before).toContain(from);
  fs.writeFileSync(name, before.split(from).join(to));
}

/** The program of an example, with files for developers. */
function withDevelopment(example: string): Project {
  const project = new Project(example);
  const main = fs.readFileSync(path.join(project.folder, 'main.ts'), 'utf8');
  project.write('main.ts', main.replace(/from 'cdk8s-python-venv';/, "from 'cdk8s-python-venv';\nimport { LocalDevelopment } from 'cdk8s-python-venv';")
    .replace('app.synth();', `new LocalDevelopment(app, 'development', { postgresImage: '${POSTGRES}', redisImage: '${REDIS}' });\napp.synth();`));
  return project;
}

describeWithCompose('what synth writes for developers', () => {
  let compose: Compose;
  afterEach(() => compose.down());

  test('docker compose up: the server answers, and answers differently when its source changed', async () => {
    const project = withDevelopment('small');
    // what serves by itself has no reload; the server's own command has
    edit(project, 'main.ts', "['python', '-m', 'tea_of_the_day']", "['uvicorn', 'tea_of_the_day.web:app', '--host=0.0.0.0', '--port=8000']");
    project.synth();
    compose = new Compose(project.folder);
    compose.run('up', '--detach', '--build', '--wait');
    await compose.answer('http://127.0.0.1:8000/', '<h1>Tea of the day</h1>');
    edit(project, 'app/tea_of_the_day/web.py', 'Tea of the day', 'Coffee of the day');
    await compose.answer('http://127.0.0.1:8000/', '<h1>Coffee of the day</h1>');
  });

  test('docker compose watch: a server without reload starts anew, the assets are built anew', async () => {
    makeServices();
    const project = withDevelopment('article');
    project.synth();
    compose = new Compose(project.folder);
    await compose.watch();
    await compose.answer('http://127.0.0.1:8000/', 'Hollow Lane');
    const css = await compose.answer('http://127.0.0.1:8000/static/site.css', '{');
    expect(css).not.toContain('.planted');
    fs.appendFileSync(path.join(project.folder, 'app/media/css/base.css'), '\n.planted { color: red }\n');
    await compose.answer('http://127.0.0.1:8000/static/site.css', '.planted');
    edit(project, 'app/seed_shop/templates/home.html', 'Hollow Lane', 'Harrow Lane');
    fs.appendFileSync(path.join(project.folder, 'app/seed_shop/web.py'), '# changed\n');
    await compose.answer('http://127.0.0.1:8000/', 'Harrow Lane');
  });

  test('PostgreSQL, Redis and a worker: an order reaches the page after the migration ran', async () => {
    makeServices();
    const project = withDevelopment('shop');
    project.synth();
    compose = new Compose(project.folder);
    compose.run('up', '--detach', '--build', '--wait');
    compose.run('run', '--rm', 'migrate');
    expect(compose.run('ps', '--format', '{{.Service}}').split('\n').filter(Boolean).sort()).toEqual(['postgres', 'redis', 'web', 'worker']);
    const order = 'from orders.tasks import pack; pack.delay("3f0f3c54-0000-4000-8000-000000000001", "runner beans")';
    compose.run('exec', '--no-TTY', 'web', 'python', 'manage.py', 'shell', '--command', `'${order}'`);
    await compose.answer('http://127.0.0.1:8000/', 'runner beans');
  });
});

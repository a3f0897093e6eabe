import { describeWithDocker, docker, imageSize, inImage, RestrictedContainer, runPrinted } from './support/docker';
import { Project, Synthesized } from './support/project';

describeWithDocker('the article\'s case: assets by gulp, psycopg2 and lxml compiled', () => {
  let project: Project;
  let web: Synthesized;
  let log: string;

  beforeAll(() => {
    project = new Project('article');
    web = project.synth();
    log = runPrinted(web.bakeCommand, project.folder);
  });

  test('bake on the engine\'s own driver tags the image as the manifests name it', () => {
    expect(log).toContain(`naming to ${web.image}`);
    expect(docker('image', 'inspect', '--format', '{{index .Config.Labels "org.opencontainers.image.version"}}', web.image)).toBe(web.tag);
  });

  test('the image\'s configuration is that of the definition', () => {
    const config = JSON.parse(docker('image', 'inspect', '--format', '{{json .Config}}', web.image));
    expect(config).toMatchObject({ User: '10001:10001', WorkingDir: '/app', Cmd: ['./bin/run.sh'], StopSignal: 'SIGTERM', ExposedPorts: { '8000/tcp': {} } });
    expect(config.Env).toEqual(expect.arrayContaining(['PYTHONUNBUFFERED=1', expect.stringMatching(/^PATH=\/venv\/bin:/)]));
  });

  test('docker build with the printed command gives the same layers', () => {
    const layers = () => docker('image', 'inspect', '--format', '{{json .RootFS.Layers}}', web.image);
    const byBake = layers();
    runPrinted(web.dockerBuildCommand, project.folder);
    expect(layers()).toBe(byBake);
  });

  test('a current BuildKit of its own builds it, too', () => {
    const builder = process.env.BUILDER_OWN;
    if (!builder) throw new Error('BUILDER_OWN names no builder: eval "$(test/tools/buildkit.sh env)"');
    expect(runPrinted(`${web.bakeCommand} --set '*.output=type=cacheonly' --builder ${builder}`, project.folder)).toContain('[app 8/8] COPY');
  });

  test('no compiler, no Node and no -dev package is in it, and no pip in the virtualenv', () => {
    const programs = ['gcc', 'cc', 'g++', 'make', 'node', 'npm', 'yarn', 'gulp'];
    programs.forEach((program) => expect([program, inImage(web.image, `command -v ${program}`).status]).toEqual([program, 127]));
    expect(inImage(web.image, 'command -v python').output).toBe('/venv/bin/python');
    expect(inImage(web.image, 'dpkg-query -W -f \'${Package}\\n\' | grep -- \'-dev$\'').output).toBe('');
    expect(inImage(web.image, 'ls /venv/bin').output).not.toMatch(/pip/);
    expect(inImage(web.image, 'ls /venv/lib/python3.13/site-packages').output).not.toMatch(/^(pip|setuptools|wheel)/m);
    expect(inImage(web.image, 'ls -a /app').output.split('\n')).not.toEqual(expect.arrayContaining(['node_modules']));
    expect(inImage(web.image, 'ls /var/lib/apt/lists').output).toBe('');
  });

  test('every library that a compiled module needs is there', () => {
    const missing = inImage(web.image, 'find /venv -name "*.so*" -exec ldd {} + | grep "not found"');
    expect(missing.output).toBe('');
    const libraries = inImage(web.image, 'find /venv -name "*.so" -exec ldd {} +').output;
    ['libpq.so.5', 'libxml2.so', 'libxslt.so.1'].forEach((library) => expect(libraries).toContain(library));
  });

  test('restricted as in Kubernetes it answers on 8000, and ends with 0 within 5 s of SIGTERM', async () => {
    const container = new RestrictedContainer(web.image);
    try {
      const page = await container.get('/');
      expect([page.status, page.type]).toEqual([200, 'text/html; charset=utf-8']);
      expect(page.text).toContain('<h1>Hollow Lane Seeds</h1>');
      expect(page.text).toMatch(/Python 3\.13\.\d+/);
      expect(page.text).toMatch(/libpq 17\.\d+/);
      const css = await container.get('/static/site.css');
      expect([css.status, css.type, css.text.slice(0, 6)]).toEqual([200, 'text/css; charset=utf-8', ':root{']);
      expect((await container.get('/static/img/sprout.svg')).status).toBe(200);
      expect(container.exec('id', '-u')).toBe('10001');
      expect(() => container.exec('touch', '/app/x')).toThrow(/Read-only file system/);
      expect(container.stop()).toEqual({ exitCode: 0, within5s: true });
    } finally {
      container.remove();
    }
  });

  test('it is at most 0.21 of the single-stage image', () => {
    const single = project.singleStage(web);
    runPrinted(single.command, project.folder);
    const [many, one] = [imageSize(web.image), imageSize(single.image)];
    process.stdout.write(`article: ${many} bytes in three stages, ${one} in one, ratio ${(many / one).toFixed(3)}\n`);
    expect(many / one).toBeLessThanOrEqual(0.21);
  });
});

import * as fs from 'node:fs';
import * as path from 'node:path';
import { describeWithDocker, docker, inImage, RestrictedContainer, runPrinted } from './support/docker';
import { Project } from './support/project';

const APPS = path.join(__dirname, '../apps');

/** What expected.json beside an application says. */
interface Expected {
  /** Whether its build takes minutes: it is built only where HEAVY_APPS is set. */
  readonly heavy?: boolean;
  /** The option, as TypeScript, where the application has a choice that is not the default: groups, extras. */
  readonly dependencies?: string;
  /** The command that is found. */
  readonly command: readonly string[];
  /** What the Deployment would set. */
  readonly environment?: { readonly [name: string]: string };
  /** A text that the answer of each path contains. */
  readonly answers: { readonly [path: string]: string };
  /** Distributions that are in the image, and some that may not be. */
  readonly installed: readonly string[];
  readonly absent: readonly string[];
  /** Modules of the application that are installed in the virtualenv. */
  readonly modules?: readonly string[];
  /** Codes of the warnings. */
  readonly warnings?: readonly string[];
  /** A change that makes the lock stale, and what synth and the build say of it. */
  readonly stale?: { readonly file: string; readonly from: string; readonly to: string; readonly synth: string; readonly build: string };
}

/** No tool of the build may be in the image, unless the application asks for it. */
const TOOLS = ['pdm', 'pip', 'pipenv', 'poetry', 'poetry-core', 'setuptools', 'uv', 'hatchling', 'pdm-backend'];

/** Ended by itself, or by SIGTERM or SIGINT as shells tell it; 137 would be killed. */
const STOPPED = [0, 128 + 15, 128 + 2];

/** Everything that a user sees of what is installed, from inside. */
const INSTALLED = `
import importlib.metadata, json, re, site, pathlib
packages = pathlib.Path(site.getsitepackages()[0])
print(json.dumps({
  "distributions": sorted(re.sub(r"[-_.]+", "-", d.name).lower() for d in importlib.metadata.distributions()),
  "links": [p.name for p in packages.glob("*.pth") if "/app" in p.read_text()] + [p.name for p in packages.glob("__editable__*")],
}))`;

function project(name: string, expected: Expected): Project {
  const made = new Project(undefined, {
    'main.ts': `
      import { App, Chart } from 'cdk8s';
      import { PythonDependencies, PythonVenvImage } from 'cdk8s-python-venv';
      void PythonDependencies;
      const app = new App();
      export const web = new PythonVenvImage(new Chart(app, 'apps'), '${name}', {
        context: 'app', repository: 'registry.example.com/apps-${name}', ${expected.dependencies ? `dependencies: ${expected.dependencies},` : ''}
      });
      app.synth();`,
  });
  fs.cpSync(path.join(APPS, name, 'app'), path.join(made.folder, 'app'), { recursive: true });
  return made;
}

const expectedOf = (name: string): Expected => JSON.parse(fs.readFileSync(path.join(APPS, name, 'expected.json'), 'utf8'));
const ALL = fs.readdirSync(APPS).filter((name) => fs.existsSync(path.join(APPS, name, 'expected.json'))).sort();
const HEAVY = ALL.filter((name) => expectedOf(name).heavy === true);
const NAMES = process.env.HEAVY_APPS === undefined ? ALL.filter((name) => !HEAVY.includes(name)) : ALL;
if (NAMES.length < ALL.length) process.stderr.write(`not built without HEAVY_APPS=1: ${HEAVY.join(', ')}\n`);

describeWithDocker('an application of each kind', () => {
  describe.each(NAMES)('%s', (name) => {
    afterAll(() => {
      const images = docker('images', '--quiet', `registry.example.com/apps-${name}`).split('\n').filter(Boolean);
      if (images.length > 0) docker('rmi', '--force', ...images);
    });

    const expected = expectedOf(name);

    test('is built, answers restricted, and has nothing of the build in its image', async () => {
      const made = project(name, expected);
      const web = made.synth();
      expect(web.findings.flatMap(({ subject, value }) => subject === 'command' ? [JSON.parse(value)] : [])).toEqual([expected.command]);
      runPrinted(web.bakeCommand, made.folder);
      const container = new RestrictedContainer(web.image, 8000, expected.environment);
      try {
        for (const [url, text] of Object.entries(expected.answers)) {
          expect(await container.get(url)).toMatchObject({ status: 200, text: expect.stringContaining(text) });
        }
        expect(container.exec('sh', '-c', 'id -u; find /app /venv -writable ! -type l -print -quit')).toBe('10001');
        const { exitCode, within5s } = container.stop();
        expect(within5s).toBe(true);
        expect(STOPPED).toContain(exitCode);
      } finally {
        container.remove();
      }
      const { distributions, links } = JSON.parse(docker('run', '--rm', '--workdir', '/', web.image, 'python', '-c', INSTALLED));
      expect(distributions).toEqual(expect.arrayContaining([...expected.installed]));
      const unwanted = [...expected.absent, ...TOOLS.filter((tool) => !expected.installed.includes(tool))];
      expect(unwanted.filter((one) => distributions.includes(one))).toEqual([]);
      expect(links).toEqual([]);
      expect(inImage(web.image, 'ls /opt; command -v poetry pdm pipenv uv').output).toBe('');
      for (const module of expected.modules ?? []) {
        const where = docker('run', '--rm', '--workdir', '/', web.image, 'python', '-c', `import ${module}; print(${module}.__file__)`);
        expect(where).toMatch(/^\/venv\/lib\/python3\.\d+\/site-packages\//);
      }
      expect(web.warnings.map(({ code }) => code)).toEqual(expected.warnings ?? []);
    });

    const { stale } = expected;
    if (!stale) return;
    test('is built by no stale lock, and synth says so', () => {
      const made = project(name, expected);
      const web = made.synth();
      const file = path.join(made.folder, 'app', stale.file);
      const before = fs.readFileSync(file, 'utf8');
      fs.writeFileSync(file, before.replace(stale.from, stale.to));
      expect(fs.readFileSync(file, 'utf8')).not.toBe(before);
      expect(() => runPrinted(web.dockerBuildCommand, made.folder)).toThrow(stale.build);
      expect(() => made.synth()).toThrow(stale.synth);
    });
  });
});

import { spawn, ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describeWithDocker, docker, RestrictedContainer, runPrinted } from './support/docker';
import { Project, Synthesized } from './support/project';

const PASSWORD = 'gyokuro/Shade+20=';
const WHEEL = `
import zipfile
with zipfile.ZipFile('/out/secret_tea-1.0-py3-none-any.whl', 'w') as wheel:
    info = 'secret_tea-1.0.dist-info'
    files = {
        'secret_tea.py': 'WORD = "the private tea is ready"\\n',
        f'{info}/METADATA': 'Metadata-Version: 2.1\\nName: secret-tea\\nVersion: 1.0\\n',
        f'{info}/WHEEL': 'Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n',
    }
    for name, text in files.items():
        wheel.writestr(name, text)
    wheel.writestr(f'{info}/RECORD', ''.join(f'{name},,\\n' for name in [*files, f'{info}/RECORD']))
`;

const SERVER = `import http.server
import secret_tea


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(secret_tea.WORD.encode())


http.server.ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
`;

/** An index on this machine's loopback that asks for a password, with one wheel that nobody else has. */
class PrivateIndex {
  public static async start(): Promise<PrivateIndex> {
    const folder = fs.mkdtempSync(path.join(process.env.E2E_HOME ?? '', 'wheels-'));
    docker('run', '--rm', '--volume', `${folder}:/out`, 'python:3.13-trixie', 'python', '-c', WHEEL);
    const server = spawn(process.execPath, [path.join(__dirname, 'support/index-server.js'), folder, 'brewer', PASSWORD], { stdio: ['ignore', 'pipe', 'inherit'] });
    process.env.QUOTED = encodeURIComponent(PASSWORD);
    const port = await new Promise<string>((resolve, reject) => {
      server.stdout?.once('data', (text) => resolve(String(text).split('\n')[0]));
      server.once('exit', () => reject(new Error('the index did not start')));
    });
    return new PrivateIndex(server, `http://127.0.0.1:${port}/simple/`);
  }

  private constructor(private readonly server: ChildProcess, public readonly url: string) {}

  public stop(): void {
    this.server.kill();
  }
}

/** The printed command, whose RUNs reach this machine's loopback. */
const onHost = (command: string): string => command.startsWith('docker buildx bake')
  ? `${command} --allow=network.host --set '*.network=host' --no-cache`
  : command.replace(/^docker build /, 'docker build --network=host --no-cache ');

function project(files: { readonly [name: string]: string }, props: string): Project {
  return new Project(undefined, {
    'app/server.py': SERVER,
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`app/${name}`, text])),
    'main.ts': `
      import { App, Chart } from 'cdk8s';
      import { BuildSecret, PackageIndex, PythonDependencies, PythonVenvImage, RequirementsEngine, VenvTool } from 'cdk8s-python-venv';
      const app = new App();
      export const web = new PythonVenvImage(new Chart(app, 'tea'), 'web', {
        context: 'app', repository: 'e2e/private', command: ['python', 'server.py'], ${props}
      });
      [BuildSecret, PackageIndex, PythonDependencies, RequirementsEngine, VenvTool];
      app.synth();`,
  });
}

/** The word of the private package, from the running app. */
async function word(image: string): Promise<string> {
  const container = new RestrictedContainer(image);
  try {
    return (await container.get('/')).text;
  } finally {
    container.remove();
  }
}

/** Where in the image, its history and its files the text is, or what an HTTP client makes of it. */
function leaks(web: Synthesized, folder: string): string[] {
  const texts = [PASSWORD, Buffer.from(PASSWORD).toString('base64'), Buffer.from(`brewer:${PASSWORD}`).toString('base64'), encodeURIComponent(PASSWORD)];
  const saved = path.join(folder, 'saved');
  fs.mkdirSync(saved, { recursive: true });
  // layers are compressed, so each is unpacked once more
  runPrinted(`docker save ${web.image} | tar -x -C saved && for f in saved/blobs/sha256/*; do gzip -dc < "$f" > "$f.plain" 2>/dev/null || true; done`, folder);
  const blobs = fs.readdirSync(path.join(saved, 'blobs/sha256')).map((name) => path.join(saved, 'blobs/sha256', name));
  expect(blobs.filter((blob) => blob.endsWith('.plain') && fs.statSync(blob).size > 0).length).toBeGreaterThan(3);
  const places: Array<[string, string | Buffer]> = [
    ['history', docker('history', '--no-trunc', web.image)],
    ['inspect', docker('image', 'inspect', web.image)],
    ...fs.readdirSync(path.join(folder, 'dist'), { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, 'dist', name))
      .filter((name) => fs.statSync(name).isFile()).map((name): [string, Buffer] => [name, fs.readFileSync(name)]),
    ...blobs.map((blob): [string, Buffer] => [blob, fs.readFileSync(blob)]),
  ];
  return places.filter(([, content]) => texts.some((text) => content.includes(text))).map(([place]) => place);
}

const PYPROJECT = (url: string) => `[project]
name = "tea"
version = "1.0"
requires-python = ">=3.13"
dependencies = ["secret-tea", "iniconfig"]
[[tool.uv.index]]
name = "corp"
url = "${url}"
explicit = true
[tool.uv.sources]
secret-tea = { index = "corp" }
`;

const PROJECT = '[project]\nname = "tea"\nversion = "1.0"\nrequires-python = ">=3.13,<4"\ndependencies = ["secret-tea==1.0", "iniconfig"]\n';
// Poetry asks the JSON API of PyPI, which not every mirror has
const POETRY = (url: string) => `${PROJECT.replace(', "iniconfig"', '')}[tool.poetry]
package-mode = false
[[tool.poetry.source]]
name = "corp"
url = "${url}"
priority = "explicit"
[tool.poetry.dependencies]
secret-tea = { source = "corp" }
`;
// PDM asks PyPI once, and a mirror that stumbles once fails the build
const PDM = (url: string) => `${PROJECT.replace(', "iniconfig"', '')}[[tool.pdm.source]]
name = "corp"
url = "${url}"
include_packages = ["secret-tea"]
[tool.pdm]
distribution = false
`;
const PIPFILE = (corp: string) => `[[source]]
name = "pypi"
url = "https://pypi.org/simple"
verify_ssl = true
${corp}[packages]
secret-tea = ${corp === '' ? '"==1.0"' : '{ version = "==1.0", index = "corp" }'}
iniconfig = "*"
`;
const CORP = (url: string) => `[[source]]\nname = "corp"\nurl = "${url}"\nverify_ssl = true\n`;

/** Locks in a container, as somebody does who has the password. */
function lock(of: Project, tool: string, command: string, environment: { readonly [name: string]: string } = {}): void {
  docker('run', '--rm', '--network=host', '--volume', `${of.folder}/app:/app`, '--workdir', '/app', '--env', 'NETRC=/tmp/netrc',
    ...Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]), 'python:3.13-trixie', 'sh', '-c',
    `echo 'machine 127.0.0.1 login brewer password ${PASSWORD}' > /tmp/netrc && python -m venv /opt/tool && /opt/tool/bin/pip install --quiet ${tool} && PATH=/opt/tool/bin:$PATH ${command}`);
}

describeWithDocker('a private package index', () => {
  let index: PrivateIndex;
  beforeAll(async () => { index = await PrivateIndex.start(); });
  afterAll(() => {
    index.stop();
    docker('images', '--quiet', 'e2e/private').split('\n').filter((id) => id !== '').forEach((id) => docker('rmi', '--force', id));
  });
  beforeEach(() => { process.env.TEA_PASSWORD = PASSWORD; });
  afterEach(() => { delete process.env.TEA_PASSWORD; });

  const login = '{ username: \'brewer\', password: BuildSecret.fromEnvironment(\'TEA_PASSWORD\') }';

  /** Builds by both printed commands; the app answers, and the password is nowhere. */
  async function builds(of: Project): Promise<void> {
    const web = of.synth();
    const log = runPrinted(onHost(web.bakeCommand), of.folder);
    expect(await word(web.image)).toBe('the private tea is ready');
    expect(log).not.toContain(PASSWORD);
    expect(leaks(web, of.folder)).toEqual([]);
    docker('rmi', web.image);
    expect(runPrinted(onHost(web.dockerBuildCommand), of.folder)).not.toContain(PASSWORD);
    expect(await word(web.image)).toBe('the private tea is ready');
  }

  test('pip, instead of PyPI, also for the tool that makes the virtualenv', async () => {
    await builds(project({ 'requirements.txt': 'secret-tea==1.0\niniconfig\n' },
      `packageIndexes: [PackageIndex.insteadOfPypi('${index.url}', ${login})], venvTool: VenvTool.VIRTUALENV`));
  });

  test('pip, beside PyPI, by a netrc file', async () => {
    const of = project({ 'requirements.txt': 'secret-tea==1.0\niniconfig\n' },
      `packageIndexes: [PackageIndex.besidePypi('${index.url}', { netrc: BuildSecret.fromFile('secrets/netrc') })]`);
    of.write('secrets/netrc', `machine 127.0.0.1 login brewer password ${PASSWORD}\n`);
    await builds(of);
  });

  test('pip, by a variable in the requirements file', async () => {
    await builds(project({ 'requirements.txt': `--extra-index-url ${index.url.replace('//', '//brewer:${TEA_PASSWORD}@')}\nsecret-tea==1.0\n` },
      'installSecrets: [{ secret: BuildSecret.fromEnvironment(\'QUOTED\'), variable: \'TEA_PASSWORD\' }]'));
  });

  test('uv, by its lock', async () => {
    const of = project({ 'pyproject.toml': PYPROJECT(index.url) }, `packageIndexes: [PackageIndex.besidePypi('${index.url}', ${login})]`);
    docker('run', '--rm', '--network=host', '--volume', `${of.folder}/app:/app`, '--workdir', '/app', '--env', 'UV_INDEX_CORP_USERNAME=brewer', '--env', `UV_INDEX_CORP_PASSWORD=${PASSWORD}`,
      'python:3.13-trixie', 'sh', '-c', 'pip install --quiet --root-user-action=ignore uv==0.13.9 && uv lock');
    await builds(of);
  });

  /** Builds by one printed command; the app answers, and the password is nowhere. */
  async function buildsOnce(of: Project): Promise<void> {
    const web = of.synth();
    expect(runPrinted(onHost(web.dockerBuildCommand), of.folder)).not.toContain(PASSWORD);
    expect(await word(web.image)).toBe('the private tea is ready');
    expect(leaks(web, of.folder)).toEqual([]);
  }
  const beside = () => `packageIndexes: [PackageIndex.besidePypi('${index.url}', ${login})]`;
  const instead = () => `packageIndexes: [PackageIndex.insteadOfPypi('${index.url}', ${login})]`;

  test.each(['besidePypi', 'insteadOfPypi'])('uv pip, %s', async (how) => {
    await buildsOnce(project({ 'requirements.txt': 'secret-tea==1.0\niniconfig\n' },
      `${how === 'besidePypi' ? beside() : instead()}, dependencies: PythonDependencies.requirements({ engine: RequirementsEngine.UV })`));
  });

  test('a project without a lock', async () => {
    await buildsOnce(project({ 'pyproject.toml': PROJECT }, beside()));
  });

  test('Poetry, by its lock', async () => {
    const of = project({ 'pyproject.toml': POETRY(index.url) }, beside());
    lock(of, 'poetry==2.5.1', 'poetry lock', { POETRY_HTTP_BASIC_CORP_USERNAME: 'brewer', POETRY_HTTP_BASIC_CORP_PASSWORD: PASSWORD });
    await buildsOnce(of);
  });

  test('Pipenv, by its lock', async () => {
    const of = project({ Pipfile: PIPFILE(CORP(index.url)) }, beside());
    lock(of, 'pipenv==2026.10.3', 'pipenv lock');
    await buildsOnce(of);
  });

  test('Pipenv, with a lock that names PyPI', async () => {
    const of = project({ Pipfile: PIPFILE('') }, instead());
    lock(of, 'pipenv==2026.10.3', 'pipenv lock', { PIPENV_PYPI_MIRROR: index.url });
    await buildsOnce(of);
  });

  test('PDM, by its lock', async () => {
    const of = project({ 'pyproject.toml': PDM(index.url) }, beside());
    lock(of, '"pdm==2.29.3" "unearth<0.18" "hishel>=1,<2"', 'pdm lock');
    await buildsOnce(of);
  });

  test('PDM, with a lock that names no index', async () => {
    const of = project({ 'pyproject.toml': `${PROJECT}[tool.pdm]\ndistribution = false\n` }, instead());
    lock(of, '"pdm==2.29.3" "unearth<0.18" "hishel>=1,<2"', 'pdm lock', { PDM_PYPI_URL: index.url });
    await buildsOnce(of);
  });

  test('fails with a wrong password, with none, and without the option, and says why', () => {
    const of = project({ 'requirements.txt': 'secret-tea==1.0\n' }, `packageIndexes: [PackageIndex.insteadOfPypi('${index.url}', ${login})]`);
    const web = of.synth();
    process.env.TEA_PASSWORD = 'sencha';
    expect(() => runPrinted(onHost(web.bakeCommand), of.folder)).toThrow(/Could not find a version that satisfies the requirement uv==\S+ \(from versions: none\)/);
    delete process.env.TEA_PASSWORD;
    for (const command of [web.bakeCommand, web.dockerBuildCommand]) {
      expect(() => runPrinted(onHost(command), of.folder)).toThrow(/TEA_PASSWORD: is empty where the image is built/);
    }
    expect(() => runPrinted(onHost(web.dockerBuildCommand).replace(/ --secret \S+/, ''), of.folder)).toThrow(/secret TEA_PASSWORD: not found/);
  });
});

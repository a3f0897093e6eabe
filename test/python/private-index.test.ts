import { BuildFiles, BuildSecret, IDependencyInstaller, InstallStep, NodeAssets, PackageIndex, PythonDependencies, PythonVenvImageProps, RequirementsEngine, VenvTool } from '../../lib';
import { pipenvApp } from '../support/locked-apps';
import { AppFiles, SMALL_APP, temporaryDirectory, readTree } from '../support/temporary-app';
import { Web } from '../support/web';

const URL = 'https://pypi.example.com/simple/';
const OTHER = 'https://wheels.example.com/simple/';
const PASSWORD = BuildSecret.fromEnvironment('PIP_PASSWORD');
const LOGIN = { username: 'build', password: PASSWORD };
const HASHED: AppFiles = { 'requirements.txt': `flask==3.1.2 --hash=sha256:${'a'.repeat(64)}\n` };
const CACHE = 'RUN --mount=type=cache,id=pip-3.13-trixie,target=/root/.cache/pip \\';

const dockerfile = (props: Partial<PythonVenvImageProps>, files: AppFiles = SMALL_APP): string => new Web(props, files).image.dockerfile;
const step = (of: Partial<InstallStep>): IDependencyInstaller => ({ bind: () => ({ steps: [{ commands: [['install']], ...of }] }) });

describe('what a RUN that installs says', () => {
  test('a user and a password become a netrc file in memory, for this RUN alone', () => {
    const text = dockerfile({
      packageIndexes: [PackageIndex.insteadOfPypi(URL, LOGIN)], dependencies: PythonDependencies.requirements({ engine: RequirementsEngine.PIP }),
    });
    expect(text).toContain(`
# Where packages come from. Logins are mounted for the RUNs that install, and written to memory (/dev/shm), to no layer.
ENV PIP_INDEX_URL=https://pypi.example.com/simple/ \\
    PIP_NO_INPUT=1
`);
    expect(text).toContain(`
${CACHE}
    --mount=type=secret,id=PIP_PASSWORD,env=PIP_PASSWORD,required=true \\
    printf 'machine pypi.example.com login %s password %s\\n' build "\${PIP_PASSWORD:?is empty where the image is built}" > /dev/shm/netrc && \\
    NETRC=/dev/shm/netrc \\
        pip --python /venv/bin/python install --requirement requirements.txt
`);
    expect(text.match(/type=secret/g)).toHaveLength(1);
  });

  test('two indexes, a secret user, and an id that is no variable', () => {
    const token = BuildSecret.fromFile('/etc/build/token.txt', { id: '2nd-token' });
    expect(dockerfile({
      packageIndexes: [
        PackageIndex.insteadOfPypi(URL, { password: PASSWORD, usernameSecret: BuildSecret.fromEnvironment('PIP_USER') }),
        PackageIndex.besidePypi(OTHER, { password: token }), PackageIndex.besidePypi('https://open.example.com/simple/'),
      ],
    }, HASHED)).toContain(`
${CACHE}
    --mount=type=secret,id=PIP_USER,env=PIP_USER,required=true \\
    --mount=type=secret,id=PIP_PASSWORD,env=PIP_PASSWORD,required=true \\
    --mount=type=secret,id=2nd-token,env=_2nd_token,required=true \\
    printf 'machine pypi.example.com login %s password %s\\n' "\${PIP_USER:?is empty where the image is built}" "\${PIP_PASSWORD:?is empty where the image is built}" > /dev/shm/netrc && \\
    printf 'machine wheels.example.com login %s password %s\\n' __token__ "\${_2nd_token:?is empty where the image is built}" >> /dev/shm/netrc && \\
    NETRC=/dev/shm/netrc \\
        pip --python /venv/bin/python install --extra-index-url https://wheels.example.com/simple/ --extra-index-url https://open.example.com/simple/ --require-hashes --requirement requirements.txt
`);
  });

  test('two indexes of one host have one login', () => {
    const text = dockerfile({ packageIndexes: [PackageIndex.insteadOfPypi(URL, LOGIN), PackageIndex.besidePypi(`${URL}other/`, LOGIN)] });
    expect(text.match(/printf/g)).toHaveLength(1);
    expect(text.match(/type=secret/g)).toHaveLength(1);
  });

  test('a netrc file is mounted where every tool, and Git, looks for it', () => {
    const netrc = (secret: BuildSecret) => dockerfile({ packageIndexes: [PackageIndex.besidePypi(URL, { netrc: secret })] }, HASHED);
    expect(netrc(BuildSecret.fromFile('~/.netrc'))).toContain(`
${CACHE}
    --mount=type=secret,id=netrc,target=/root/.netrc,required=true \\
    pip --python /venv/bin/python install --extra-index-url https://pypi.example.com/simple/ --require-hashes --requirement requirements.txt
`);
    expect(netrc(BuildSecret.fromEnvironment('NETRC'))).toContain(`
    --mount=type=secret,id=NETRC,target=/root/.netrc,required=true \\
    { test -s /root/.netrc || { echo 'the secret NETRC is empty where the image is built' >&2; false; }; } && \\
    pip `);
  });

  test('the tools of the build come from the index that replaces PyPI, and ask no other', () => {
    const tool = (indexes: PackageIndex[]) => dockerfile({ packageIndexes: indexes, venvTool: VenvTool.VIRTUALENV }, HASHED).match(/type=secret/g)?.length;
    // virtualenv, uv and what is installed; beside PyPI pip installs
    expect(tool([PackageIndex.insteadOfPypi(URL, LOGIN)])).toBe(3);
    expect(tool([PackageIndex.besidePypi(URL, LOGIN)])).toBe(1);
  });

  test('secrets of the installation, for a file that names a variable', () => {
    const files = { 'requirements.txt': '--extra-index-url https://build:${CORP_TOKEN}@pypi.example.com/simple/\nflask\n' };
    const secrets = [{ secret: BuildSecret.fromEnvironment('TOKEN'), variable: 'CORP_TOKEN' }, { secret: BuildSecret.fromFile('pip.conf', { id: 'pip-conf' }), target: '/etc/pip.conf' }];
    expect(dockerfile({ installSecrets: secrets }, files)).toContain(`
${CACHE}
    --mount=type=secret,id=TOKEN,env=CORP_TOKEN,required=true \\
    --mount=type=secret,id=pip-conf,target=/etc/pip.conf,required=true \\
    : "\${CORP_TOKEN:?is empty where the image is built}" && \\
    pip --python /venv/bin/python install --requirement requirements.txt
`);
  });

  test('an installer of the user\'s own sees the indexes, and says which steps download', () => {
    const seen: string[][] = [];
    const installer: IDependencyInstaller = {
      bind: ({ indexes }) => {
        seen.push(...indexes.map((index) => [index.url, index.username ?? '', index.password?.id ?? '']));
        return { steps: [{ commands: [['prepare']] }, { commands: [['fetch'], ['install']], authenticated: true, secrets: [{ secret: BuildSecret.fromFile('key') }] }] };
      },
    };
    const text = dockerfile({ dependencies: installer, packageIndexes: [PackageIndex.besidePypi(URL, LOGIN)] });
    expect(seen).toEqual([[URL, 'build', 'PIP_PASSWORD']]);
    expect(text).toContain('\nRUN prepare\n');
    expect(text).toContain(`
RUN --mount=type=secret,id=PIP_PASSWORD,env=PIP_PASSWORD,required=true \\
    --mount=type=secret,id=key,required=true \\
    printf 'machine pypi.example.com login %s password %s\\n' build "\${PIP_PASSWORD:?is empty where the image is built}" > /dev/shm/netrc && \\
    export NETRC=/dev/shm/netrc && \\
    fetch && \\
    install
`);
  });
});

describe('where the build finds the secrets', () => {
  const odd = { secret: BuildSecret.fromFile('../keys/${odd}', { id: 'odd' }) };
  const packageIndexes = [PackageIndex.insteadOfPypi(URL, LOGIN)];

  test('the bake file has them for its target, and a variable for the home directory', () => {
    const { image } = new Web({ packageIndexes, installSecrets: [odd] });
    const folder = temporaryDirectory();
    image.writeBuildFiles(folder);
    expect(readTree(folder)['docker-bake.hcl']).toContain('  secret     = ["type=env,id=PIP_PASSWORD,env=PIP_PASSWORD", "type=file,id=odd,src=../keys/\\u0024{odd}"]\n');
    expect(readTree(folder)['docker-bake.hcl']).not.toContain('variable "HOME"');
    const home = temporaryDirectory();
    new Web({ packageIndexes: [PackageIndex.insteadOfPypi(URL, { netrc: BuildSecret.fromFile('~/.netrc') })] }).image.writeBuildFiles(home);
    expect(readTree(home)['docker-bake.hcl']).toContain('\nvariable "HOME" {\n  default = ""\n}\n');
    expect(readTree(home)['docker-bake.hcl']).toContain('  secret     = ["type=file,id=netrc,src=${HOME}/.netrc"]\n');
  });

  test('the printed commands have them, too', () => {
    const { image } = new Web({ packageIndexes, installSecrets: [{ secret: BuildSecret.fromFile('~/.config/token'), target: '/root/key' }, odd] });
    expect(image.dockerBuildCommand).toMatch(/ --secret type=env,id=PIP_PASSWORD,env=PIP_PASSWORD --secret 'type=file,id=odd,src=\.\.\/keys\/\$\{odd\}' --secret "type=file,id=token,src=\$\{HOME\}\/\.config\/token" \S+$/);
    expect(BuildFiles.of(image).bakeCommand).toContain(' "--allow=fs.read=${HOME}/.config/token" \'--allow=fs.read=../keys/${odd}\' -f ');
  });

  test('the tag knows the name of a secret and not where it is', () => {
    const tag = (secret: BuildSecret) => new Web({ packageIndexes: [PackageIndex.insteadOfPypi(URL, { password: secret })] }).image.tag;
    expect(tag(BuildSecret.fromFile('/here', { id: 'a' }))).toBe(tag(BuildSecret.fromEnvironment('THERE', { id: 'a' })));
    expect(tag(BuildSecret.fromEnvironment('A'))).not.toBe(tag(BuildSecret.fromEnvironment('B')));
  });
});

describe('the assets', () => {
  const FRONT = { ...SMALL_APP, 'package.json': '{"scripts":{"build":"x"}}', 'package-lock.json': '{}', '.npmrc': '# ${NOT_THIS}\n//npm.example.com/:_authToken=${NPM_TOKEN}\n' };
  const secret = BuildSecret.fromEnvironment('NPM_TOKEN');

  test('the RUN that installs sees the token, the one that builds does not', () => {
    const text = dockerfile({ assets: NodeAssets.npm({ output: 'out', secrets: [{ secret, variable: 'NPM_TOKEN' }] }) }, FRONT);
    expect(text).toContain(`
RUN --mount=type=cache,id=npm,target=/root/.npm \\
    --mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN,required=true \\
    : "\${NPM_TOKEN:?is empty where the image is built}" && \\
    npm ci --no-audit --no-fund
`);
    expect(text.match(/type=secret/g)).toHaveLength(1);
  });

  test('fails when a setting names a variable that nobody gives', () => {
    expect(() => dockerfile({ assets: NodeAssets.npm({ output: 'out' }) }, FRONT)).toThrow('[shop/web] .npmrc:2 takes ${NPM_TOKEN} from the environment of the installation, and nobody gives it; '
      + 'pass in assets: secrets: [{ secret: BuildSecret.fromEnvironment(\'NPM_TOKEN\'), variable: \'NPM_TOKEN\' }]');
  });
});

describe('uv', () => {
  const lock = (...urls: string[]) => `version = 1\n${urls.map((url, i) => `[[package]]\nname = "a${i}"\nversion = "1"\nsource = { registry = "${url}" }\n`).join('')}`;
  const app = (text: string, more = ''): AppFiles => ({ 'pyproject.toml': `[project]\nname = "a"\nversion = "1"\n${more}`, 'uv.lock': text });

  test('asks the indexes of the lock, with the login of the option', () => {
    const text = dockerfile({ packageIndexes: [PackageIndex.besidePypi(URL, LOGIN)] }, app(lock('https://pypi.example.com/simple', 'https://pypi.org/simple')));
    expect(text).toContain('> /dev/shm/netrc && \\\n    export NETRC=/dev/shm/netrc && \\\n    /opt/uv/bin/uv sync --locked');
    expect(text.match(/type=secret/g)).toHaveLength(1);
    expect(dockerfile({ packageIndexes: [PackageIndex.insteadOfPypi(URL, LOGIN)] }, app(lock(URL))).match(/type=secret/g)).toHaveLength(2);
  });

  test('fails when the lock uses another index, or PyPI where it is replaced', () => {
    const given = (index: PackageIndex, text: string) => () => dockerfile({ packageIndexes: [index] }, app(text));
    expect(given(PackageIndex.besidePypi(URL), lock('https://pypi.org/simple'))).toThrow(`[shop/web] packageIndexes has '${URL}', which uv.lock does not use, and nothing else is asked; `
      + `add [[tool.uv.index]] with url = "${URL}" to pyproject.toml and run 'uv lock'`);
    expect(given(PackageIndex.insteadOfPypi(URL), lock(URL, 'https://pypi.org/simple'))).toThrow(`[shop/web] packageIndexes has '${URL}' instead of PyPI, and uv.lock has packages of PyPI; `
      + `add [[tool.uv.index]] with url = "${URL}" and default = true to pyproject.toml and run 'uv lock', or make it PackageIndex.besidePypi()`);
  });
});

describe('what is refused', () => {
  test.each<[string, () => unknown, string]>([
    ['a password in the URL', () => PackageIndex.besidePypi('https://me:secret@pypi.example.com/simple/'), 'the package index \'https://pypi.example.com/simple/\' has a user or password in its URL, which would stay in the history of the image; give { username, password: BuildSecret.fromEnvironment(\'PIP_PASSWORD\') } and the URL without it'],
    ['a token in the URL', () => PackageIndex.insteadOfPypi('https://secret@pypi.example.com/simple/'), 'the package index \'https://pypi.example.com/simple/\' has a user or password in its URL, which would stay in the history of the image; give { username, password: BuildSecret.fromEnvironment(\'PIP_PASSWORD\') } and the URL without it'],
    ['no URL', () => PackageIndex.besidePypi('pypi.example.com/simple'), 'a package index is the URL of a simple API, such as \'https://pypi.example.com/simple/\', got "pypi.example.com/simple"'],
    ['another scheme', () => PackageIndex.besidePypi('ftp://a/b'), 'a package index is the URL of a simple API, such as \'https://pypi.example.com/simple/\', got "ftp://a/b"'],
    ['no encryption', () => PackageIndex.besidePypi('http://pypi.example.com/simple/'), 'the package index \'http://pypi.example.com/simple/\' is not encrypted: pip refuses it, and a password would be read on the way; use https'],
    ['an IPv6 address', () => PackageIndex.besidePypi('https://[::1]/simple/'), 'a package index is the URL of a simple API, such as \'https://pypi.example.com/simple/\', got "https://[::1]/simple/"'],
    ['two kinds of login', () => PackageIndex.besidePypi(URL, { ...LOGIN, netrc: PASSWORD }), `the package index '${URL}' has a password and a netrc file; give one of them`],
    ['two users', () => PackageIndex.besidePypi(URL, { ...LOGIN, usernameSecret: PASSWORD }), `the package index '${URL}' has a username and a usernameSecret; give one of them`],
    ['a user alone', () => PackageIndex.besidePypi(URL, { username: 'a' }), `the package index '${URL}' has a user and no password; give password: BuildSecret.fromEnvironment('PIP_PASSWORD')`],
    ['a user that no netrc file can hold', () => PackageIndex.besidePypi(URL, { ...LOGIN, username: 'a b' }), `the package index '${URL}' has the username "a b"; it may have letters, digits and _ . @ % + / = : $ | ~ -`],
    ['the secret itself', () => BuildSecret.fromEnvironment('hunter2-is-the-password'), 'BuildSecret.fromEnvironment takes the name of an environment variable, got "hunt…"; never the secret itself'],
    ['a path with a comma', () => BuildSecret.fromFile('a,b', { id: 'a' }), 'BuildSecret.fromFile takes a path without commas, quotes and outer spaces, such as \'~/.netrc\', got "a,b"'],
    ['the home of another', () => BuildSecret.fromFile('~root/a'), 'BuildSecret.fromFile takes a path without commas, quotes and outer spaces, such as \'~/.netrc\', got "~root/a"'],
    ['a name that is no id', () => BuildSecret.fromFile('my token'), 'the id of a secret is at most 64 letters, digits, \'_\', \'.\' and \'-\', got "my token"; give one: { id: \'pip-password\' }'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(new Error(message));
  });

  const others = PackageIndex.besidePypi(OTHER, { netrc: BuildSecret.fromFile('~/.netrc') });
  test.each<[string, Partial<PythonVenvImageProps>, string]>([
    ['two that replace PyPI', { packageIndexes: [PackageIndex.insteadOfPypi(URL), PackageIndex.insteadOfPypi(OTHER)] }, `packageIndexes has two that replace PyPI, '${URL}' and '${OTHER}'; make one of them PackageIndex.besidePypi()`],
    ['one twice', { packageIndexes: [PackageIndex.insteadOfPypi(URL), PackageIndex.besidePypi(URL.slice(0, -1))] }, `packageIndexes has '${URL.slice(0, -1)}' twice; leave one out`],
    ['two logins of a host', { packageIndexes: [PackageIndex.insteadOfPypi(URL, LOGIN), PackageIndex.besidePypi(`${URL}b/`, { password: PASSWORD })] }, `packageIndexes has two logins for the host 'pypi.example.com', and a tool knows one a host; give '${URL}' and '${URL}b/' the same one`],
    ['two netrc files', { packageIndexes: [others, PackageIndex.insteadOfPypi(URL, { netrc: BuildSecret.fromFile('b') })] }, `packageIndexes has two netrc files; write '${URL}' into the one of '${OTHER}'`],
    ['a netrc file and a password', { packageIndexes: [others, PackageIndex.insteadOfPypi(URL, LOGIN)] }, `packageIndexes has a netrc file for '${OTHER}' and a password for '${URL}'; write that into the file, too: netrc: BuildSecret.fromFile('~/.netrc')`],
    ['two secrets of one id', { packageIndexes: [PackageIndex.insteadOfPypi(URL, LOGIN)], installSecrets: [{ secret: BuildSecret.fromFile('x', { id: 'PIP_PASSWORD' }) }] }, 'two secrets have the id \'PIP_PASSWORD\': BuildSecret.fromEnvironment(\'PIP_PASSWORD\') and BuildSecret.fromFile(\'x\'); give one of them another: { id: \'PIP_PASSWORD-2\' }'],
    ['a secret in two places', { installSecrets: [{ secret: PASSWORD, variable: 'A', target: '/a' }] }, 'installSecrets has the secret "PIP_PASSWORD" as a variable ("A") and as a file ("/a"); give one of them'],
    ['no variable', { installSecrets: [{ secret: PASSWORD, variable: 'A B' }] }, 'installSecrets has the variable "A B", which is not the name of a variable'],
    ['no absolute path', { installSecrets: [{ secret: PASSWORD, target: 'root/.npmrc' }] }, 'installSecrets has the file "root/.npmrc"; it must be a plain absolute path, such as /root/.npmrc'],
    ['two secrets in one place', { installSecrets: [{ secret: PASSWORD, variable: 'A' }, { secret: PASSWORD, variable: 'A' }] }, 'installSecrets has two secrets for "A"'],
    ['an installer that gives nobody the login', { dependencies: step({}), packageIndexes: [PackageIndex.insteadOfPypi(URL, LOGIN)] }, 'packageIndexes or installSecrets has credentials, and no step of \'dependencies\' gets them; the installer must say authenticated: true of those that download'],
  ])('%s', (_, props, message) => {
    expect(() => new Web(props)).toThrow(new Error(`[shop/web] ${message}`));
  });

  const bare = 'https://pypi.example.com/simple/';
  const instead = `write '${bare}' there, and packageIndexes: [PackageIndex.besidePypi('${bare}', { username: '…', password: BuildSecret.fromEnvironment('PIP_PASSWORD') })]`;
  const literal = 'https://me:secret@pypi.example.com/simple/';
  test.each<[string, AppFiles, string]>([
    ['uv in pyproject.toml', { 'pyproject.toml': `[tool.uv]\n[[tool.uv.index]]\nurl = "${literal}"\n` }, 'pyproject.toml:3'],
    ['the old setting of uv', { 'pyproject.toml': `[tool.uv]\nextra-index-url = ["${bare}",\n "${literal}"]\n` }, 'pyproject.toml:3'],
    ['Poetry', { 'pyproject.toml': `[[tool.poetry.source]]\nname = "a"\nurl = "${literal}"\n` }, 'pyproject.toml:3'],
    ['PDM', { 'pyproject.toml': `[[tool.pdm.source]]\nurl = "${literal}"\n` }, 'pyproject.toml:2'],
    ['uv.toml', { 'uv.toml': `[[index]]\nurl = "${literal}"\n` }, 'uv.toml:2'],
    ['a Pipfile', { Pipfile: `[[source]]\nname = "a"\nurl = "${literal}"\n` }, 'Pipfile:3'],
    ['pip.conf', { 'pip.conf': `[global]\nindex-url = ${bare}\nextra-index-url =\n    ${bare}\n    ${literal}\n` }, 'pip.conf:5'],
  ])('a password in the URL of an index: %s', (_, files, place) => {
    expect(() => new Web({ dependencies: PythonDependencies.requirements() }, { ...SMALL_APP, ...files }))
      .toThrow(new Error(`[shop/web] ${place} has a password in the URL of a package index, which would stay in a layer of the image; ${instead}`));
  });

  const PIPFILE = '[[source]]\nurl = "https://${PIP_USER}:${PIP_PASSWORD}@pypi.example.com/simple"\nname = "corp"\nverify_ssl = true\n[packages]\nflask = "*"\n';
  const PIPENV = pipenvApp(PIPFILE);

  test('a variable of a file that nobody installs from is none', () => {
    expect(() => new Web({ dependencies: PythonDependencies.requirements() }, { ...SMALL_APP, Pipfile: PIPFILE })).not.toThrow();
  });

  test('a variable that nobody gives, with the line to write', () => {
    expect(() => new Web({}, PIPENV)).toThrow(`[shop/web] 2 problems:
  - Pipfile:2 takes \${PIP_USER} from the environment of the installation, and nobody gives it; pass installSecrets: [{ secret: BuildSecret.fromEnvironment('PIP_USER'), variable: 'PIP_USER' }]
  - Pipfile:2 takes \${PIP_PASSWORD} from the environment of the installation, and nobody gives it; pass installSecrets: [{ secret: BuildSecret.fromEnvironment('PIP_PASSWORD'), variable: 'PIP_PASSWORD' }]`);
  });

  test('what is no index is left alone: a database in the settings, a comment, broken TOML of nobody', () => {
    const files = {
      ...SMALL_APP,
      'pyproject.toml': '[tool.pytest]\nenv = ["DATABASE_URL=postgres://me:secret@localhost/db"]\n# url = "https://me:secret@a/"\n',
      'uv.toml': '[[index',
      'requirements.txt': 'flask # see https://${VARIABLE}@example.com\n',
    };
    expect(() => new Web({ dependencies: PythonDependencies.requirements() }, files)).not.toThrow();
  });
});

describe('what is told', () => {
  test('the indexes that were given and those of the files, with their lines', () => {
    const files = { 'requirements.txt': `--extra-index-url https://download.example.org/whl\n--index-url ${URL}\nflask\n` };
    const { findings } = new Web({ packageIndexes: [PackageIndex.insteadOfPypi(URL, LOGIN)] }, files).image;
    expect(findings.filter(({ subject }) => subject === 'packageIndexes')).toEqual([
      { subject: 'packageIndexes', value: `${URL} instead of PyPI`, evidence: 'given' },
      {
        subject: 'packageIndexes',
        value: 'https://download.example.org/whl, without credentials',
        evidence: 'requirements.txt:1',
        file: 'requirements.txt',
        line: 1,
        override: 'packageIndexes: [PackageIndex.besidePypi(\'https://download.example.org/whl\', { username: \'…\', password: BuildSecret.fromEnvironment(\'PIP_PASSWORD\') })]',
      },
    ]);
  });

  test('pip beside PyPI without hashes is a warning', () => {
    const codes = (index: PackageIndex, files: AppFiles) => new Web({ packageIndexes: [index] }, files).image.warnings.map(({ code }) => code);
    expect(codes(PackageIndex.besidePypi(URL), SMALL_APP)).toEqual(['dependency-confusion']);
    expect(codes(PackageIndex.besidePypi(URL), HASHED)).toEqual([]);
    expect(codes(PackageIndex.insteadOfPypi(URL), SMALL_APP)).toEqual([]);
  });
});

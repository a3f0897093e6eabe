import {
  BuildSecret, DebianRelease, PackageIndex, PythonBase, PythonDependencies, PythonVenvImageProps, PythonVersion,
  RequirementsEngine, RequirementsOptions,
} from '../../lib';
import { holdsOnLinux } from '../../lib/python/marker';
import { parseRequirement } from '../../lib/python/requirement';
import { readLine } from '../../lib/python/requirements-line';
import { AppFiles } from '../support/temporary-app';
import { Web } from '../support/web';

const builder = (files: AppFiles, options: RequirementsOptions = {}): string => {
  const web = new Web({ dependencies: PythonDependencies.requirements(options) }, { 'web.py': '', ...files });
  return /FROM python:3.13-trixie AS builder[^]*?(?=\n\n# (?:What the app stage checks|app) )/.exec(web.image.dockerfile)?.[0] ?? '';
};
const refuse = (files: AppFiles, options: RequirementsOptions = {}) => {
  try {
    builder(files, options);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('was not refused');
};
const PROJECT = '[project]\nname = "tea"\nversion = "1"\n[build-system]\nrequires = ["setuptools"]\n';
const HASH = `--hash=sha256:${'0'.repeat(64)}`;

test('a chain is copied with its folders, and hashes are enforced', () => {
  const files = { 'requirements/prod.txt': '-r base.txt\n-c limits.txt\n', 'requirements/base.txt': `flask==3.1.2 \\\n    ${HASH}\n`, 'requirements/limits.txt': 'click<9\n' };
  expect(builder(files, { file: 'requirements/prod.txt' })).toContain(`
# Every archive must match a hash of the file.
COPY requirements/prod.txt requirements/base.txt requirements/limits.txt ./requirements/
RUN --mount=type=cache,id=pip-3.13-trixie,target=/root/.cache/pip \\
    pip --python /venv/bin/python install --require-hashes --requirement requirements/prod.txt`);
});

test('a package of the directory is copied first and installed, not linked', () => {
  expect(builder({ 'requirements.txt': 'flask\n-e ./libs/tea\n', 'libs/tea/pyproject.toml': PROJECT })).toContain(`
# Packages of the directory come along: libs/tea.
# Installed, not linked: an editable package would be a link to its sources.
COPY requirements.txt ./
COPY libs/tea ./libs/tea
RUN --mount=type=cache,id=uv-3.13-trixie,target=/root/.cache/uv \\
    sed --in-place --regexp-extended 's/^\\s*(-e|--editable)[ =]*//' requirements.txt && \\
    /opt/uv/bin/uv pip install --python /venv/bin/python --requirement requirements.txt && \\
    rm -f /venv/.lock && \\
    find /venv -name uv_cache.json -delete && \\
    find /venv -name RECORD -exec sed -i /uv_cache.json/d '{}' +`);
});

test('the application itself is installed after its sources came, the rest before', () => {
  const text = builder({ 'requirements.txt': 'flask\r\n-e .[web]\r\n', 'pyproject.toml': PROJECT });
  expect(text).toContain('    sed --in-place --regexp-extended \'/^-e \\.\\[web\\]\\r$/d\' requirements.txt && \\\n    /opt/uv/bin/uv pip install --python /venv/bin/python --requirement requirements.txt && \\\n    rm -f /venv/.lock');
  expect(text.split('COPY ./ ./')[1]).toBe(`

RUN --mount=type=cache,id=uv-3.13-trixie,target=/root/.cache/uv \\
    sed --in-place --regexp-extended 's/^\\s*(-e|--editable)[ =]*//' requirements.txt && \\
    /opt/uv/bin/uv pip install --python /venv/bin/python --requirement requirements.txt && \\
    rm -f /venv/.lock && \\
    find /venv -name uv_cache.json -delete && \\
    find /venv -name RECORD -exec sed -i /uv_cache.json/d '{}' +

RUN --mount=type=cache,id=bytecode-3.13-trixie,target=/root/.cache/bytecode \\
    python -IS -W ignore /opt/bytecode.py`);
});

test('with hashes the application brings nothing of its own', () => {
  const text = builder({ 'requirements.txt': `flask==3.1.2 ${HASH}\n`, 'pyproject.toml': PROJECT }, { installProject: true });
  expect(text).toMatch(/uv pip install --python \/venv\/bin\/python --no-deps \. && \\\n/);
});

test('several files are installed together, and uv can do it', () => {
  const text = builder({ 'requirements.txt': 'flask\n', 'prod.txt': 'gunicorn\n' }, { files: ['requirements.txt', 'prod.txt'], engine: RequirementsEngine.UV });
  expect(text).toContain('/opt/uv/bin/uv pip install --python /venv/bin/python --requirement requirements.txt --requirement prod.txt');
});

const URL = 'https://pypi.example.com/simple/';
const BESIDE = { packageIndexes: [PackageIndex.besidePypi(URL)] };
const OWN = { base: PythonBase.custom({ builderImage: 'corp/python:3.13-trixie', appImage: 'corp/python:3.13-slim-trixie', python: PythonVersion.V3_13, release: DebianRelease.TRIXIE }) };

test.each<[string, string, Partial<PythonVenvImageProps>, 'uv' | 'pip', string]>([
  ['what both read alike', '-c limits.txt\nflask==3.1.2 ; python_version > "3"\n--only-binary :all:\ntea @ git+https://example.com/tea.git@v1\n', {}, 'uv',
    'default: nothing there means something else to it than to pip'],
  ['hashes', `flask==3.1.2 ${HASH}\n`, {}, 'uv', 'default: nothing there means something else to it than to pip'],
  ['an index in the place of PyPI', 'flask\n', { packageIndexes: [PackageIndex.insteadOfPypi(URL)] }, 'uv', 'default: nothing there means something else to it than to pip'],
  ['an index in the file', `--index-url ${URL}\nflask\n`, {}, 'uv', 'default: nothing there means something else to it than to pip'],
  ['both', `flask\n--index-url ${URL}\n`, { packageIndexes: [PackageIndex.insteadOfPypi('https://other.example.com/')] }, 'pip', 'requirements.txt:2 has --index-url, which wins over packageIndexes with pip alone'],
  ['an option', 'flask\n--pre\n', {}, 'pip', 'requirements.txt:2 has --pre, which uv does not read from a file'],
  ['an option of a requirement', 'flask\nlxml --config-settings "a=b"\n', {}, 'pip', 'requirements.txt:2 has options for building one requirement, which uv does not read from a file'],
  ['Mercurial', 'tea @ hg+https://example.com/tea\n', {}, 'pip', 'requirements.txt:1 has a hg repository, and uv knows Git alone'],
  ['two indexes in the file', `--extra-index-url ${URL}\nflask\n`, {}, 'pip', 'requirements.txt:1 has --extra-index-url, of which uv takes a package from the first index that has its name, pip the highest version of all'],
  ['an index beside PyPI', 'flask\n', BESIDE, 'pip', `'${URL}' stands beside PyPI, and pip takes the highest version of both, uv the first index that has the name`],
  ['a folder of archives', '--find-links wheels\nflask\n', {}, 'pip', 'requirements.txt:1 has --find-links, a folder that pip looks for in two places'],
  ['a variable', 'tea @ https://${TOKEN}@example.com/tea.zip\n', { installSecrets: [{ secret: BuildSecret.fromEnvironment('TOKEN'), variable: 'TOKEN' }] }, 'pip', 'requirements.txt:1 has a variable, which uv does not read everywhere'],
  ['images of the user\'s own', 'flask\n', OWN, 'pip', 'images of your own and secrets may bring settings of pip, which uv does not read'],
  ['a pip.conf', 'flask\n', { installSecrets: [{ secret: BuildSecret.fromFile('pip.conf'), target: '/etc/pip.conf' }] }, 'pip', 'images of your own and secrets may bring settings of pip, which uv does not read'],
])('uv installs what means the same to it, and a finding says what does not: %s', (_, text, props, engine, evidence) => {
  const { image } = new Web({ dependencies: PythonDependencies.requirements(), ...props }, { 'web.py': '', 'requirements.txt': text, 'limits.txt': 'click<9\n' });
  expect(image.findings.find(({ value }) => value.startsWith('installed by'))).toMatchObject({ value: `installed by ${engine}`, evidence });
  expect(image.dockerfile).toContain(engine === 'uv' ? '    /opt/uv/bin/uv pip install --python' : '    pip --python /venv/bin/python install');
  expect(image.dockerfile.includes('/opt/uv')).toBe(engine === 'uv');
});

const REFUSED: ReadonlyArray<[string, AppFiles, RequirementsOptions, string]> = [
  ['a variable', { 'requirements.txt': 'git+https://${TOKEN}@example.com/a.git\n' }, {},
    'requirements.txt:1 takes ${TOKEN} from the environment of the installation, and nobody gives it; pass installSecrets: [{ secret: BuildSecret.fromEnvironment(\'TOKEN\'), variable: \'TOKEN\' }]'],
  ['a token in a URL', { 'requirements.txt': 'git+https://ghp_abc@github.com/a/b.git\n' }, {},
    'requirements.txt:1 has a user name or token in a URL, which would stay in a layer of the image; write ${PIP_PASSWORD} in its place, and installSecrets: [{ secret: BuildSecret.fromEnvironment(\'PIP_PASSWORD\'), variable: \'PIP_PASSWORD\' }]'],
  ['ssh', { 'requirements.txt': 'a @ git+ssh://git@github.com/a/b.git\n' }, {},
    'requirements.txt:1 fetches over ssh (git+ssh://git@github.com/a/b.git), for which the build has no key; write git+https://, or publish the package to an index'],
  ['a path outside', { 'requirements.txt': '-e ../tea\n' }, {},
    'requirements.txt:1 installs "-e ../tea", which leads outside the context; give the directory above as context, or publish the package'],
  ['itself without a project', { 'requirements.txt': '.\n' }, {},
    'requirements.txt:1 installs ".", the application itself, but there is neither pyproject.toml nor setup.py to install; remove the line'],
  ['a line that is none', { 'requirements.txt': 'flask\n\nflask = 3\n' }, {}, 'requirements.txt:3 is no requirement: "flask = 3"'],
  ['an option that is none', { 'requirements.txt': '--upgrade\n' }, {}, 'requirements.txt:1 has the option "--upgrade", which pip does not take in a file'],
  ['UTF-16', { 'requirements.txt': 'f\u0000l\u0000' }, {}, 'requirements.txt is not UTF-8 text (UTF-16, as PowerShell\'s \'>\' writes it?); save it as UTF-8'],
  ['a hash too few', { 'requirements.txt': `flask==3.1.2 ${HASH}\nclick\n` }, {},
    'requirements.txt:2 has no hash ("click"), but other requirements have, and pip then refuses the whole; lock it with them (pip-compile --generate-hashes), or let uv check those that there are: dependencies: PythonDependencies.requirements({ file: \'requirements.txt\', engine: RequirementsEngine.UV })'],
  ['an option that uv does not read', { 'requirements.txt': '--pre\nflask\n' }, { engine: RequirementsEngine.UV },
    'requirements.txt:1 has --pre, which uv does not read from a file; use RequirementsEngine.PIP, or change the line'],
  ['a repository of another kind', { 'requirements.txt': 'hg+https://example.com/tea#egg=tea\n' }, { engine: RequirementsEngine.UV },
    'requirements.txt:1 has a hg repository, and uv knows Git alone; use RequirementsEngine.PIP, or change the line'],
];

test.each(REFUSED)('fails on %s', (_, files, options, message) => {
  expect(refuse(files, options)).toBe(`[shop/web] ${message}`);
});

test('fails with both file and files, or none', () => {
  expect(() => PythonDependencies.requirements({ file: 'a.txt', files: ['b.txt'] })).toThrow('takes \'file\' or a list \'files\' that is not empty, got {"file":"a.txt","files":["b.txt"]}');
  expect(() => PythonDependencies.requirements({ files: [] })).toThrow('got {"files":[]}');
});

test('requirements are read as PEP 508 writes them', () => {
  expect(parseRequirement('Flask_Login[Async, web] >=0.6, <1 ; python_version >= "3.9"')).toEqual(
    { name: 'flask-login', extras: ['async', 'web'], specifier: '>=0.6, <1', marker: 'python_version >= "3.9"' });
  expect(parseRequirement('a@https://x/a.zip ; sys_platform == "linux"')).toEqual({ name: 'a', extras: [], specifier: '', url: 'https://x/a.zip', marker: 'sys_platform == "linux"' });
  expect(parseRequirement('a b')).toBeUndefined();
});

test('a marker holds, does not, or is not known', () => {
  expect(['sys_platform == "win32"', 'python_version >= "3.9" and os_name != \'nt\'', '(python_version < "3.11" or platform_system == "Linux")', 'platform_machine == "x86_64"', 'extra == "a" or os_name == "posix"', '((']
    .map((marker) => holdsOnLinux(marker, '3.13'))).toEqual([false, true, true, undefined, true, undefined]);
});

test('lines are told apart', () => {
  expect(['-rbase.txt', '--constraint=c.txt', '-e git+https://x/y.git#egg=Tea', './libs/tea[web]', 'wheels/a-1.whl', '--find-links ./wheels', 'a==1', 'a @ https://x/a.zip', 'a @ git+https://x/a', 'a @ file:./a.zip'].map((text) => readLine(text).kind))
    .toEqual(['requirements', 'constraints', 'url', 'local', 'local', 'option', 'requirement', 'requirement', 'requirement', 'local']);
});

test('an old gunicorn gets the setuptools that it imports a module of, unless the file names one', () => {
  expect(builder({ 'requirements.txt': 'flask\ngunicorn==20.1.0\n' })).toContain(`
# gunicorn 20.1.0 imports pkg_resources, which setuptools 82 no longer has.
COPY requirements.txt ./
RUN --mount=type=cache,id=uv-3.13-trixie,target=/root/.cache/uv \\
    /opt/uv/bin/uv pip install --python /venv/bin/python --requirement requirements.txt 'setuptools<82' && \\
    rm -f /venv/.lock`);
  expect(builder({ 'requirements.txt': 'gunicorn==20.1.0\nsetuptools==75.0\n' })).not.toContain('pkg_resources');
});

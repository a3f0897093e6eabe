import { detectPython } from '../../lib/detect/detect-python';
import { CheckoutFiles } from '../../lib/project/checkout-files';
import { Distribution } from '../../lib/python/dependency-installer';
import { AppFiles, temporaryApp } from '../support/temporary-app';

function detect(files: AppFiles, distributions: readonly Distribution[] = []) {
  return detectPython({ checkout: new CheckoutFiles(temporaryApp(files)), distributions });
}

const CHOSEN: ReadonlyArray<readonly [string, AppFiles, string, string]> = [
  ['nothing', {}, '3.13', 'default: no file asks for a version, and 3.13 is maintained until 2029-10-31'],
  ['a lower bound', { 'pyproject.toml': '[project]\nrequires-python = ">=3.11"\n' }, '3.13', 'pyproject.toml:2 requires-python \'>=3.11\''],
  ['a newer lower bound', { 'pyproject.toml': '[project]\nrequires-python = ">=3.14"\n' }, '3.14', 'pyproject.toml:2 requires-python \'>=3.14\''],
  ['an upper bound', { 'pyproject.toml': '[project]\nrequires-python = ">=3.9,<3.13"\n' }, '3.12', 'pyproject.toml:2 requires-python \'>=3.9,<3.13\''],
  ['an upper bound that is a series', { 'pyproject.toml': '[project]\nrequires-python = "<=3.12"\n' }, '3.12', 'pyproject.toml:2 requires-python \'<=3.12\''],
  ['a range that ends with a patch release of the newest series', { 'pyproject.toml': '[project]\nrequires-python = ">=3.11,<3.12.5"\n' }, '3.11', 'pyproject.toml:2 requires-python \'>=3.11,<3.12.5\''],
  ['a compatible release', { 'pyproject.toml': '[project]\nrequires-python = "~=3.11.2"\n' }, '3.11', 'pyproject.toml:2 requires-python \'~=3.11.2\''],
  ['Poetry\'s caret', { 'pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.11"\n' }, '3.13', 'pyproject.toml:2 python \'^3.11\''],
  ['Poetry\'s tilde', { 'pyproject.toml': '[tool.poetry.dependencies]\npython = "~3.12"\n' }, '3.12', 'pyproject.toml:2 python \'~3.12\''],
  ['Poetry\'s union', { 'pyproject.toml': '[tool.poetry.dependencies]\npython = ">=3.8,<3.9 || ~3.11"\n' }, '3.11', 'pyproject.toml:2 python \'>=3.8,<3.9 || ~3.11\''],
  ['.python-version', { '.python-version': '# pyenv\r\n3.12.3\r\n' }, '3.12', '.python-version:2 \'3.12.3\''],
  ['the name of an environment', { '.python-version': 'shop-env\n' }, '3.13', 'default: no file asks for a version, and 3.13 is maintained until 2029-10-31'],
  ['Heroku\'s runtime.txt', { 'runtime.txt': 'python-3.11.9' }, '3.11', 'runtime.txt:1 \'python-3.11.9\''],
  ['.tool-versions', { '.tool-versions': 'nodejs 20.1.0\npython 3.12.1 3.11.0\n' }, '3.12', '.tool-versions:2 \'3.12.1\''],
  ['mise', { 'mise.toml': '[tools]\nnode = "22"\npython = ["3.14", "3.12"]\n' }, '3.14', 'mise.toml:3 python \'3.14\''],
  ['Pipfile', { Pipfile: '[requires]\npython_version = "3.12"\n' }, '3.12', 'Pipfile:2 python_version \'3.12\''],
  ['Pipfile.lock', { 'Pipfile.lock': '{"_meta": {\n"requires": {"python_version": "3.11"}}}' }, '3.11', 'Pipfile.lock:2 python_version \'3.11\''],
  ['a lock', { 'uv.lock': 'version = 1\nrequires-python = ">=3.14"\n' }, '3.14', 'uv.lock:2 requires-python \'>=3.14\''],
  ['poetry.lock', { 'poetry.lock': '[[package]]\npython-versions = ">=3.15"\n\n[metadata]\nlock-version = "2.1"\npython-versions = "~3.12"\ncontent-hash = "1"\n' },
    '3.12', 'poetry.lock:6 python-versions \'~3.12\''],
  ['pdm.lock', { 'pdm.lock': '[metadata]\nlock_version = "4.5.0"\n\n[[metadata.targets]]\nrequires_python = "~=3.12"\n\n[[package]]\nname = "tea"\nrequires_python = ">=3.15"\n' }, '3.13', 'pdm.lock:5 requires_python \'~=3.12\''],
  ['targets of pdm.lock for several systems', { 'pdm.lock': '[metadata]\n[[metadata.targets]]\nrequires_python = ">=3.13"\nplatform = "windows_amd64"\n[[metadata.targets]]\nrequires_python = "==3.11.*"\nplatform = "manylinux_2_17_x86_64"\n[[metadata.targets]]\nrequires_python = "==3.12.*"\nplatform = "linux"\n[[package]]\n' },
    '3.12', 'pdm.lock:6 requires_python \'==3.11.* || ==3.12.*\''],
  ['setup.cfg and setup.py', { 'setup.cfg': '[options]\npython_requires = >=3.8\n', 'setup.py': 'setup(python_requires="<3.12")\n' },
    '3.11', 'setup.cfg:2 python_requires \'>=3.8\'; setup.py:1 python_requires \'<3.12\''],
  ['a Dockerfile', { Dockerfile: 'ARG V=3.12\nFROM node:22 AS a\nFROM python:${V}-slim\n' }, '3.12', 'Dockerfile:3 FROM python:3.12-slim'],
  ['a Dockerfile of an old Python', { Dockerfile: 'FROM python:3.8\n' }, '3.11', 'default: no file asks for a version, and 3.11 is maintained until 2027-10-31'],
  ['an old series that is asked for', { 'runtime.txt': '3.10' }, '3.10', 'runtime.txt:1 \'3.10\''],
];

test.each(CHOSEN)('%s', (_, files, series, evidence) => {
  const { value, findings, problems } = detect(files);
  expect({ series: value?.series, evidence: findings.map((finding) => finding.evidence), problems })
    .toEqual({ series, evidence: [evidence], problems: [] });
});

const OLD: ReadonlyArray<readonly [string, Distribution, string, string[]]> = [
  ['that does not compile on newer ones', { name: 'greenlet', version: '1.1.3' }, '3.11', ['3.13: greenlet 1.1.3 does not compile, 3.1 is the first']],
  ['without a wheel for newer ones', { name: 'lxml', version: '4.9.3' }, '3.12', ['3.13: lxml 4.9.3 has no wheel, 5.3.0 is the first']],
  ['that does not run on newer ones', { name: 'django', version: '4.2.16' }, '3.12', ['3.13: django 4.2.16 does not run, 5.1.3 is the first']],
];

test.each(OLD)('a version %s', (_, distribution, series, alternatives) => {
  const { value, findings } = detect({}, [distribution]);
  expect(value?.series).toBe(series);
  expect(findings[0].alternatives).toEqual(expect.arrayContaining(alternatives));
});

const REFUSED: ReadonlyArray<readonly [string, AppFiles, string]> = [
  ['two files contradict each other', { '.python-version': '3.11\n', 'pyproject.toml': '[project]\nrequires-python = ">=3.12"\n' },
    'the files contradict each other about Python, no series satisfies all of them: .python-version:1 \'3.11\'; pyproject.toml:2 requires-python \'>=3.12\'; correct one of them, or say which is meant: base: PythonBase.debian({ python: PythonVersion.V3_13 })'],
  ['a series is too old', { 'runtime.txt': 'python-3.7.4' },
    'runtime.txt:1 \'python-3.7.4\' asks for a Python that has no maintained official image (there are: 3.9, 3.10, 3.11, 3.12, 3.13, 3.14, 3.15); move the application to a newer Python, or say which of these to try: base: PythonBase.debian({ python: PythonVersion.V3_13 })'],
  ['it is another Python', { '.python-version': 'pypy3.10-7.3.12' },
    '.python-version:1 \'pypy3.10-7.3.12\' is no CPython version or range that the library knows; correct it, or say which Python is meant: base: PythonBase.debian({ python: PythonVersion.V3_13 })'],
  ['a range is no range', { 'pyproject.toml': '[project]\nrequires-python = "three"\n' },
    'pyproject.toml:2 requires-python \'three\' is no CPython version or range that the library knows; correct it, or say which Python is meant: base: PythonBase.debian({ python: PythonVersion.V3_13 })'],
];

const PATCHED = 'base: PythonBase.custom({ builderImage: \'python:3.12.4-…\', appImage: \'python:3.12.4-slim-…\', python: PythonVersion.V3_12, release: DebianRelease.… })';

test.each([
  ['one patch release', '[project]\nrequires-python = "==3.12.4"\n', 'pyproject.toml:2 requires-python \'==3.12.4\''],
  ['Poetry\'s one patch release', '[tool.poetry.dependencies]\npython = "3.12.4"\n', 'pyproject.toml:2 python \'3.12.4\''],
  ['nothing after a patch release', '[project]\nrequires-python = ">=3.12,<3.12.5"\n', 'pyproject.toml:2 requires-python \'>=3.12,<3.12.5\''],
])('refuses %s, for the images of a series have its newest', (_, pyproject, says) => {
  expect(detect({ 'pyproject.toml': pyproject }).problems).toEqual([
    `${says} allows no patch release after 3.12.4, and the official images have the newest of a series; write '~=3.12.0' there (and lock again), or pass images that have it: ${PATCHED}`,
  ]);
});

test.each([
  ['an older Python runs it', { name: 'jinja2', version: '2.9.6' }, {}, 'jinja2 2.9.6 does not run on Python 3.13; raise it, or, on a Python that gets no security fixes, pass base: PythonBase.debian({ python: PythonVersion.of(\'3.9\') })'],
  ['a file asks for a newer one', { name: 'django', version: '3.2.1' }, { '.python-version': '3.13\n' }, 'django 3.2.1 does not run on Python 3.13; raise it to 5.1.3 or newer, or, if you know better, pass base: PythonBase.debian({ python: PythonVersion.V3_13 })'],
  ['the series is newer than the table', { name: 'webob', version: '1.8.1' }, { '.python-version': '3.15\n' }, 'webob 1.8.1 does not run on Python 3.15; raise it to 1.8.9 or newer, or, if you know better, pass base: PythonBase.debian({ python: PythonVersion.V3_15 })'],
])('refuses a version that does not run: %s', (_, distribution, files, problem) => {
  expect(detect(files, [distribution]).problems).toEqual([problem]);
});

test.each(REFUSED)('refuses when %s', (_, files, problem) => {
  expect(detect(files).problems).toEqual([problem]);
});

test('the wheels of a lock say more than the table', () => {
  const wheel = (tag: string) => `lxml-4.9.2-${tag}-${tag}-manylinux_2_28_x86_64.whl`;
  const lxml = (tags: readonly string[]): Distribution => ({ name: 'lxml', version: '4.9.2', archives: ['lxml-4.9.2.tar.gz', ...tags.map(wheel)] });
  expect(detect({}, [lxml(['cp311', 'cp312'])]).value?.series).toBe('3.12');
  expect(detect({}, [lxml(['cp313'])]).value?.series).toBe('3.13');
  expect(detect({}, [lxml([])]).value?.series).toBe('3.13');
});

test('a Python that a pinned version cannot be built on is no choice, though all others have no security fixes any more', () => {
  const { value, findings } = detect({ 'runtime.txt': '3' }, [{ name: 'greenlet', version: '1.1.2' }]);
  expect(value?.series).toBe('3.10');
  expect(findings[0].alternatives).toContain('3.11: greenlet 1.1.2 does not compile, 1.1.3 is the first');
});

import { BuildSecret, PackageIndex, PythonDependencies, PythonVenvImageProps, RequirementsEngine } from '../../lib';
import { pdmApp, pipenvApp, poetryApp } from '../support/locked-apps';
import { AppFiles } from '../support/temporary-app';
import { Web } from '../support/web';

const URL = 'https://pypi.example.com/simple/';
const LOGIN = { username: 'build', password: BuildSecret.fromEnvironment('PIP_PASSWORD') };
const BESIDE = PackageIndex.besidePypi(URL, LOGIN);
const INSTEAD = PackageIndex.insteadOfPypi(URL, LOGIN);
const PROJECT = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["flask"]\n';
const BACKEND = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n';
const POETRY = `${PROJECT}[tool.poetry]\npackage-mode = false\n`;
const POETRY_CORP = `${POETRY}[[tool.poetry.source]]\nname = "corp"\nurl = "${URL}"\npriority = "explicit"\n`;
const PDM = `${PROJECT}[tool.pdm]\ndistribution = false\n`;
const PDM_CORP = `${PDM}[[tool.pdm.source]]\nname = "corp"\nurl = "${URL}"\n`;
const PIPFILE = '[[source]]\nname = "pypi"\nurl = "https://pypi.org/simple"\nverify_ssl = true\n[packages]\nflask = "*"\n';
const PIPFILE_CORP = `[[source]]\nname = "corp"\nurl = "${URL}"\nverify_ssl = true\n${PIPFILE}`;

const text = (index: PackageIndex, files: AppFiles, props: Partial<PythonVenvImageProps> = {}): string =>
  new Web({ packageIndexes: [index], ...props }, files).image.dockerfile;

/** The RUNs that see the password, by the programs that they start. */
const letIn = (dockerfile: string): string[] => dockerfile.split(/\n(?=RUN |\n)/).filter((run) => run.includes('type=secret'))
  .map((run) => [...run.matchAll(/^ +(?!--mount|printf|NETRC|export)(\S+(?: (?!--|\/)[a-z]\S*)?)/gm)].map(([, program]) => program).join(', '));

const UV = { dependencies: PythonDependencies.requirements({ engine: RequirementsEngine.UV }) };
const LIST = { 'requirements.txt': 'flask\n', 'web.py': '' };
test.each<[string, PackageIndex, AppFiles, Partial<PythonVenvImageProps>, string[]]>([
  ['uv pip, beside', BESIDE, LIST, UV, ['/opt/uv/bin/uv pip, rm']],
  ['uv pip, instead', INSTEAD, LIST, UV, ['pip install', '/opt/uv/bin/uv pip, rm']],
  ['Poetry, beside', BESIDE, poetryApp(POETRY_CORP, URL), {}, ['/opt/poetry/bin/poetry export, pip']],
  ['Poetry, instead', INSTEAD, poetryApp(POETRY), {}, ['python, pip', '/opt/poetry/bin/poetry export, pip']],
  ['Pipenv, beside', BESIDE, pipenvApp(PIPFILE_CORP), {}, ['/opt/pipenv/bin/pipenv verify, /opt/pipenv/bin/pipenv sync']],
  ['Pipenv, instead', INSTEAD, pipenvApp(PIPFILE), {}, ['python, pip', '/opt/pipenv/bin/pipenv verify, /opt/pipenv/bin/pipenv sync']],
  ['PDM, beside', BESIDE, pdmApp(PDM_CORP), {}, ['/opt/pdm/bin/pdm install']],
  ['PDM, instead', INSTEAD, pdmApp(PDM), {}, ['python, pip', '/opt/pdm/bin/pdm install']],
  ['no lock, beside', BESIDE, { 'pyproject.toml': PROJECT, 'web.py': '' }, {}, ['pip']],
  ['a package, whose build is downloaded', INSTEAD, { 'pyproject.toml': PROJECT + BACKEND, 'shop/__init__.py': '' }, {}, ['pip', 'pip']],
])('exactly the RUNs that install see the password: %s', (_, index, files, props, runs) => {
  expect(letIn(text(index, files, props))).toEqual(runs);
});

test.each<[string, PackageIndex, AppFiles, Partial<PythonVenvImageProps>, string]>([
  ['uv pip, beside', BESIDE, LIST, UV, `/opt/uv/bin/uv pip install --python /venv/bin/python --index ${URL} --requirement requirements.txt`],
  ['uv pip, instead', INSTEAD, LIST, UV, `/opt/uv/bin/uv pip install --python /venv/bin/python --default-index ${URL} --requirement requirements.txt`],
  ['Pipenv, instead', INSTEAD, pipenvApp(PIPFILE), {}, `PIPENV_PYPI_MIRROR=${URL}`],
  ['PDM, instead', INSTEAD, pdmApp(PDM), {}, `PDM_PYPI_URL=${URL}`],
  ['no lock', BESIDE, { 'pyproject.toml': PROJECT, 'web.py': '' }, {}, `pip --python /venv/bin/python install --extra-index-url ${URL} flask`],
])('the tool is told of the index in its own way: %s', (_, index, files, props, says) => {
  expect(text(index, files, props)).toContain(says);
});

test('an index that the files name needs no other way', () => {
  expect(text(INSTEAD, pipenvApp(PIPFILE_CORP.replace(PIPFILE, '[packages]\nflask = "*"\n')))).not.toContain('PIPENV_PYPI_MIRROR');
  expect(text(INSTEAD, pdmApp(PDM_CORP.replace('"corp"', '"pypi"')))).not.toContain('PDM_PYPI_URL');
});

test.each<[string, PackageIndex, AppFiles, string]>([
  ['Poetry', BESIDE, poetryApp(POETRY), `packageIndexes has '${URL}', which poetry.lock does not use, and nothing else is asked; add [[tool.poetry.source]] with a name, url = "${URL}" and priority = "supplemental" to pyproject.toml and run 'poetry lock'`],
  ['Pipenv', BESIDE, pipenvApp(PIPFILE), `packageIndexes has '${URL}', which Pipfile.lock does not use, and nothing else is asked; add [[source]] with a name, url = "${URL}" and verify_ssl = true to the Pipfile and run 'pipenv lock'`],
  ['PDM', BESIDE, pdmApp(PDM), `packageIndexes has '${URL}', which pdm.lock does not use, and nothing else is asked; add [[tool.pdm.source]] with name = "corp" and url = "${URL}" to pyproject.toml and run 'pdm lock'`],
  ['PDM with addresses of PyPI', INSTEAD, pdmApp(PDM, 'https://files.pythonhosted.org/packages/flask-3.1.2-py3-none-any.whl'), `packageIndexes has '${URL}' instead of PyPI, and pdm.lock has addresses of PyPI (strategy static_urls); run 'pdm lock --strategy no_static_urls', or make it PackageIndex.besidePypi()`],
])('an index that the lock does not ask is refused: %s', (_, index, files, problem) => {
  expect(() => text(index, files)).toThrow(new Error(`[shop/web] ${problem}`));
});

describe('a literal credential is reported once', () => {
  const literal = URL.replace('//', '//me:secret@');
  test.each<[string, AppFiles, string[]]>([
    ['a Pipfile and its lock', pipenvApp(PIPFILE_CORP.replace(URL, literal)), ['Pipfile:3 has a password in the URL of a package index']],
    ['requirements', { 'requirements.txt': `--index-url ${literal}\nflask\n`, 'web.py': '' }, ['requirements.txt:1 has a password in the URL of a package index']],
    ['a direct requirement of a project', { 'pyproject.toml': PROJECT.replace('"flask"', `"flask @ ${literal}flask.whl"`), 'web.py': '' }, ['pyproject.toml:4 has a password in a URL']],
    ['a lock alone', { ...pdmApp(PDM, `${literal}flask-3.1.2-py3-none-any.whl`) }, ['pdm.lock:10 has a password in a URL']],
  ])('%s', (_, files, expected) => {
    let message = '';
    try {
      new Web({}, files);
    } catch (error) {
      message = String(error);
    }
    const found = [...message.matchAll(/\S+:\d+ has a password in (?:the URL of a package index|a URL)/g)].map(([line]) => line);
    expect(found).toEqual(expected);
  });
});

import { PythonDependencies, UvOptions } from '../../lib';
import { AppFiles } from '../support/temporary-app';
import { Web } from '../support/web';

const PYPROJECT = '[project]\nname = "Tea_Shop"\nversion = "1"\ndynamic = ["dependencies"]\n[project.optional-dependencies]\npostgres = []\n[dependency-groups]\nproduction = []\n';
const LOCK = 'version = 1\n[[package]]\nname = "tea-shop"\nsource = { virtual = "." }\ndependencies = [{ name = "flask" }, { name = "celery" }]\n[[package]]\nname = "flask"\nversion = "3.1"\n[[package]]\nname = "celery"\nversion = "5.5"\n';
const APP: AppFiles = { 'pyproject.toml': PYPROJECT, 'uv.lock': LOCK, 'tea.py': '' };

const builder = (files: AppFiles, options: UvOptions = {}): string => {
  const web = new Web({ dependencies: PythonDependencies.uv({ groups: [], extras: [], ...options }) }, files);
  return /FROM python:3.13-trixie AS builder[^]*?(?=\n\n# app )/.exec(web.image.dockerfile)?.[0] ?? '';
};

test('the lock is found, enforced, and installed before any source, by a uv that stays in the builder', () => {
  expect(builder({ ...APP, '.python-version': '3.13\n' })).toContain(`
# Without pip inside: the image's own installs into it, and the app never needs one.
RUN python -m venv --without-pip /venv

# Settings of the installer; none of them reaches the app.
ENV UV_LINK_MODE=copy \\
    UV_NO_PROGRESS=1 \\
    UV_PROJECT_ENVIRONMENT=/venv \\
    UV_PYTHON_DOWNLOADS=never

# uv installs, and stays here.
RUN --mount=type=cache,id=pip-3.13-trixie,target=/root/.cache/pip \\
    pip install --target /opt/uv uv==0.13.9

# Dependencies before any source: a change of the code does not install them again.
# A lock that does not fit pyproject.toml is refused.
COPY pyproject.toml uv.lock .python-version ./
RUN --mount=type=cache,id=uv-3.13-trixie,target=/root/.cache/uv \\
    /opt/uv/bin/uv sync --locked --no-dev --no-editable --no-install-project`);
});

test('an application that is a package is installed, once its sources are there', () => {
  const last = builder({
    ...APP, 'pyproject.toml': `${PYPROJECT}[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n`, 'tea_shop/__init__.py': '',
  }).split('\n\n# What the app stage checks')[0].split('\n').slice(-10);
  expect(last).toEqual([
    '# The application is a package of its own.', 'COPY ./ ./', '', 'RUN --mount=type=cache,id=uv-3.13-trixie,target=/root/.cache/uv \\',
    '    /opt/uv/bin/uv sync --locked --no-dev --no-editable && \\', '    rm -f /venv/.lock && \\',
    '    find /venv -name uv_cache.json -delete && \\', '    find /venv -name RECORD -exec sed -i /uv_cache.json/d \'{}\' +', '',
    'RUN --mount=type=cache,id=bytecode-3.13-trixie,target=/root/.cache/bytecode \\', '    python -IS -W ignore /opt/bytecode.py',
  ].slice(1));
  expect(builder({ ...APP, 'pyproject.toml': `${PYPROJECT}[build-system]\nrequires = []\n[tool.uv]\npackage = false\n` })).not.toContain('COPY ./ ./');
});

test('groups and extras are chosen by name', () => {
  expect(builder(APP, { groups: ['production'], extras: ['postgres'] })).toContain('--no-editable --extra postgres --group production --no-install-project');
});

test('its findings count what is locked, and offers come from it', () => {
  const { findings } = new Web({}, APP).image;
  expect(findings).toContainEqual(expect.objectContaining({ subject: 'dependencies', value: 'uv sync --locked', evidence: 'uv.lock: 2 packages for production; the lock of uv' }));
  expect(findings).toContainEqual({ subject: 'offer', value: 'addWorker(\'worker\', …) for celery', evidence: 'celery among the requirements' });
});

test('fails without its files, on names that are none, and on what is no TOML', () => {
  const refuse = (files: AppFiles, options: UvOptions = {}) => () => new Web({ dependencies: PythonDependencies.uv(options) }, files);
  expect(refuse({ 'uv.lock': LOCK })).toThrow(/^\[shop\/web\] no pyproject\.toml: there is no 'pyproject\.toml' in '[^']+'$/);
  expect(refuse(APP, { groups: ['prodution'] })).toThrow('[shop/web] pyproject.toml has no group \'prodution\' (did you mean \'production\'?); there are: production');
  expect(refuse(APP, { extras: ['redis'] })).toThrow('[shop/web] pyproject.toml has no extra \'redis\'; there are: postgres');
  expect(refuse({ ...APP, 'pyproject.toml': '[project' })).toThrow('[shop/web] pyproject.toml:1:9 is no TOML: Expected');
});

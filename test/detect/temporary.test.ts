import { detectTemporary } from '../../lib/detect/detect-temporary';
import { AppDirectory } from '../../lib/project/app-directory';
import { AppFiles, temporaryApp } from '../support/temporary-app';

interface Options {
  readonly installed?: readonly string[];
  readonly given?: readonly string[];
  readonly mounted?: readonly string[];
  readonly built?: readonly string[];
  readonly directory?: string;
}

function detect(files: AppFiles, { installed = [], given, mounted = [], built = [], directory = '.' }: Options = {}) {
  return detectTemporary({
    files: new AppDirectory(temporaryApp(files), []),
    distributions: installed.map((name) => ({ name })),
    directory,
    root: directory,
    built,
    mounted,
    given,
  });
}

const PATHS = 'import os, logging\nfrom pathlib import Path\nHERE = os.path.abspath(os.path.dirname(__file__))\n';

describe('what the code writes to becomes a link', () => {
  test.each<[string, AppFiles, string[], Options?]>([
    ['a directory that is made', { 'shop/__init__.py': 'import os\ndef create_app():\n    if not os.path.exists(\'logs\'):\n        os.mkdir(\'logs\')\n' }, ['logs -> /tmp']],
    ['beside the code, by the first part that is missing', { 'shop/settings.py': `${PATHS}os.makedirs(os.path.join(HERE, os.pardir, 'var', 'a', 'b'), exist_ok=True)\n` }, ['var -> /tmp']],
    ['by pathlib', { 'shop/settings.py': `${PATHS}BASE = Path(__file__).resolve().parent.parent\n(BASE / 'work' / 'x').mkdir(parents=True)\n` }, ['work -> /tmp']],
    ['by parents', { 'shop/settings.py': `${PATHS}TOP = Path(__file__).resolve().parents[1]\nWORK = TOP / 'work'\nWORK.mkdir()\n` }, ['work -> /tmp']],
    ['by the default of a variable', { 'app.py': 'import os\napp = {}\napp.config[\'OUT\'] = os.getenv(\'OUT\', \'out\')\nos.makedirs(app.config[\'OUT\'])\n' }, ['out -> /tmp']],
    ['by a setting that is read from a file, or else', { 'config.py': `${PATHS}class Server:\n    LOG_FOLDER: str = ini['logs'] \\\n        or os.path.join(HERE, 'logs')\n` }, ['logs -> /tmp']],
    ['a directory that is kept empty', { 'config.py': `${PATHS}UPLOAD_FOLDER = HERE + '/uploads'\n`, 'uploads/.gitkeep': '' }, ['uploads -> /tmp replaces']],
    ['what users upload to Django', { 'shop/settings.py': `${PATHS}MEDIA_ROOT = os.path.join(HERE, 'media')\n` }, ['shop/media -> /tmp']],
    ['a field of the settings by its name', { 'shop/config.py': 'from pydantic_settings import BaseSettings\nfrom pydantic import Field\nclass Settings(BaseSettings):\n    shop_data_folder: str = Field(default=\'./data\')\n    debug: bool = False\n' }, ['data -> /tmp']],
    ['a field that a settings class has from a model', { 'config.py': 'from pydantic import BaseModel, BaseSettings\nclass Paths(BaseModel):\n    data_folder: str = "store"\nclass Settings(Paths, BaseSettings):\n    pass\n' }, ['store -> /tmp']],
    ['a field of the settings that another module makes', {
      'shop/config.py': 'from pathlib import Path\nfrom pydantic_settings import BaseSettings\nROOT = Path(__file__).parent.parent\nclass Base(BaseSettings):\n    pictures: Path = ROOT / \'pictures\'\nclass Settings(Base):\n    port: int = 1\nsettings = Settings()\n',
      'shop/web.py': 'from .config import settings\ndef start():\n    settings.pictures.mkdir(exist_ok=True)\n    (settings.port / 2).mkdir()\n',
    }, ['pictures -> /tmp']],
    ['a field of settings in settings, by a function', {
      'shop/core/__init__.py': 'from .config import get_settings\n',
      'shop/core/config.py': 'from functools import lru_cache\nfrom pydantic import Field\nfrom pydantic_settings import BaseSettings\nclass Storage(BaseSettings):\n    where: str = "store"\nclass Settings(BaseSettings):\n    storage: Storage = Field(default_factory=Storage)\n    thumbs: str = "thumbs"\n@lru_cache\ndef get_settings() -> Settings:\n    return Settings()\n',
      'shop/web.py': 'import os\nfrom shop.core import get_settings\nconf = get_settings()\nos.makedirs(os.path.join(conf.storage.where, "a"))\nos.makedirs(get_settings().thumbs)\n',
    }, ['store -> /tmp', 'thumbs -> /tmp']],
    ['a log file', { 'app.py': `${PATHS}h = logging.FileHandler('error.log')\n` }, ['error.log -> /tmp/error.log']],
    ['a log file in a directory', { 'app.py': 'from logging.handlers import RotatingFileHandler\nh = RotatingFileHandler(\'logs/app.log\', maxBytes=1)\n' }, ['logs -> /tmp']],
    ['a database of SQLite in a missing directory', { 'settings.py': `${PATHS}Q = {'filename': os.path.join(HERE, 'data', 'tasks.sqlite3')}\n` }, ['data -> /tmp']],
    ['a database of SQLite', { 'config.py': `${PATHS}URL = f"sqlite:///{HERE}/shop.db"\n` }, ['shop.db -> /tmp/shop.db']],
    ['a database that Flask-SQLAlchemy keeps in the instance folder', { 'app.py': 'app.config[\'SQLALCHEMY_DATABASE_URI\'] = \'sqlite:///shop.db\'\n' }, ['instance -> /tmp'], { installed: ['flask-sqlalchemy'] }],
    ['the instance folder of Flask', { 'app.py': 'import os\nos.makedirs(app.instance_path, exist_ok=True)\n' }, ['instance -> /tmp']],
    ['a file that is opened to be written', { 'app.py': `${PATHS}with open(os.path.join(HERE, 'static', 'all.json'), 'w') as f:\n    pass\n`, 'static/one.json': '{}' }, ['static/all.json -> /tmp/all.json']],
    ['relative to where the server runs', { 'backend/app.py': 'import os\nos.mkdir(\'logs\')\n' }, ['backend/logs -> /tmp'], { directory: 'backend' }],
    ['one for all that is in it', { 'app.py': 'import os\nos.makedirs(\'var/a\')\nos.makedirs(\'var/b\')\n' }, ['var -> /tmp']],
  ])('%s', (...[, files, expected, options]) => {
    const { value, problems } = detect(files, options);
    expect(problems).toEqual([]);
    expect(value?.map(({ path, target, replaces }) => `${path} -> ${target}${replaces ? ' replaces' : ''}`)).toEqual(expected);
  });
});

test.each<[string, AppFiles, Options?]>([
  ['what is there', { 'app.py': 'import os\nos.makedirs(\'static\', exist_ok=True)\n', 'static/site.css': '' }],
  ['outside the application', { 'app.py': 'import os\nos.makedirs(\'/var/lib/shop\')\nos.makedirs(\'../x\')\n' }],
  ['what only running tells', { 'app.py': 'import os\nos.makedirs(os.environ[\'X\'])\nos.makedirs(folder())\nos.mkdir(name + \'x\')\n' }],
  ['a database in memory, or of a server', { 'app.py': 'A = \'sqlite:///:memory:\'\nB = \'sqlite://\'\nC = \'postgresql://u@h/shop.db\'\n' }],
  ['fields of settings that nothing writes to', { 'config.py': 'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    pages: str = "pages"\nsettings = Settings()\n', 'web.py': 'import os\nfrom config import settings\nfrom x import other\nos.listdir(settings.pages)\nos.makedirs(other.pages)\n' }],
  ['programs beside the server', { 'build.py': 'import os\ndef main():\n    os.mkdir(\'out\')\nif __name__ == \'__main__\':\n    main()\n', 'shop/management/commands/x.py': 'import os\nos.mkdir(\'out\')\n' }],
  ['settings of tests', { 'config.py': 'class TestingConfig:\n    URI = \'sqlite:///test.db\'\nclass DevelopmentConfig:\n    LOG_DIR = \'logs\'\n' }],
  ['files that are read', { 'app.py': 'open(\'a.json\')\nopen(\'b.json\', \'r\')\nopen(\'c.json\', mode=\'rb\')\n' }],
  ['what another stage builds', { 'app.py': 'import os\nos.makedirs(\'static/dist\')\n' }, { built: ['static/dist'] }],
])('no link for %s', (...[, files, options]) => {
  expect(detect(files, options)).toEqual({ value: [], findings: [], warnings: [], problems: [] });
});

test('the finding says where, and what to write instead', () => {
  expect(detect({ 'app.py': 'import os\n\nos.mkdir(\'logs\')\n' }).findings).toEqual([
    { subject: 'temporary', value: 'logs -> /tmp', evidence: 'app.py:3 writes there', file: 'app.py', line: 3, override: 'temporaryPaths: [\'logs\']' },
  ]);
});

test('what may be worth keeping is warned about; logs, caches and what a variable moves are not', () => {
  const { warnings } = detect({
    'app.py': `${PATHS}os.mkdir('logs')\nos.mkdir('media')\nDB = 'sqlite:///shop.db'\nOTHER = os.environ.get('DATABASE_URL', 'sqlite:///other.db')\n`,
  });
  expect(warnings).toEqual([
    { code: 'files-not-kept', message: 'app.py:5 writes to \'media\', which is a link to /tmp in the image: what is written there is gone with the Pod; keep it on a volume: writable: [WritablePath.claim(\'/app/media\', claim)]' },
    { code: 'files-not-kept', message: 'app.py:6 writes to \'shop.db\', which is a link to /tmp in the image: what is written there is gone with the Pod; let the settings name a database outside the Pod, by a variable (environment)' },
  ]);
});

test('where a volume is mounted there is a directory and no link, and nothing is lost', () => {
  const app = { 'app.py': 'import os\nos.mkdir(\'media\')\n' };
  expect(detect(app, { mounted: ['/app/media'] })).toEqual({ value: [{ path: 'media', replaces: false }], findings: [], warnings: [], problems: [] });
});

test('what the user gives is all there is', () => {
  const { value, findings } = detect({ 'app.py': 'import os\nos.mkdir(\'logs\')\n', 'var/x.txt': '' }, { given: ['var/cache'] });
  expect(value).toEqual([{ path: 'var/cache', replaces: false, target: '/tmp' }]);
  expect(findings).toEqual([{ subject: 'temporary', value: 'var/cache -> /tmp', evidence: 'given' }]);
  expect(detect({ 'app.py': 'import os\nos.mkdir(\'logs\')\n' }, { given: [] }).value).toEqual([]);
});

test.each([
  ['/app/logs', 'temporaryPaths has "/app/logs"; a path is relative to the application\'s directory, of letters, digits, \'_\', \'.\' and \'-\', such as \'var/cache\''],
  ['../x', 'temporaryPaths has "../x"; a path is relative'],
  ['a b', 'temporaryPaths has "a b"; a path is relative'],
  ['static', 'temporaryPaths has "static", which is in the directory and would be hidden; mount a volume there: writable: [WritablePath.emptyDir(\'/app/static\')]'],
  ['statics/x', 'temporaryPaths has "statics/x", and there is no \'statics\' for it (did you mean \'static\'?); give \'statics\''],
])('%s is refused', (path, problem) => {
  expect(detect({ 'static/site.css': '' }, { given: [path] }).problems).toEqual([expect.stringContaining(problem)]);
});

const VITE = 'from litestar_vite import ViteConfig, VitePlugin, RuntimeConfig\nvite = VitePlugin(config=ViteConfig(mode="spa"))\n';

test.each<[string, string, string[], string[]]>([
  ['of today', VITE, ['litestar-vite'], ['writes-when-it-starts']],
  ['that writes nothing', VITE.replace('mode="spa"', 'runtime=RuntimeConfig(set_environment=False)'), ['litestar-vite'], []],
  ['that is not installed', VITE, [], []],
])('a plugin of Litestar for Vite %s', (_, text, installed, codes) => {
  expect(detect({ 'shop/plugins.py': text }, { installed }).warnings.map(({ code }) => code)).toEqual(codes);
});

test('an old plugin of Litestar for Vite writes nothing', () => {
  const files = new AppDirectory(temporaryApp({ 'plugins.py': VITE }), []);
  expect(detectTemporary({ files, distributions: [{ name: 'litestar-vite', version: '0.14.0' }], directory: '.', root: '.', built: [], mounted: [] }).warnings).toEqual([]);
});

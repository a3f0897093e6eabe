import { AppFiles, SMALL_APP } from '../support/temporary-app';
import { Web } from '../support/web';

/** What is offered for an application, with its evidence. */
function offered(files: AppFiles): string[] {
  return new Web({}, { ...SMALL_APP, ...files }).image.findings.filter(({ subject }) => subject === 'offer').map(({ value, evidence }) => `${value} <- ${evidence}`);
}

test('every decision says why', () => {
  expect(new Web({ port: 9000 }).image.findings).toEqual([
    {
      subject: 'python',
      value: '3.13',
      evidence: 'default: no file asks for a version, and 3.13 is maintained until 2029-10-31',
      override: 'base: PythonBase.debian({ python: PythonVersion.V3_13 })',
    },
    { subject: 'base', value: 'python:3.13-trixie', evidence: 'default: the official images on the stable Debian' },
    {
      subject: 'dependencies',
      value: 'uv pip install --requirement requirements.txt',
      evidence: 'requirements.txt: 1 requirement, without hashes; the only one for production',
      file: 'requirements.txt',
      override: 'dependencies: PythonDependencies.requirements({ file: \'requirements.txt\' })',
    },
    {
      subject: 'dependencies',
      value: 'installed by uv',
      evidence: 'default: nothing there means something else to it than to pip',
      override: 'dependencies: PythonDependencies.requirements({ file: \'requirements.txt\', engine: RequirementsEngine.PIP })',
    },
    { subject: 'port', value: '9000', evidence: 'given' },
    { subject: 'health', value: 'the port accepts a connection', evidence: 'default: the best that is known by the command; a route of the application would be better (health)' },
  ]);
});

test('Streamlit has a route of its own', () => {
  const web = new Web({ command: ['streamlit', 'run', 'app.py', '--server.port=8000'] });
  expect(web.container().livenessProbe.httpGet.path).toBe('/_stcore/health');
  expect(web.image.findings.at(-1)?.value).toBe('GET /_stcore/health');
});

test('workers and release steps of a Procfile are offered, word by word where no shell is needed; its server is not', () => {
  const Procfile = 'web: gunicorn shop.wsgi\nworker: celery --app=shop worker -l info\nrelease: python manage.py migrate\ncelery_beat: x\nbeat: celery beat --schedule=$DIR\n';
  expect(offered({ Procfile })).toEqual([
    'addWorker(\'worker\', { command: ["celery","--app=shop","worker","-l","info"] }) <- Procfile:2',
    'addJob(\'release\', { command: ["python","manage.py","migrate"] }) <- Procfile:3',
    'addWorker(\'celery-beat\', { command: ["x"] }) <- Procfile:4',
    'addWorker(\'beat\', { command: … } for: celery beat --schedule=$DIR) <- Procfile:5',
  ]);
});

test('migrations are offered for Django and Alembic', () => {
  expect(offered({ 'manage.py': '', 'requirements.txt': 'Django==5.2 --hash=sha256:00\n' })).toEqual([
    'addJob(\'migrate\', { command: [\'python\', \'manage.py\', \'migrate\', \'--noinput\'] }) and waitFor(\'migrations\', [\'python\', \'manage.py\', \'migrate\', \'--check\']) <- manage.py, and django among the requirements',
  ]);
  expect(offered({ 'manage.py': '' })).toEqual([]);
  expect(offered({ 'alembic.ini': '' })).toEqual(['addJob(\'migrate\', { command: [\'alembic\', \'upgrade\', \'head\'] }) <- alembic.ini']);
});

test('a queue and routes for health checks are offered by the names of their packages, not by parts of them', () => {
  expect(offered({ 'requirements.txt': 'celery[redis]>=5\ndjango_health.check\ncelery-types\nrqx\n' })).toEqual([
    'addWorker(\'worker\', …) for celery <- celery among the requirements',
    'health: HealthChecks.http({ ready: \'/ht/\' }) <- django-health-check among the requirements',
  ]);
});

test('an offer is never taken without a word', () => {
  expect(new Web({}, { ...SMALL_APP, Procfile: 'worker: celery worker\n' }).manifests('Deployment')).toHaveLength(1);
});

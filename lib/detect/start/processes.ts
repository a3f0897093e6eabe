import { posix } from 'path';
import { AppIndex } from './app-index';
import { rootOf } from './candidate';
import { listOf } from './describe';
import { AppResolver } from './resolve-app';
import { Finding } from '../../core/finding';
import { readIni } from '../../syntax/ini';

/** A queue: the distribution, the call that makes its application, and the words that start a worker with `module` and `module:name`. */
interface Queue {
  readonly distribution: string;
  readonly makes: RegExp;
  readonly words: (module: string, name: string) => string[];
}

const QUEUES: readonly Queue[] = [
  { distribution: 'celery', makes: /^celery\.(?:.*\.)?Celery$/, words: (module) => ['celery', `--app=${module}`, 'worker', '--loglevel=INFO'] },
  { distribution: 'huey', makes: /^huey\.(?:.*\.)?(?:\w*Huey)$/, words: (module, name) => ['huey_consumer', `${module}.${name}`] },
  { distribution: 'dramatiq', makes: /^dramatiq\.brokers\.\w+\.\w+Broker$/, words: (module) => ['dramatiq', module] },
];

/** The worker of a queue, with the module that makes it; a queue that is only installed is not enough to know. */
export function queueOffers(index: AppIndex, resolver: AppResolver, packages: readonly string[]): Finding[] {
  const found: Finding[] = [];
  for (const queue of QUEUES) {
    if (!packages.includes(queue.distribution)) continue;
    const [made] = madeBy(index, resolver, queue);
    if (!made) {
      found.push({ subject: 'offer', value: `addWorker('worker', …) for ${queue.distribution}`, evidence: `${queue.distribution} among the requirements` });
      continue;
    }
    const words = queue.words(made.module, made.name);
    found.push({ subject: 'offer', value: `addWorker('worker', { command: ${listOf(words)} })`, evidence: `${made.file}:${made.line}`, file: made.file, line: made.line });
    const beat = queue.distribution === 'celery' && (packages.includes('django-celery-beat') || index.sources.some((file) => /\bbeat_schedule\b|\bCELERY_BEAT_SCHEDULE\b|\bCELERYBEAT_SCHEDULE\b/.test(index.text(file))));
    if (beat) found.push({ subject: 'offer', value: `addWorker('beat', { command: ${listOf(['celery', `--app=${made.module}`, 'beat', '--schedule=/tmp/celerybeat-schedule'])}, replicas: 1 })`, evidence: `${made.file}:${made.line}, and a schedule`, file: made.file, line: made.line });
  }
  const settings = packages.includes('arq') ? index.sources.find((file) => /^class WorkerSettings\b/m.test(index.text(file))) : undefined;
  if (settings) {
    const module = moduleOf(index, settings);
    found.push({ subject: 'offer', value: `addWorker('worker', { command: ['arq', '${module}.WorkerSettings'] })`, evidence: `${settings}: WorkerSettings`, file: settings });
  }
  if (packages.includes('rq')) {
    const words = packages.includes('django-rq') ? ['python', 'manage.py', 'rqworker'] : ['rq', 'worker'];
    found.push({ subject: 'offer', value: `addWorker('worker', { command: ${listOf(words)} })`, evidence: 'rq among the requirements' });
  }
  if (packages.includes('django-q') || packages.includes('django-q2')) {
    found.push({ subject: 'offer', value: 'addWorker(\'worker\', { command: [\'python\', \'manage.py\', \'qcluster\'] })', evidence: 'django-q among the requirements' });
  }
  return found;
}

/** Migrations that are kept with the application, each as a Job. */
export function migrationOffers(index: AppIndex, packages: readonly string[]): Finding[] {
  const job = (words: readonly string[], evidence: string, rest = ''): Finding => ({ subject: 'offer', value: `addJob('migrate', { command: ${listOf(words)} })${rest}`, evidence });
  const manage = index.sources.find((file) => posix.basename(file) === 'manage.py' && (file === 'manage.py' || /\bdjango\b|DJANGO_SETTINGS_MODULE/.test(index.text(file))));
  if (packages.includes('django') && manage) {
    return [job(['python', 'manage.py', 'migrate', '--noinput'], `${manage}, and django among the requirements`, ' and waitFor(\'migrations\', [\'python\', \'manage.py\', \'migrate\', \'--check\'])')];
  }
  const hasVersions = ['migrations/env.py', 'migrations/alembic.ini'].find((path) => index.exists(path));
  if (packages.includes('flask-migrate') && hasVersions) return [job(['flask', 'db', 'upgrade'], `${hasVersions}, and flask-migrate among the requirements`)];
  const alembic = index.exists('alembic.ini') ? 'alembic.ini' : index.others.find((path) => posix.basename(path) === 'alembic.ini' && readIni(index.text(path)).some(({ key }) => key === 'script_location'));
  if (alembic) return [job(alembic === 'alembic.ini' ? ['alembic', 'upgrade', 'head'] : ['alembic', `--config=${alembic}`, 'upgrade', 'head'], alembic)];
  if (packages.includes('aerich')) return [job(['aerich', 'upgrade'], 'aerich among the requirements')];
  return packages.includes('piccolo') && index.exists('piccolo_conf.py') ? [job(['piccolo', 'migrations', 'forwards', 'all'], 'piccolo_conf.py')] : [];
}

function madeBy(index: AppIndex, resolver: AppResolver, queue: Queue): Array<{ module: string; name: string; file: string; line: number }> {
  const name = new RegExp(`^[ \\t]*(?:from|import)[ \\t]+${queue.distribution}\\b`, 'm');
  return index.sources.filter((file) => name.test(index.text(file))).flatMap((file) => {
    const scope = resolver.scope(file, rootOf(index, file));
    return [...scope.statements].flatMap((statement) => {
      if (statement.kind !== 'assign' || statement.value?.kind !== 'call' || !queue.makes.test(scope.qualify(statement.value))) return [];
      const [target] = statement.targets;
      return target?.kind === 'name' ? [{ module: celeryPackage(scope.name), name: target.name, file, line: statement.line }] : [];
    });
  });
}

/** Celery looks into `shop.celery` itself when it is told `shop`. */
function celeryPackage(module: string): string {
  return module.replace(/\.celery$/, '');
}

function moduleOf(index: AppIndex, file: string): string {
  const root = rootOf(index, file);
  return (root === '.' ? file : file.slice(root.length + 1)).replace(/\.py$/, '').replace(/\//g, '.');
}

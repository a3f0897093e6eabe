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

/** A process of the application that takes no requests. */
export interface WorkerProcess {
  readonly id: string;
  /** Word by word; empty where only the distribution is known. */
  readonly command: readonly string[];
  readonly evidence: string;
  readonly file?: string;
  readonly line?: number;
  /** What `addWorker` is told beside the command. */
  readonly options?: string;
  /** The distribution, where no command is known. */
  readonly distribution?: string;
}

/** The worker of a queue as a finding; a queue that is only installed is not enough to know. */
export function queueOffers(index: AppIndex, resolver: AppResolver, packages: readonly string[]): Finding[] {
  return queueWorkers(index, resolver, packages).map(({ id, command, evidence, file, line, options = '', distribution }) => ({
    subject: 'offer',
    value: distribution ? `addWorker('${id}', …) for ${distribution}` : `addWorker('${id}', { command: ${listOf(command)}${options} })`,
    evidence,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  }));
}

/** The workers of the queues that the code makes. */
export function queueWorkers(index: AppIndex, resolver: AppResolver, packages: readonly string[]): WorkerProcess[] {
  const found: WorkerProcess[] = [];
  for (const queue of QUEUES) {
    const { distribution } = queue;
    if (!packages.includes(distribution)) continue;
    const [made] = madeBy(index, resolver, queue);
    if (!made) {
      found.push({ id: 'worker', command: [], distribution, evidence: `${distribution} among the requirements` });
      continue;
    }
    const { file, line } = made;
    found.push({ id: 'worker', command: queue.words(made.module, made.name), evidence: `${file}:${line}`, file, line });
    const beat = distribution === 'celery' && (packages.includes('django-celery-beat') || index.sources.some((source) => /\bbeat_schedule\b|\bCELERY_BEAT_SCHEDULE\b|\bCELERYBEAT_SCHEDULE\b/.test(index.text(source))));
    if (beat) found.push({ id: 'beat', command: ['celery', `--app=${made.module}`, 'beat', '--schedule=/tmp/celerybeat-schedule'], evidence: `${file}:${line}, and a schedule`, file, line, options: ', replicas: 1' });
  }
  const settings = packages.includes('arq') ? index.sources.find((file) => /^class WorkerSettings\b/m.test(index.text(file))) : undefined;
  if (settings) {
    found.push({ id: 'worker', command: ['arq', `${moduleOf(index, settings)}.WorkerSettings`], evidence: `${settings}: WorkerSettings`, file: settings });
  }
  const rq = ['django-rq', 'rq'].find((name) => packages.includes(name));
  if (rq !== undefined) {
    const command = rq === 'django-rq' ? ['python', 'manage.py', 'rqworker'] : ['rq', 'worker'];
    found.push({ id: 'worker', command, evidence: `${rq} among the requirements` });
  }
  if (packages.includes('django-q') || packages.includes('django-q2')) {
    found.push({ id: 'worker', command: ['python', 'manage.py', 'qcluster'], evidence: 'django-q among the requirements' });
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

import { IAppFiles } from '../core/app-files';
import { Finding } from '../core/finding';

/** Processes of a Procfile that are no server and no release step. */
const WORKERS = /^(?:worker|beat|celery|celerybeat|scheduler|rq|huey|dramatiq)$/;

/**
 * What an application seems to need beside its server. It is offered as a finding, in the words to write, and never
 * added: only its authors know whether they want it.
 */
export function offers(files: IAppFiles, packages: readonly string[]): Finding[] {
  return [...procfile(files), ...migrations(files, packages), ...queue(files, packages), ...routes(packages)];
}

/** @see https://devcenter.heroku.com/articles/procfile */
function procfile(files: IAppFiles): Finding[] {
  return lines(files, 'Procfile').flatMap(({ text, line }) => {
    const [, name, command] = /^([A-Za-z0-9_-]+):\s*(.+)$/.exec(text) ?? [];
    if (name === undefined || !(WORKERS.test(name) || name === 'release')) return [];
    const evidence = `Procfile:${line}`;
    const words = wordsOf(command);
    // a line for a shell (variables, quotes, several commands) has to be read by a person
    const given = words ? `{ command: ${JSON.stringify(words)} }` : `{ command: … } for: ${command}`;
    const call = name === 'release' ? `addJob('release', ${given})` : `addWorker('${name.toLowerCase().replace(/_/g, '-')}', ${given})`;
    return [{ subject: 'offer', value: call, evidence }];
  });
}

function migrations(files: IAppFiles, packages: readonly string[]): Finding[] {
  if (files.fileExists('manage.py') && packages.includes('django')) {
    const command = '[\'python\', \'manage.py\', \'migrate\'';
    return [{
      subject: 'offer',
      value: `addJob('migrate', { command: ${command}, '--noinput'] }) and waitFor('migrations', ${command}, '--check'])`,
      evidence: 'manage.py, and django among the requirements',
    }];
  }
  if (!files.fileExists('alembic.ini')) return [];
  return [{ subject: 'offer', value: 'addJob(\'migrate\', { command: [\'alembic\', \'upgrade\', \'head\'] })', evidence: 'alembic.ini' }];
}

function queue(files: IAppFiles, packages: readonly string[]): Finding[] {
  const known = ['celery', 'rq', 'dramatiq', 'huey'].find((name) => packages.includes(name));
  if (known === undefined || files.fileExists('Procfile')) return [];
  return [{ subject: 'offer', value: `addWorker('worker', …) for ${known}`, evidence: `${known} among the requirements` }];
}

/** Packages that bring routes for health checks; whether they are switched on is not known. */
function routes(packages: readonly string[]): Finding[] {
  const known: ReadonlyArray<readonly [string, string]> = [
    ['dockerflow', 'HealthChecks.dockerflow()'],
    ['django-health-check', 'HealthChecks.http({ ready: \'/ht/\' })'],
    ['django-watchman', 'HealthChecks.http({ ready: \'/watchman/\' })'],
  ];
  return known.filter(([name]) => packages.includes(name))
    .map(([name, value]) => ({ subject: 'offer', value: `health: ${value}`, evidence: `${name} among the requirements` }));
}

/** Words of a line that no shell would change. */
function wordsOf(command: string): string[] | undefined {
  const text = command.trim();
  return /^[A-Za-z0-9_./:@%+,= -]+$/.test(text) && !/^\w+=/.test(text) ? text.split(/\s+/) : undefined;
}

function lines(files: IAppFiles, path: string): Array<{ text: string; line: number }> {
  if (!files.fileExists(path)) return [];
  return files.readFile(path).split(/\r?\n/).map((text, i) => ({ text, line: i + 1 }));
}

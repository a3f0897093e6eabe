import { launched } from './launched';
import { AppIndex } from './start/app-index';
import { procfile } from './start/mention-files';
import { migrationOffers, queueOffers, queueWorkers, WorkerProcess } from './start/processes';
import { AppResolver } from './start/resolve-app';
import { IAppFiles } from '../core/app-files';
import { Finding } from '../core/finding';
import { shellCommands } from '../syntax/shell-words';

/** Processes of a Procfile that are no server and no release step. */
const WORKERS = /^(?:worker|beat|celery|celerybeat|scheduler|rq|huey|dramatiq|clock)(?:[-_]\w+)?$/;

/**
 * What an application seems to need beside its server. It is offered as a finding, in the words to write, and never
 * added: only its authors know whether they want it.
 */
export function offers(files: IAppFiles, packages: readonly string[]): Finding[] {
  const index = AppIndex.of(files);
  const named = processes(index);
  const workers = named.some(({ value }) => value.startsWith('addWorker')) ? [] : queueOffers(index, new AppResolver(index), packages);
  return [...named, ...migrationOffers(index, packages), ...workers, ...routes(packages)];
}

/** Workers that the files name, as far as their command is known: those of a Procfile, else those of the queues in the code. */
export function knownWorkers(files: IAppFiles, packages: readonly string[]): WorkerProcess[] {
  const index = AppIndex.of(files);
  const named = procfileLines(index).filter(({ name }) => name !== 'release').map(({ id, words, line }) => ({ id, command: words ?? [], evidence: `Procfile:${line}` }));
  return (named.length > 0 ? named : queueWorkers(index, new AppResolver(index), packages)).filter(({ command }) => command.length > 0);
}

/** @see https://devcenter.heroku.com/articles/procfile */
function processes(index: AppIndex): Finding[] {
  return procfileLines(index).map(({ name, id, command, words, line }) => {
    // a line for a shell (variables, several commands) has to be read by a person
    const given = words ? `{ command: ${JSON.stringify(words)} }` : `{ command: … } for: ${command}`;
    const call = name === 'release' ? `addJob('release', ${given})` : `addWorker('${id}', ${given})`;
    return { subject: 'offer', value: call, evidence: `Procfile:${line}`, file: 'Procfile', line };
  });
}

function procfileLines(index: AppIndex) {
  return procfile(index.text('Procfile')).filter(([name]) => WORKERS.test(name) || name === 'release')
    .map(([name, command, line]) => ({ name, id: name.toLowerCase().replace(/_/g, '-'), command, words: wordsOf(command), line }));
}

/** Routes for health checks that packages bring; whether they are switched on is not known. */
function routes(packages: readonly string[]): Finding[] {
  const known: ReadonlyArray<readonly [string, string]> = [
    ['dockerflow', 'HealthChecks.dockerflow()'],
    ['django-health-check', 'HealthChecks.http({ ready: \'/ht/\' })'],
    ['django-watchman', 'HealthChecks.http({ ready: \'/watchman/\' })'],
  ];
  return known.filter(([name]) => packages.includes(name))
    .map(([name, value]) => ({ subject: 'offer', value: `health: ${value}`, evidence: `${name} among the requirements` }));
}

/** Words of a line that is one command and that no shell would change. */
function wordsOf(command: string): string[] | undefined {
  if (/[$`;&|<>*?~]/.test(command)) return undefined;
  const [only, ...others] = shellCommands(command).map(launched);
  return only && others.length === 0 && only.assignments.length === 0 ? [...only.words] : undefined;
}

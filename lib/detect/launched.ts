import { baseName, ShellCommand } from '../syntax/shell-words';

/** Commands that run the command after them in their place. */
const WRAPPERS: { readonly [name: string]: number } = { 'exec': 0, 'nohup': 0, 'command': 0, 'env': 0, 'tini': 0, 'dumb-init': 0, 'gosu': 1, 'su-exec': 1, 's6-setuidgid': 1, 'newrelic-admin': 1, 'ddtrace-run': 0, 'opentelemetry-instrument': 0, 'envrun': 0 };

/** Tools that run a program of the virtualenv: `poetry run gunicorn`. */
const RUNNERS = ['poetry', 'pipenv', 'uv', 'pdm', 'hatch', 'rye'];

/** The command behind `exec`, `env X=1`, `poetry run`, `newrelic-admin run-program`, `sh -c` and the like. */
export function launched(command: ShellCommand): ShellCommand {
  const words = [...command.words];
  const assignments = [...command.assignments];
  for (let i = 0; i < 12 && words.length > 0; i++) {
    const program = baseName(words[0]);
    if (Object.hasOwn(WRAPPERS, program)) words.splice(0, 1 + WRAPPERS[program]);
    else if (RUNNERS.includes(program) && words.includes('run')) words.splice(0, words.indexOf('run') + 1);
    else if (program === '$') words.shift();
    else break;
    while (words.length > 0 && (/^-/.test(words[0]) || /^[A-Za-z_]\w*=/.test(words[0]))) {
      const [, name, value] = /^([A-Za-z_]\w*)=([^]*)$/.exec(words[0]) ?? [];
      if (name !== undefined) assignments.push([name, value]);
      words.shift();
    }
  }
  return { assignments, words, line: command.line };
}

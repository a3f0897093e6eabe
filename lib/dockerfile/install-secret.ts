import { BuildSecret } from './build-secret';
import { Command, command, ShellText } from './command';
import { SecretMount } from './mount';
import { received } from '../core/problems';

/**
 * A secret that an installation sees while it runs, and nothing else does.
 */
export interface InstallSecret {
  /**
   * Which one.
   */
  readonly secret: BuildSecret;

  /**
   * The environment variable that holds it: `NPM_TOKEN`, for an `.npmrc` that says `${NPM_TOKEN}`.
   * @default - it is a file
   */
  readonly variable?: string;

  /**
   * The absolute path of the file that holds it: `/root/.npmrc`.
   * @default - /run/secrets/ and the id, when `variable` is not given either
   */
  readonly target?: string;
}

/** What a RUN with secrets has: mounts, and a first command for each that says so when a secret is empty. */
export interface MountedSecrets {
  readonly mounts: readonly SecretMount[];
  readonly guards: readonly Command[];
}

/** Said by the shell, behind the variable's name: BuildKit takes a variable that is not set for an empty secret. */
export const EMPTY = 'is empty where the image is built';

/** The flags of a RUN for secrets that it needs: without one the build stops and names it. */
export function mountSecrets(secrets: readonly InstallSecret[]): MountedSecrets {
  return {
    mounts: secrets.map(({ secret, variable, target }) => ({ type: 'secret', id: secret.id, target, env: variable, required: true })),
    guards: secrets.flatMap(guard),
  };
}

function guard({ secret, variable, target }: InstallSecret): Command[] {
  if (variable !== undefined) return [command(':', new ShellText(`"\${${variable}:?${EMPTY}}"`))];
  // a file that is missing is refused by the build itself
  if (secret.file !== undefined) return [];
  const file = target ?? `/run/secrets/${secret.id}`;
  return [command(new ShellText(`{ test -s ${file} || { echo 'the secret ${secret.id} ${EMPTY}' >&2; false; }; }`))];
}

/** What is wrong with secrets that were given. */
export function secretProblems(option: string, secrets: readonly InstallSecret[]): string[] {
  const places = secrets.map(({ secret, variable, target }) => variable ?? target ?? `/run/secrets/${secret.id}`);
  return [
    ...secrets.flatMap(({ secret, variable, target }) => {
      if (variable !== undefined && target !== undefined) return [`${option} has the secret ${received(secret.id)} as a variable (${received(variable)}) and as a file (${received(target)}); give one of them`];
      if (variable !== undefined && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable)) return [`${option} has the variable ${received(variable)}, which is not the name of a variable`];
      if (target !== undefined && !/^(?:\/[A-Za-z0-9_.@+-]+)+$/.test(target)) return [`${option} has the file ${received(target)}; it must be a plain absolute path, such as /root/.npmrc`];
      return [];
    }),
    ...places.filter((place, i) => places.indexOf(place) !== i).map((place) => `${option} has two secrets for ${received(place)}`),
  ];
}

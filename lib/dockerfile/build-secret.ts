import { checkText } from './text-check';

/**
 * Choices for a secret.
 */
export interface BuildSecretOptions {
  /**
   * The secret's name in the Dockerfile and for `docker build --secret id=…`: letters, digits, `_`, `.`, `-`.
   * @default - the name of the variable, or of the file without the dot in front
   */
  readonly id?: string;
}

/**
 * A secret that the build needs: its name, and where the machine that builds finds it. No type holds the value.
 *
 * Synth never reads it. The build mounts it for exactly those RUNs that install, and it is in no layer, no history, no
 * manifest and not in the tag: another password builds nothing anew.
 *
 * @see https://docs.docker.com/build/building/secrets/
 */
export class BuildSecret {
  /**
   * The secret is in an environment variable of the shell, or the CI job, that builds.
   *
   * @param name the variable: `PIP_PASSWORD`
   * @throws when that is no name of a variable
   */
  public static fromEnvironment(name: string, options: BuildSecretOptions = {}): BuildSecret {
    return new BuildSecret(options.id ?? name, checkVariable(name), undefined);
  }

  /**
   * The secret is in a file of the machine that builds.
   *
   * @param path relative to the directory where the build runs, absolute, or in the home directory: `~/.netrc`
   * @throws when the path has a character that the options of a build cannot hold
   */
  public static fromFile(path: string, options: BuildSecretOptions = {}): BuildSecret {
    return new BuildSecret(options.id ?? idOfFile(path), undefined, checkPath(path));
  }

  /**
   * Its name in the Dockerfile.
   */
  public readonly id: string;

  /**
   * The environment variable that it is in where the image is built.
   */
  public readonly environmentVariable?: string;

  /**
   * The file that it is in where the image is built.
   */
  public readonly file?: string;

  private constructor(id: string, environmentVariable: string | undefined, file: string | undefined) {
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/.test(id)) {
      throw new Error(`the id of a secret is at most 64 letters, digits, '_', '.' and '-', got ${JSON.stringify(id)}; give one: { id: 'pip-password' }`);
    }
    this.id = id;
    this.environmentVariable = environmentVariable;
    this.file = file;
  }
}

/** Whether two references name the same thing. */
export function sameSecret(a: BuildSecret, b: BuildSecret): boolean {
  return a.id === b.id && a.environmentVariable === b.environmentVariable && a.file === b.file;
}

/** The code that makes the secret, for messages. */
export function secretCode(secret: BuildSecret): string {
  return secret.file === undefined ? `BuildSecret.fromEnvironment('${secret.environmentVariable}')` : `BuildSecret.fromFile('${secret.file}')`;
}

function checkVariable(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new Error(`BuildSecret.fromEnvironment takes the name of an environment variable, got ${JSON.stringify(name.length > 20 ? `${name.slice(0, 4)}…` : name)}; never the secret itself`);
  }
  return name;
}

/** The options of a build are a CSV line, and bake composes Unicode. */
function checkPath(path: string): string {
  const text = checkText('the path of a secret', path, false);
  if (path === '' || /[,"]|^\s|\s$/.test(path) || text !== text.normalize('NFC') || path.startsWith('~') && !/^~\/./.test(path)) {
    throw new Error(`BuildSecret.fromFile takes a path without commas, quotes and outer spaces, such as '~/.netrc', got ${JSON.stringify(path)}`);
  }
  return path;
}

function idOfFile(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/^\.+/, '');
}

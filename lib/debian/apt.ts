import { command, ShellText, withList } from '../dockerfile/command';
import { run, Run } from '../dockerfile/instruction';

/**
 * A package's name by Debian's policy, with an optional version behind `=`. One that ends in `-` would be removed by apt.
 * @see https://www.debian.org/doc/debian-policy/ch-controlfields.html#source
 */
const PACKAGE = /^[a-z0-9][a-z0-9+.-]*[a-z0-9+](=[A-Za-z0-9][A-Za-z0-9.+:~*-]*)?$/;

/** Checks the name of an operating system package. */
export function checkPackage(option: string, name: string): string {
  if (!PACKAGE.test(name)) {
    throw new Error(`${option} has ${JSON.stringify(name)}, which is not a Debian package: two or more lower case letters, digits, '+', '-', '.', with an optional '=version'`);
  }
  return name;
}

/** Installs packages in one layer: nothing recommended, no package lists left. Undefined when there are none. */
export function aptInstall(packages: readonly string[]): Run | undefined {
  if (packages.length === 0) return undefined;
  const sorted = [...new Set(packages)].sort();
  return run([
    command('apt-get', 'update'),
    withList(command('apt-get', 'install', '-y', '--no-install-recommends'), sorted),
    command('rm', '-rf', new ShellText('/var/lib/apt/lists/*')),
  ]);
}

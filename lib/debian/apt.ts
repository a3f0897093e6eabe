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

/** What dpkg and ldconfig write about the day and the file system they ran on. */
const OF_THE_DAY = new ShellText('/var/cache/ldconfig/aux-cache /var/log/*.log /var/log/apt/*');

/**
 * Installs packages in one layer: nothing recommended, no package lists in it. Undefined when there are none.
 *
 * @param codename the release, whose package lists are kept for the next build
 * @param toProduction whether the layer is one of the image, which has to be the same twice
 */
export function aptInstall(packages: readonly string[], codename: string, toProduction = false): Run | undefined {
  if (packages.length === 0) return undefined;
  const sorted = [...new Set(packages)].sort();
  return run([
    command('apt-get', 'update'),
    withList(command('apt-get', 'install', '-y', '--no-install-recommends'), sorted),
    ...(toProduction ? [command('rm', '-rf', OF_THE_DAY)] : []),
  ], {
    // two builds at once each have lists of their own: neither waits for the other
    type: 'cache', id: `apt-${codename}`, target: '/var/lib/apt/lists', sharing: 'private',
  });
}

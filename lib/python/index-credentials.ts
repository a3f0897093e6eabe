import { PackageIndex } from './package-index';
import { BuildSecret, sameSecret, secretCode } from '../dockerfile/build-secret';
import { Command, command, ShellText, withEnvironment } from '../dockerfile/command';
import { EMPTY, InstallSecret, mountSecrets } from '../dockerfile/install-secret';
import { env, Run, run } from '../dockerfile/instruction';
import { Mount, SecretMount } from '../dockerfile/mount';
import { Block, block } from '../dockerfile/stage';

/**
 * In memory, in every RUN anew: nothing of it reaches a layer, also not of one that fails.
 * pip, uv, Poetry, PDM and Pipenv all read the file that NETRC names.
 */
const NETRC = '/dev/shm/netrc';

/** Where packages come from, and what installing needs to be let in. */
export interface IndexAccess {
  readonly indexes: readonly PackageIndex[];
  readonly secrets: readonly InstallSecret[];
}

/** Settings that every pip of the builder reads; undefined when PyPI alone is asked. */
export function indexBlock({ indexes }: IndexAccess): Block[] {
  if (indexes.length === 0) return [];
  const instead = indexes.find((index) => index.replacesPypi);
  return [block('Where packages come from. Logins are mounted for the RUNs that install, and written to memory (/dev/shm), to no layer.', env(
    ...(instead ? [['PIP_INDEX_URL', instead.url] as [string, string]] : []),
    ['PIP_NO_INPUT', '1'],
  ))];
}

/** A RUN that is let in by the private indexes, and sees the secrets of the installation. */
export function authenticatedRun(commands: readonly Command[], access: IndexAccess, ...mounts: Mount[]): Run {
  const logins = access.indexes.filter((index) => index.password);
  const netrc = access.indexes.find((index) => index.netrc)?.netrc;
  const given = mountSecrets([...(netrc ? [{ secret: netrc, target: '/root/.netrc' }] : []), ...access.secrets]);
  const lines = onePerHost(logins);
  const own = logins.flatMap((index) => index._secrets).filter((secret, i, all) => all.findIndex(({ id }) => id === secret.id) === i);
  const ofLogins = own.map((secret): SecretMount => ({ type: 'secret', id: secret.id, env: variableOf(secret), required: true }));
  return run([
    ...given.guards,
    ...lines.map((index, i) => loginLine(index, i === 0 ? '>' : '>>')),
    ...(lines.length > 0 ? withNetrc(commands) : commands),
  ], ...mounts, ...ofLogins, ...given.mounts);
}

/** For one command in front of it; for more than one, once before them. */
function withNetrc(commands: readonly Command[]): Command[] {
  if (commands.length === 1) return commands.map((of) => withEnvironment(of, [...(of.environment ?? []), ['NETRC', NETRC]]));
  return [command('export', `NETRC=${NETRC}`), ...commands];
}

/** A line for the host in a netrc file of its own. */
function loginLine(index: PackageIndex, redirection: string): Command {
  const words = ['printf', `machine ${index._host} login %s password %s\\n`, index.usernameSecret ? secretText(index.usernameSecret) : index.username ?? ''];
  return command(...words, ...(index.password ? [secretText(index.password)] : []), new ShellText(`${redirection} ${NETRC}`));
}

function secretText(secret: BuildSecret): ShellText {
  return new ShellText(`"\${${variableOf(secret)}:?${EMPTY}}"`);
}

/** The variable of the RUN that holds it: the id, as far as a variable's name may be it. */
function variableOf(secret: BuildSecret): string {
  return secret.id.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=[0-9])/, '_');
}

function onePerHost(indexes: readonly PackageIndex[]): PackageIndex[] {
  return indexes.filter((index, i) => indexes.findIndex(({ _host }) => _host === index._host) === i);
}

/** What is wrong with the indexes together. */
export function indexProblems(indexes: readonly PackageIndex[]): string[] {
  const problems: string[] = [];
  const instead = indexes.filter((index) => index.replacesPypi);
  if (instead.length > 1) {
    problems.push(`packageIndexes has two that replace PyPI, '${instead[0].url}' and '${instead[1].url}'; make one of them PackageIndex.besidePypi()`);
  }
  indexes.forEach((index, i) => {
    const earlier = indexes.slice(0, i);
    if (earlier.some(({ url }) => sameUrl(url, index.url))) problems.push(`packageIndexes has '${index.url}' twice; leave one out`);
    const other = earlier.find((one) => one._host === index._host && one.password && index.password && !sameLogin(one, index));
    if (other) {
      problems.push(`packageIndexes has two logins for the host '${index._host}', and a tool knows one a host; give '${other.url}' and '${index.url}' the same one`);
    }
  });
  const netrcs = indexes.filter((index) => index.netrc);
  const different = netrcs.find((index) => netrcs[0].netrc && index.netrc && !sameSecret(netrcs[0].netrc, index.netrc));
  if (different) problems.push(`packageIndexes has two netrc files; write '${different.url}' into the one of '${netrcs[0].url}'`);
  const login = indexes.find((index) => index.password);
  if (netrcs[0]?.netrc && login) {
    problems.push(`packageIndexes has a netrc file for '${netrcs[0].url}' and a password for '${login.url}'; write that into the file, too: netrc: ${secretCode(netrcs[0].netrc)}`);
  }
  return problems;
}

/** Whether two URLs are one index: a slash at the end and the case of the host do not count. */
export function sameUrl(a: string, b: string): boolean {
  const plain = (text: string) => (URL.canParse(text) ? new URL(text).href : text).replace(/\/+$/, '');
  return plain(a) === plain(b);
}

function sameLogin(a: PackageIndex, b: PackageIndex): boolean {
  const [one, two] = [a._secrets, b._secrets];
  return a.username === b.username && one.length === two.length && one.every((secret, i) => sameSecret(secret, two[i]));
}

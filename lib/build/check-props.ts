import { checkBake } from './check-bake';
import { PythonVenvBuildProps } from './python-venv-build-props';
import { checkStrip } from './small-image';
import { Problems, received } from '../core/problems';
import { checkPackage } from '../debian/apt';
import { checkRepository } from '../dockerfile/image-reference';
import { secretProblems } from '../dockerfile/install-secret';
import { checkText } from '../dockerfile/text-check';
import { indexProblems } from '../python/index-credentials';

/** Labels that the bake file sets; in the Dockerfile they would make the tag depend on itself. */
const BAKE_LABELS = ['org.opencontainers.image.version', 'org.opencontainers.image.revision'];

/** Checks every option that can be checked without reading the application. */
export function checkProps(props: PythonVenvBuildProps, problems: Problems): void {
  checkPlainLine('context', props.context, problems);
  problems.attempt(() => checkRepository(props.repository));
  checkPort('port', props.port, 1024, problems);
  checkId('uid', props.uid, problems);
  checkId('gid', props.gid, problems);
  for (const option of ['buildPackages', 'runtimePackages'] as const) {
    props[option]?.forEach((name) => problems.attempt(() => checkPackage(option, name)));
  }
  props.unstripped?.forEach((name) => checkDistribution('unstripped', name, problems));
  checkStrip(props, problems);
  for (const [distribution, { buildPackages = [], runtimePackages = [] }] of Object.entries(props.nativePackages ?? {})) {
    checkDistribution('nativePackages', distribution, problems);
    [...buildPackages, ...runtimePackages].forEach((name) => problems.attempt(() => checkPackage('nativePackages', name)));
  }
  props.optionalLibraries?.forEach((library) => checkLibrary(library, problems));
  indexProblems(props.packageIndexes ?? []).forEach((problem) => problems.add(problem));
  secretProblems('installSecrets', props.installSecrets ?? []).forEach((problem) => problems.add(problem));
  if (props.command !== undefined) checkCommand(props.command, problems);
  Object.entries(props.labels ?? {}).forEach(([key, value]) => checkLabel(key, value, problems));
  props.platforms?.forEach((platform) => checkPlatform(platform, problems));
  if (props.bake) checkBake(props.bake, problems);
  if (props.lockFile !== undefined) checkPlainLine('lockFile', props.lockFile, problems);
  if (props.lockFile === '') problems.add('lockFile is empty; give a path beside the source, such as \'images.lock.json\'');
  if (props.revision !== undefined) checkPlainLine('revision', props.revision, problems);
}

/** What the bake file names: bake composes Unicode (NFC), so a text in another form would come out as another one. */
function checkPlainLine(option: string, text: string, problems: Problems): void {
  problems.attempt(() => checkText(option, text, false));
  if (text !== text.normalize('NFC')) {
    problems.add(`${option} is ${received(text)}, whose accents are characters of their own (Unicode form NFD), and bake would read another name; write it in form NFC`);
  }
}

/** @param lowest 1024 in a container that may not bind lower ports, 1 for a Service */
export function checkPort(option: string, port: number | undefined, lowest: number, problems: Problems): void {
  if (port === undefined || (Number.isInteger(port) && port >= lowest && port <= 65535)) return;
  const low = Number.isInteger(port) && port >= 1 && port < lowest;
  problems.add(low
    ? `${option} is ${port}: a user that is not root cannot listen below 1024; listen on 8000 and give the Service the other number (servicePort)`
    : `${option} must be a whole number from ${lowest} to 65535, got ${received(port)}`);
}

function checkDistribution(option: string, name: string, problems: Problems): void {
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(name)) {
    problems.add(`${option} has ${received(name)}, which is not the name of a distribution, such as 'psycopg2'`);
  }
}

function checkLibrary(library: string, problems: Problems): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.+-]*\.so(?:\.[A-Za-z0-9_.+-]+)?$/.test(library)) {
    problems.add(`optionalLibraries has ${received(library)}; a library is named as the build's check prints it, such as 'libcuda.so.1'`);
  }
}

function checkId(option: string, id: number | undefined, problems: Problems): void {
  if (id === undefined || (Number.isInteger(id) && id >= 1 && id <= 65534)) return;
  const root = id === 0 ? ': Kubernetes would refuse to start the container, for it must not run as root' : '';
  problems.add(`${option} must be a whole number from 1 to 65534, got ${received(id)}${root}`);
}

/** A command as a list of words. The most usual mistake, a line for a shell, is shown as the list that it should be. */
export function checkCommand(command: readonly string[], problems: Problems): void {
  if (!Array.isArray(command) || command.length === 0) {
    problems.add(`command must be a list of words, got ${received(command)}; for example ['gunicorn', 'shop.wsgi', '--bind=0.0.0.0:8000']`);
    return;
  }
  command.forEach((word) => problems.attempt(() => checkText('a word of command', word, true)));
  const program: string = command[0];
  if (program === '') problems.add('command starts with an empty word; give the program first');
  if (command.length === 1 && /\s/.test(program)) {
    const words = program.trim().split(/\s+/).map((word: string) => `'${word}'`).join(', ');
    problems.add(`command is one shell string, ${received(program)}, but no shell reads it; give its words: [${words}]`);
  }
}

/** The name of a process: that of its container, and part of the names of its objects. */
export function checkProcessName(id: string, problems: Problems): void {
  if (!/^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(id)) {
    problems.add(`${received(id)} is not the name of a process: a lower case letter, then at most 39 letters, digits and '-', not ending in '-'`);
  }
}

function checkLabel(key: string, value: string, problems: Problems): void {
  if (BAKE_LABELS.includes(key)) {
    problems.add(`labels has ${received(key)}, which the bake file sets to the tag or to 'revision'; leave it out`);
  }
  problems.attempt(() => checkText(`the label ${received(key)}`, value, false));
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(key)) {
    problems.add(`labels has the key ${received(key)}; a key is letters, digits, '.', '-', '_' and '/', such as 'org.opencontainers.image.source'`);
  }
}

function checkPlatform(platform: string, problems: Problems): void {
  if (!/^[a-z0-9]+\/[a-z0-9_]+(\/[a-z0-9]+)?$/.test(platform)) {
    problems.add(`platforms has ${received(platform)}; a platform is written os/architecture, such as 'linux/arm64'`);
  }
}

import { posix } from 'path';
import { parse as parseYaml } from 'yaml';
import { AppIndex } from './app-index';
import { Mention, mentionOf, Place } from './mention';
import { Checkout, NO_CHECKOUT } from '../../core/checkout';
import { OWN_FILE } from '../../core/own-file';
import { DockerfileInstruction, dockerfileInstructions, shellQuoted } from '../../syntax/dockerfile-instructions';
import { readIni } from '../../syntax/ini';
import { baseName, shellCommands } from '../../syntax/shell-words';
import { launched } from '../launched';
import { IMAGE_FOLDERS, isDockerfile } from '../own-dockerfiles';

const SERVER_WORD = /\b(?:gunicorn|uvicorn|hypercorn|daphne|granian|waitress-serve|uwsgi|fastapi|sanic|streamlit|chainlit|panel|python3?)\b/;
const SCRIPT = /(?:^|\/)(?:[^/]*(?:run|start|boot|entrypoint|serve|server|web|prod|launch|init|up)[^/]*(?:\.(?:sh|bash))?|[^/]+\.(?:sh|bash))$/i;
const DEVELOPMENT = /(?:^|[-_./])(?:dev|develop|development|debug|local|test|tests|testing|ci|override|e2e)(?:[-_./]|$)/i;

/** Every line of the application's files that starts a server, the one that counts most first. */
export function findMentions(index: AppIndex, checkout = NO_CHECKOUT): Mention[] {
  const found: Mention[] = [];
  const add = (text: string, place: Place) => found.push(...commandsIn(text, place));
  const kept = keptFromTheBuild(index, checkout);
  const read = (path: string) => kept.includes(path) ? checkout.read(path) ?? '' : index.text(path);
  for (const path of [...index.others, ...kept]) {
    const name = baseName(path);
    const penalty = (DEVELOPMENT.test(path) ? 60 : 0) + path.split('/').length;
    const place = (weight: number, line = 1): Place => ({ file: path, line, weight: weight - penalty, directory: '.' });
    if (/^Procfile(?:\..+)?$/.test(name)) {
      procfile(read(path)).filter(([process]) => process === 'web').forEach(([, command, line]) => add(command, place(100, line)));
      continue;
    }
    const isScript = SCRIPT.test(path) && (/\.(?:sh|bash)$/.test(name) || !name.includes('.'));
    const kind = isDockerfile(name) ? 'docker'
      : /^(?:docker-)?compose.*\.ya?ml$/.test(name) ? 'compose'
        : /supervisor/i.test(path) && /\.(?:conf|ini)$/.test(name) ? 'supervisor'
          : /uwsgi[^/]*\.(?:ini|ya?ml)$/.test(name) ? 'uwsgi' : name.endsWith('.service') ? 'systemd' : name === 'Makefile' ? 'make' : isScript ? 'script' : undefined;
    if (kind === undefined || (kind !== 'uwsgi' && !SERVER_WORD.test(read(path)))) continue;
    const text = read(path);
    if (text.startsWith(OWN_FILE)) continue;
    if (kind === 'docker') found.push(...dockerfile(dockerfileInstructions(text), place(90)));
    else if (kind === 'compose') compose(text).forEach((command) => add(command, place(70)));
    else if (kind === 'supervisor') supervisor(text).forEach(([command, line]) => add(command, place(60, line)));
    else if (kind === 'uwsgi') uwsgi(text, path).forEach((command) => add(command, place(50)));
    else if (kind === 'systemd') readIni(text).filter(({ key }) => key === 'ExecStart').forEach(({ value, line }) => add(value, place(50, line)));
    else if (kind === 'make') add(text.replace(/^\t[@-]*/gm, '').replace(/\$\(\w+\)\/?/g, ''), place(30));
    else add(text, place(80));
  }
  return found.sort((a, b) => b.weight - a.weight || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}

const DESCRIBES = /^(?:docker-)?compose.*\.ya?ml$|^Procfile(?:\.\w+)?$/i;

/** Files that say how the application is started, and that the ignore rules keep out of every image. */
function keptFromTheBuild(index: AppIndex, checkout: Checkout): string[] {
  const known = new Set(index.others);
  return IMAGE_FOLDERS.flatMap((folder) => checkout.list(folder).filter((name) => DESCRIBES.test(name) || isDockerfile(name))
    .map((name) => posix.join(folder, name))).filter((path) => !known.has(path));
}

/** Name, command and line of each process. @see https://devcenter.heroku.com/articles/procfile */
export function procfile(text: string): Array<readonly [string, string, number]> {
  return text.split(/\r\n|\r|\n/).flatMap((line, i) => {
    const [, name, command] = /^([A-Za-z0-9_-]+):\s*(.+)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, command, i + 1] as const];
  });
}

function commandsIn(text: string, place: Place, environment: ReadonlyArray<readonly [string, string]> = []): Mention[] {
  const found: Mention[] = [];
  let directory = place.directory;
  const at = (line: number): Place => ({ ...place, directory, line: place.line + line - 1 });
  for (const command of shellCommands(text).map(launched)) {
    // `run_command="gunicorn …"`, which another line runs
    for (const [, value] of command.assignments) if (/\s/.test(value) && SERVER_WORD.test(value)) found.push(...commandsIn(value, { ...at(command.line), weight: place.weight - 1 }, environment));
    if (command.words[0] === 'cd' && command.words[1]) directory = within(command.words[1], directory);
    const here = at(command.line);
    const [program, flag, script] = command.words;
    if (/^(?:ba|da|z)?sh$/.test(baseName(program ?? '')) && /^-\w*c$/.test(flag ?? '') && script) {
      found.push(...commandsIn(script, here, [...environment, ...command.assignments]));
    }
    const assignments = [...environment, ...command.assignments];
    const mention = mentionOf({ ...command, assignments }, reloads(command.words) ? { ...here, weight: here.weight - 40 } : here);
    if (mention) found.push(mention);
  }
  return found;
}

/** A server that reloads is for the author's own machine. */
function reloads(words: readonly string[]): boolean {
  return words.some((word) => /^--reload(?:=|$)/.test(word));
}

/** A directory as far as it can be below the context: the path inside an image says little. */
function within(path: string, from: string): string {
  if (path.startsWith('/') || path.includes('$') || path.startsWith('~')) return '.';
  const joined = posix.normalize(posix.join(from, path)).replace(/\/$/, '');
  return joined.startsWith('..') ? '.' : joined;
}

/** CMD and ENTRYPOINT of each stage: together they are one command. */
function dockerfile(instructions: readonly DockerfileInstruction[], place: Place): Mention[] {
  const environment: Array<readonly [string, string]> = [];
  const found: Mention[] = [];
  let stage: { entrypoint?: readonly string[]; cmd?: readonly string[]; shell?: string; line: number } = { line: 1 };
  const finish = () => {
    const words = [...(stage.entrypoint ?? []), ...(stage.cmd ?? [])];
    const at = { ...place, line: stage.line };
    if (words.length > 0) found.push(...commandsIn(words.map(shellQuoted).join(' '), at, environment));
    if (stage.shell !== undefined) found.push(...commandsIn(stage.shell, at, environment));
    stage = { line: 1 };
  };
  for (const { keyword, rest, words, line } of instructions) {
    if (keyword === 'FROM') {
      finish();
    } else if (keyword === 'ENV') {
      const value = /\bDJANGO_SETTINGS_MODULE[= ]\s*["']?([^"'\s]+)/.exec(rest)?.[1];
      if (value !== undefined) environment.push(['DJANGO_SETTINGS_MODULE', value]);
    } else if (keyword === 'CMD' || keyword === 'ENTRYPOINT') {
      stage.line = line;
      if (!words) stage.shell = rest;
      else if (keyword === 'CMD') stage.cmd = words;
      else stage.entrypoint = words;
    }
  }
  finish();
  return found;
}

function compose(text: string): string[] {
  return Object.values(record(yaml(text).services)).flatMap((service) => {
    const { command } = record(service);
    if (typeof command === 'string') return [command];
    return Array.isArray(command) ? [command.map((word) => shellQuoted(String(word))).join(' ')] : [];
  });
}

function yaml(text: string): { readonly [key: string]: unknown } {
  try {
    return record(parseYaml(text, { merge: true, logLevel: 'error' }));
  } catch {
    return {}; // a broken file of another tool is no matter of ours
  }
}

function record(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as { readonly [key: string]: unknown } : {};
}

function supervisor(text: string): Array<readonly [string, number]> {
  return readIni(text).filter(({ section, key }) => section.startsWith('program:') && key === 'command')
    .map(({ value, line }) => [value.replace(/\n/g, ' '), line] as const);
}

/** A file of uWSGI that no command names, for an entry point in Python does. */
function uwsgi(text: string, path: string): string[] {
  if (path.endsWith('.ini')) return [`uwsgi --ini ${shellQuoted(path)}`];
  return Object.values(yaml(text)).map(record).flatMap(({ module }) => typeof module === 'string' ? [`uwsgi --module ${shellQuoted(module)}`] : []).slice(0, 1);
}

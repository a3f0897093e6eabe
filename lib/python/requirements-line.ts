import { parseRequirement, Requirement } from './requirement';
import { remembered } from '../core/remembered';

/** A line as pip joins it, with the number and the text of its first physical line (which may end with `\r`). */
export interface LogicalLine {
  readonly text: string;
  readonly line: number;
  readonly physical: string;
}

/** What one line of a requirements file says; `configured` when options of its own for building follow. */
export type RequirementsLine =
  | { readonly kind: 'requirement'; readonly requirement: Requirement; readonly hashed: boolean; readonly configured?: boolean }
  | { readonly kind: 'url'; readonly url: string; readonly name?: string; readonly editable: boolean; readonly hashed: boolean; readonly configured?: boolean }
  | { readonly kind: 'local'; readonly path: string; readonly editable: boolean; readonly hashed: boolean; readonly configured?: boolean }
  | { readonly kind: 'requirements' | 'constraints'; readonly path: string }
  | { readonly kind: 'option'; readonly name: string; readonly value: string }
  | { readonly kind: 'invalid'; readonly why: string };

/** Options of a whole file, by their short and long names. */
const OPTIONS: { readonly [option: string]: string } = {
  '-i': '--index-url',
  '--index-url': '--index-url',
  '--pypi-url': '--index-url',
  '--extra-index-url': '--extra-index-url',
  '-f': '--find-links',
  '--find-links': '--find-links',
  '--no-index': '--no-index',
  '--no-binary': '--no-binary',
  '--only-binary': '--only-binary',
  '--prefer-binary': '--prefer-binary',
  '--require-hashes': '--require-hashes',
  '--pre': '--pre',
  '--trusted-host': '--trusted-host',
  '--use-feature': '--use-feature',
  '-r': '-r',
  '--requirement': '-r',
  '-c': '-c',
  '--constraint': '-c',
  '-e': '-e',
  '--editable': '-e',
};

/** The lines that pip sees: joined at a backslash, without comments. */
export const logicalLines = remembered((text): readonly LogicalLine[] => {
  const lines: LogicalLine[] = [];
  let parts: string[] = [];
  let first = { line: 0, physical: '' };
  const close = () => {
    const bare = parts.join('').replace(/(^|\s)#.*$/, '').trim();
    if (bare !== '') lines.push({ text: bare, ...first });
    parts = [];
  };
  text.split(/\n|\r(?!\n)/).forEach((whole, i) => {
    const physical = whole.replace(/\r$/, '');
    const isComment = /^\s*#/.test(physical);
    if (parts.length === 0) first = { line: i + 1, physical: whole };
    const goesOn = !isComment && physical.endsWith('\\');
    parts.push(goesOn ? physical.slice(0, -1) : physical);
    if (!goesOn) close();
  });
  close();
  return lines;
});

/** Reads one line as pip does. */
export const readLine = remembered((text): RequirementsLine => {
  const option = /^(--?[A-Za-z][A-Za-z-]*)(?:[\s=]+(.*))?$/s.exec(text) ?? /^(-[a-z])(.+)$/s.exec(text);
  if (!text.startsWith('-')) return readTarget(text, false);
  // the short form needs no space: -rbase.txt
  const [, name, value = ''] = option && OPTIONS[option[1]] ? option : /^(-[ircef])(.+)$/s.exec(text) ?? option ?? [];
  const known = name === undefined ? undefined : OPTIONS[name];
  if (known === undefined) return { kind: 'invalid', why: `has the option ${JSON.stringify(text.split(/[\s=]/)[0])}, which pip does not take in a file` };
  if (known === '-e') return readTarget(value.trim(), true);
  const path = value.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (known === '-r' || known === '-c') {
    return path === '' ? { kind: 'invalid', why: `names no file after '${name}'` } : { kind: known === '-r' ? 'requirements' : 'constraints', path };
  }
  return { kind: 'option', name: known, value: path };
});

/** What is installed: a requirement, a URL, or something of the directory. */
function readTarget(text: string, editable: boolean): RequirementsLine {
  // options of one requirement follow it after a space
  const bare = text.replace(/\s--?(?:hash|config-settings?|global-option|install-option|C)[\s=].*$/s, '').trim();
  const hashed = /\s--hash[\s=]/.test(text);
  const how = /\s(?:--(?:config-settings?|global-option|install-option)|-C)[\s=]/.test(text) ? { hashed, configured: true } : { hashed };
  if (bare === '') return { kind: 'invalid', why: 'names nothing to install' };
  const url = /^(?:[a-z]+\+)?[a-z]+:\/\/\S+/i.exec(bare)?.[0];
  if (url !== undefined && !/^file:/i.test(url)) {
    const egg = /[#&]egg=([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(url)?.[1] ?? archiveName(url);
    return { kind: 'url', url, ...(egg ? { name: egg } : {}), editable, ...how };
  }
  if (isLocal(bare)) return { kind: 'local', path: localPath(bare), editable, ...how };
  const requirement = parseRequirement(bare);
  if (!requirement) return { kind: 'invalid', why: `is no requirement: ${JSON.stringify(shortened(bare))}` };
  const remote = /^[a-z][a-z0-9+.-]*:\/\//i.test(requirement.url ?? '') && !/^file:/i.test(requirement.url ?? '');
  if (requirement.url !== undefined && !remote && isLocal(requirement.url)) {
    return { kind: 'local', path: localPath(requirement.url), editable, ...how };
  }
  return { kind: 'requirement', requirement, ...how };
}

function isLocal(text: string): boolean {
  const path = text.split(/[\s;[]/)[0];
  return /^(?:\.{1,2}(?:\/|\[|$)|\/|file:)/i.test(text) || /\.(?:whl|zip|tar\.gz|tgz|tar\.bz2)$/i.test(path) || (path.includes('/') && !text.includes('@'));
}

/** The path alone: no scheme, no extras, no marker, no fragment. */
function localPath(text: string): string {
  return text.replace(/^file:(?:\/\/(?=\/))?/i, '').split(/\s|\[|;|#/)[0];
}

/** The name in the file name of an archive: `flask` of `https://…/flask-3.1.2-py3-none-any.whl`. */
function archiveName(url: string): string | undefined {
  return /\/([A-Za-z0-9][A-Za-z0-9._]*)-[0-9][^/]*\.(?:whl|zip|tar\.gz|tgz)(?:[?#].*)?$/.exec(url)?.[1];
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

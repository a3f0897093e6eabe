import { validRange } from './versions';

/** One requirement as PEP 508 writes it. */
export interface Requirement {
  /** In the normal form of PyPI. */
  readonly name: string;
  /** In the normal form, sorted. */
  readonly extras: readonly string[];
  /** Version specifiers: `>=3,<4`; empty for any version. */
  readonly specifier: string;
  /** What is fetched instead of a release of an index. */
  readonly url?: string;
  /** The environment it is for: `sys_platform == 'win32'`. */
  readonly marker?: string;
}

/** @see https://packaging.python.org/en/latest/specifications/name-normalization/ */
export function normalName(name: string): string {
  return name.replace(/[._-]+/g, '-').toLowerCase();
}

/**
 * Reads one requirement; undefined when it is none.
 * @see https://packaging.python.org/en/latest/specifications/dependency-specifiers/
 */
export function parseRequirement(text: string): Requirement | undefined {
  const head = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([A-Za-z0-9._,\s-]*)\])?\s*/.exec(text.trim());
  if (!head) return undefined;
  const rest = text.trim().slice(head[0].length);
  const name = normalName(head[1]);
  const extras = [...new Set((head[2] ?? '').split(',').map((extra) => normalName(extra.trim())).filter((extra) => extra !== ''))].sort();
  if (rest.startsWith('@')) {
    // a URL may contain ';': only after a space does a marker begin
    const [, url, marker] = /^@\s*(\S+)(?:\s+;\s*(.+))?$/.exec(rest) ?? [];
    return url === undefined ? undefined : { name, extras, specifier: '', url, ...(marker ? { marker } : {}) };
  }
  const semicolon = rest.indexOf(';');
  const marker = semicolon < 0 ? '' : rest.slice(semicolon + 1).trim();
  const specifier = (semicolon < 0 ? rest : rest.slice(0, semicolon)).trim().replace(/^\((.*)\)$/, '$1').replace(/,$/, '').trim();
  if (specifier !== '' && !isSpecifier(specifier)) return undefined;
  return { name, extras, specifier, ...(marker === '' ? {} : { marker }) };
}

/** The version that the specifier pins, if it does: `==5.2`. */
export function pinnedVersion(specifier: string): string | undefined {
  return /^={2,3}\s*([^\s,*;]+)$/.exec(specifier)?.[1];
}

/** `===` compares texts that need be no versions. */
function isSpecifier(text: string): boolean {
  return text.split(',').every((part) => /^===\s*\S+$/.test(part.trim()) || validRange(part.trim()));
}

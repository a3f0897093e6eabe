import { constants, Dirent, lstatSync, readdirSync, readlinkSync } from 'fs';
import { join } from 'path';
import type { IgnoreRule } from '../dockerfile/ignore-rules';

/** One thing that BuildKit would send for the context. */
export interface ContextEntry {
  /** Relative to the context, `/` between its parts. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'symlink';
  /** Whether anybody may execute it: the only part of a mode that reaches the image. */
  readonly executable: boolean;
  /** Where a symbolic link leads, as it is written. */
  readonly target?: string;
  /** Bytes of a file. */
  readonly size?: number;
  /** Of a file, as are the times of its last change in milliseconds: with the size, equal as long as nobody writes to it. */
  readonly inode?: number;
  readonly modified?: number;
  readonly changed?: number;
}

/** What a walk found, and what BuildKit could not send. */
export interface ContextWalk {
  readonly entries: readonly ContextEntry[];
  readonly problems: readonly string[];
}

/** For each rule, whether it matched a directory: it then matches all below it. */
type Matched = readonly boolean[];

/**
 * Walks a context as BuildKit does: the last rule that matches a path or a folder above it decides, a removed folder is
 * entered only for the sake of a rule that may bring something in it back, and comes along only if something is.
 */
export function walkContext(root: string, rules: readonly IgnoreRule[]): ContextWalk {
  const entries: ContextEntry[] = [];
  const problems: string[] = [];

  const visit = (folder: string, above: Matched): boolean => {
    const children = readdirSync(join(root, folder), { withFileTypes: true });
    return children.map((child) => visitChild(folder, child, above)).some((sent) => sent);
  };

  const visitChild = (folder: string, child: Dirent, above: Matched): boolean => {
    const path = folder === '' ? child.name : `${folder}/${child.name}`;
    const { ignored, matched } = applyRules(rules, path, above);
    if (child.isDirectory()) {
      const sentBelow = ignored && !mayComeBack(rules, path) ? false : visit(path, matched);
      if (ignored && !sentBelow) return false;
      entries.push({ path, kind: 'directory', executable: false });
      return true;
    }
    if (ignored) return false;
    if (path.includes('\ufffd')) {
      problems.push(`the name of '${path}' is not UTF-8; rename the file or add it to .dockerignore`);
      return false;
    }
    if (child.isSymbolicLink()) {
      entries.push({ path, kind: 'symlink', executable: false, target: readlinkSync(`${root}/${path}`) });
    } else if (child.isFile()) {
      const { mode, size, ino: inode, mtimeMs: modified, ctimeMs: changed } = lstatSync(`${root}/${path}`);
      entries.push({ path, kind: 'file', executable: isExecutable(mode), size, inode, modified, changed });
    } else {
      problems.push(`'${path}' is neither a file nor a folder nor a link, and cannot be part of an image; add it to .dockerignore`);
      return false;
    }
    return true;
  };

  visit('', []);
  return { entries: inByteOrder(entries), problems };
}

/** The order of strings is that of their UTF-8 bytes unless there are surrogates. */
function inByteOrder(entries: ContextEntry[]): ContextEntry[] {
  if (entries.some(({ path }) => /[\ud800-\udfff]/.test(path))) return entries.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** As the `X` of COPY's --chmod decides it, so that the tag tells what the image will hold. */
function isExecutable(mode: number): boolean {
  // eslint-disable-next-line no-bitwise
  return (mode & (constants.S_IXUSR | constants.S_IXGRP | constants.S_IXOTH)) !== 0;
}

/** Rules that cannot change the outcome are not asked, and so do not count as matched for what is below. */
function applyRules(rules: readonly IgnoreRule[], path: string, above: Matched): { ignored: boolean; matched: Matched } {
  let ignored = false;
  const matched = rules.map((rule, i) => {
    const matches = above[i] || (rule.negated === ignored && rule.matches(path));
    if (matches) ignored = !rule.negated;
    return matches;
  });
  return { ignored, matched };
}

/** Whether a negated rule could match below a removed folder. */
function mayComeBack(rules: readonly IgnoreRule[], folder: string): boolean {
  return rules.some((rule) => rule.negated && (/[*?[\]\\^]/.test(rule.pattern) || `${rule.pattern}/`.startsWith(`${folder}/`)));
}

/** One instruction of somebody's Dockerfile, its lines joined. */
export interface DockerfileInstruction {
  readonly line: number;
  /** In capitals. */
  readonly keyword: string;
  /** `--from=builder`, `--mount=type=bind,…`. */
  readonly flags: readonly string[];
  /** What stands behind the flags. */
  readonly rest: string;
  /** The words of the exec form. */
  readonly words?: readonly string[];
  /** The lines of its here-documents. */
  readonly heredoc: string;
}

/** A Dockerfile is written by hand; what is longer is generated. */
const MOST_LINES = 5000;

/** The instructions of a Dockerfile, as BuildKit joins lines; nothing is expanded. A broken one is read as far as it goes. */
export function dockerfileInstructions(text: string): DockerfileInstruction[] {
  const lines = text.split(/\r\n|\r|\n/).slice(0, MOST_LINES);
  const escape = /^#\s*escape\s*=\s*`\s*$/im.test(lines.slice(0, 5).join('\n')) ? '`' : '\\';
  const found: DockerfileInstruction[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = i + 1;
    let joined = '';
    for (; i < lines.length; i++) {
      const part = lines[i].trim();
      if (part.startsWith('#') || (part === '' && joined !== '')) continue; // comments and empty lines do not end it
      joined += part.endsWith(escape) ? `${part.slice(0, -1).trimEnd()} ` : part;
      if (!part.endsWith(escape)) break;
    }
    const [, keyword, given = ''] = /^([A-Za-z]+)(?:\s+(.*))?$/.exec(joined.trim()) ?? [];
    if (keyword === undefined) continue;
    const flags: string[] = [];
    let rest = given.trim();
    for (let flag = /^--[a-z-]+(?:=\S+)?(?:\s+|$)/.exec(rest); flag; flag = /^--[a-z-]+(?:=\S+)?(?:\s+|$)/.exec(rest)) {
      flags.push(flag[0].trim());
      rest = rest.slice(flag[0].length);
    }
    const body: string[] = [];
    for (const end of /^(?:RUN|COPY|ADD)$/i.test(keyword) ? heredocs(rest) : []) {
      for (i++; i < lines.length && lines[i].replace(/^\t+/, '') !== end; i++) body.push(lines[i]);
    }
    const words = execForm(rest);
    found.push({ line: comments(lines, line), keyword: keyword.toUpperCase(), flags, rest, ...(words ? { words } : {}), heredoc: body.join('\n') });
  }
  return found;
}

/** What a shell runs in an instruction: the exec form as one command, else its text and its here-document. */
export function shellText({ rest, words, heredoc }: DockerfileInstruction): string {
  return words ? words.map(shellQuoted).join(' ') : heredoc === '' ? rest : `${rest.replace(/<<-?\s*["']?\w+["']?/g, '')}\n${heredoc}`;
}

/** One word, as a shell reads it back. */
export function shellQuoted(word: string): string {
  return `'${word.replace(/'/g, '\'\\\'\'')}'`;
}

/** The first line that is no comment. */
function comments(lines: readonly string[], from: number): number {
  let line = from;
  while (line < lines.length && /^\s*(?:#|$)/.test(lines[line - 1])) line++;
  return line;
}

function heredocs(rest: string): string[] {
  return [...rest.matchAll(/<<-?\s*(["']?)([A-Za-z_]\w*)\1/g)].map(([, , name]) => name);
}

function execForm(rest: string): string[] | undefined {
  if (!rest.startsWith('[')) return undefined;
  try {
    const words: unknown = JSON.parse(rest);
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
  } catch {
    return undefined; // BuildKit hands it to a shell
  }
}

/** A simple command of a shell script: its words, and the variables set for it alone. */
export interface ShellCommand {
  readonly assignments: ReadonlyArray<readonly [string, string]>;
  readonly words: readonly string[];
  readonly line: number;
}

/** Words of the shell's grammar that stand before a command. */
const KEYWORDS = ['then', 'do', 'else', 'if', 'elif', 'while', 'until', '!', '{', '}', ')', 'fi', 'done', 'esac', 'time'];

/**
 * The simple commands of a text for a shell, without running or expanding anything: `${PORT:-8000}` becomes its default,
 * any other expansion `$`.
 */
export function shellCommands(text: string, variables: { readonly [name: string]: string } = {}): ShellCommand[] {
  const known: { [name: string]: string } = { ...variables };
  return split(text).flatMap(({ words: raw, line }) => {
    const words = raw.map((word) => expand(word, known)).filter((word, i) => word !== '' || /['"]/.test(raw[i]));
    while (words.length > 0 && (KEYWORDS.includes(words[0]) || /^[^()]+\)$/.test(words[0]))) words.shift();
    const assignments: Array<readonly [string, string]> = [];
    if (words[0] === 'export') words.shift();
    while (words.length > 0) {
      const [, name, value] = /^([A-Za-z_]\w*)=([^]*)$/.exec(words[0]) ?? [];
      if (name === undefined) break;
      assignments.push([name, value]);
      words.shift();
    }
    if (words.length === 0) assignments.forEach(([name, value]) => { known[name] = value; });
    return words.length > 0 || assignments.length > 0 ? [{ assignments, words, line }] : [];
  });
}

/** The last name of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The raw words of each command, quotes still around them. */
function split(text: string): Array<{ words: string[]; line: number }> {
  const commands: Array<{ words: string[]; line: number }> = [];
  let words: string[] = [];
  let word = '';
  let inWord = false;
  let line = 1;
  let started = 1;
  const endWord = () => {
    if (inWord) {
      if (words.length === 0) started = line;
      // the end of a subshell; a first word with one is a pattern of `case`
      const bare = words.length > 0 && word.endsWith(')') && !word.includes('(') ? word.replace(/\)+$/, '') : word;
      if (bare !== '') words.push(bare);
    }
    word = '';
    inWord = false;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) commands.push({ words, line: started });
    words = [];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\\' && /^\r?\n/.test(text.slice(i + 1, i + 3))) {
      endWord();
      i += text[i + 1] === '\r' ? 2 : 1;
      line++;
    } else if (c === '\\') {
      word += c + (text[i + 1] ?? '');
      inWord = true;
      i++;
    } else if (c === '\'' || c === '"') {
      const end = quoteEnd(text, i);
      const quoted = text.slice(i, end + 1);
      word += quoted;
      inWord = true;
      i = end;
      line += quoted.split('\n').length - 1;
    } else if (c === '$' && text[i + 1] === '{') {
      const end = text.indexOf('}', i);
      word += text.slice(i, end < 0 ? undefined : end + 1);
      inWord = true;
      i = end < 0 ? text.length : end;
    } else if (c === '#' && !inWord) {
      while (i + 1 < text.length && text[i + 1] !== '\n') i++;
    } else if (c === '\n' || c === ';' || c === '&' || c === '|' || (c === '(' && !inWord)) {
      endCommand();
      if (c === '\n') line++;
    } else if (/\s/.test(c)) {
      endWord();
    } else {
      word += c;
      inWord = true;
    }
  }
  endCommand();
  return commands;
}

function quoteEnd(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\' && text[start] === '"') i++;
    else if (text[i] === text[start]) return i;
  }
  return text.length;
}

/** A word without its quotes; what a shell would put in is its default, what is known of it, or `$`. */
function expand(word: string, known: { readonly [name: string]: string }): string {
  let out = '';
  let isDouble = false;
  for (let i = 0; i < word.length; i++) {
    const c = word[i];
    if (c === '\'' && !isDouble) {
      const end = quoteEnd(word, i);
      out += word.slice(i + 1, end);
      i = end;
    } else if (c === '"') {
      isDouble = !isDouble; // the quotes go, what is inside is expanded
    } else if (c === '\\') {
      out += word[++i] ?? '';
    } else if (c === '$') {
      const [whole, name, operator, fallback] = /^\$\{([A-Za-z_]\w*)(:?[-=+?])?([^}]*)\}/.exec(word.slice(i)) ?? /^\$([A-Za-z_]\w*)/.exec(word.slice(i)) ?? ['$'];
      const value = name !== undefined && Object.hasOwn(known, name) ? known[name] : undefined;
      out += value ?? (operator && /[-=]/.test(operator) ? (fallback ?? '').replace(/["']/g, '') : '$');
      i += whole.length - 1;
    } else {
      out += c;
    }
  }
  return out;
}

/** One program that a script of package.json runs. */
export interface ScriptCommand {
  /** Without what stands before the program: variables, `npx`, `cross-env`, the path of node_modules/.bin. */
  readonly words: readonly string[];
  /** Variables that the script sets for it. */
  readonly environment: ReadonlyMap<string, string>;
  /** The file that its output goes to. */
  readonly redirect?: string;
  /** The directory that an earlier `cd` of the script went to. */
  readonly directory: string;
}

const PREFIXES = /^(?:npx|bunx|cross-env|cross-env-shell|dotenv|env|exec|time|nice|pnpx|command)$/;
/** Words that run another program behind them: `pnpm exec vite`, `yarn dlx vite`. */
const RUNNERS = /^(?:npm|pnpm|yarn|bun) (?:exec|x|dlx)$/;

/** The programs of a script, in their order. What a shell would compute is left as it stands. */
export function scriptCommands(script: string): ScriptCommand[] {
  const commands: ScriptCommand[] = [];
  let directory = '.';
  let words: string[] = [];
  const flush = () => {
    const command = readCommand(words, directory);
    words = [];
    if (!command) return;
    if (command.words[0] === 'cd' && command.words[1] !== undefined) directory = `${directory}/${command.words[1]}`;
    else commands.push(command);
  };
  for (const token of tokens(script.slice(0, 5000))) {
    if (/^(?:&&|\|\||;|\||&|\n)$/.test(token.text) && !token.quoted) flush();
    else words.push(token.text);
  }
  flush();
  return commands;
}

function readCommand(all: readonly string[], directory: string): ScriptCommand | undefined {
  const environment = new Map<string, string>();
  let words = [...all];
  let redirect: string | undefined;
  const arrow = words.findIndex((word) => word === '>' || word === '>>');
  if (arrow !== -1) {
    redirect = words[arrow + 1];
    words = words.slice(0, arrow);
  }
  for (;;) {
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/.exec(words[0] ?? '') ?? [];
    if (name !== undefined) environment.set(name, value);
    else if (RUNNERS.test(words.slice(0, 2).join(' '))) words.shift();
    else if (!PREFIXES.test(words[0] ?? '')) break;
    words.shift();
    // options of npx and its like, before the program
    while (name === undefined && words.length > 1 && /^-/.test(words[0])) words.shift();
  }
  if (words[0] === 'node' && /node_modules\/(?:\.bin\/)?[\w@-]/.test(words[1] ?? '')) words.shift();
  if (words.length === 0) return undefined;
  const program = words[0].replace(/^(?:\.\/|\.\.\/)*node_modules\/\.bin\//, '').replace(/^(?:\.\/|\.\.\/)*node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\/.*$/, '$1');
  return { words: [program, ...words.slice(1)], environment, directory, ...(redirect === undefined ? {} : { redirect }) };
}

interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

function tokens(script: string): Token[] {
  const found: Token[] = [];
  let text = '';
  let quoted = false;
  let quote = '';
  const end = () => {
    if (text !== '' || quoted) found.push({ text, quoted });
    text = '';
    quoted = false;
  };
  for (let i = 0; i < script.length; i++) {
    const char = script[i];
    if (quote !== '') {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"' && i + 1 < script.length) text += script[++i];
      else text += char;
    } else if (char === '"' || char === '\'') {
      quote = char;
      quoted = true;
    } else if (char === '\\' && i + 1 < script.length) text += script[++i];
    else if (/[ \t]/.test(char)) end();
    else if (/[&|;\n()]/.test(char) || (char === '>' && !/\d$/.test(text))) {
      end();
      const double = script[i + 1] === char && /[&|>]/.test(char);
      if (double) i++;
      if (char !== '(' && char !== ')') found.push({ text: double ? char + char : char, quoted: false });
    } else text += char;
  }
  end();
  return found;
}

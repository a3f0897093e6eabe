/** One command of a script, as words, with its line. */
export interface ShellCommand {
  readonly line: number;
  readonly words: readonly string[];
}

/** The simple commands of a script: lines joined at a backslash, parted at `&&`, `||`, `;`, `|` and brackets. */
export function shellCommands(text: string, firstLine = 1): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let joined = '';
  let start = firstLine;
  text.split(/\r\n|\r|\n/).forEach((physical, i) => {
    if (joined === '') start = firstLine + i;
    if (/^\s*#/.test(physical)) return;
    joined += physical.endsWith('\\') ? `${physical.slice(0, -1)} ` : physical;
    if (physical.endsWith('\\')) return;
    commands.push(...commandsOf(joined).map((words) => ({ line: start, words })));
    joined = '';
  });
  commands.push(...commandsOf(joined).map((words) => ({ line: start, words })));
  return commands;
}

function commandsOf(line: string): string[][] {
  const commands: string[][] = [[]];
  for (const [, quoted, double, separator, word] of line.matchAll(/'([^']*)'|"([^"]*)"|(&&|\|\||[;|&()])|([^\s'";|&()]+)/g)) {
    if (separator !== undefined) commands.push([]);
    else commands[commands.length - 1].push(quoted ?? double ?? word);
  }
  return commands.filter((words) => words.length > 0);
}

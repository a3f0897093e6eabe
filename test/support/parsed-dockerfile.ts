import { Copy, Dockerfile, DockerfileParser, Env, Instruction, JSONInstruction, Label, Run } from 'dockerfile-ast';

type Range = NonNullable<ReturnType<Instruction['getArgumentsRange']>>;

/**
 * A Dockerfile as dockerfile-ast splits it, with the values that BuildKit would see in its words.
 *
 * Nothing of lib/ is used: this is the other side of lib/dockerfile/quoting.ts.
 */
export class ParsedDockerfile {
  private readonly lines: string[];
  private readonly parsed: Dockerfile;

  constructor(text: string) {
    this.lines = text.split('\n');
    this.parsed = DockerfileParser.parse(text);
  }

  /** Keywords, in order. */
  public get kinds(): string[] {
    return this.parsed.getInstructions().map((instruction) => instruction.getKeyword());
  }

  public get directives(): string[] {
    return this.parsed.getDirectives().map((directive) => `${directive.getName()}=${directive.getValue()}`);
  }

  /** The last instruction of a kind. */
  private last<T extends Instruction>(keyword: string): T {
    const found = this.parsed.getInstructions().filter((instruction) => instruction.getKeyword() === keyword);
    if (found.length === 0) throw new Error(`no ${keyword} in ${JSON.stringify(this.lines.join('\n'))}`);
    return found[found.length - 1] as T;
  }

  /** Name and value of each variable or label. */
  public pairs(keyword: 'ENV' | 'LABEL'): Array<[string, string]> {
    return this.last<Env | Label>(keyword).getProperties().map((property) => {
      const value = property.getValueRange();
      return [dockerfileWord(this.text(property.getNameRange())), value ? dockerfileWord(this.text(value)) : ''];
    });
  }

  /** Words of the exec form. */
  public execForm(keyword: 'CMD' | 'ENTRYPOINT' | 'SHELL'): string[] {
    const instruction = this.last<JSONInstruction>(keyword);
    if (!instruction.getOpeningBracket() || !instruction.getClosingBracket()) throw new Error(`${keyword} is not in exec form`);
    return JSON.parse(this.argumentsOf(instruction)) as string[];
  }

  /** Sources and destination of the last COPY; wildcards of the sources resolved to the one path that they match. */
  public copy(): { flags: string[]; sources: string[]; destination: string } {
    const instruction = this.last<Copy>('COPY');
    const isJson = instruction.getOpeningBracket() !== null;
    const raw = isJson
      ? JSON.parse(this.text(span(instruction.getOpeningBracket()?.getRange(), instruction.getClosingBracket()?.getRange()))) as string[]
      : instruction.getArguments().map((argument) => this.text(argument.getRange()));
    if (instruction.getHeredocs().length > 0) throw new Error('COPY has a heredoc');
    const words = raw.map(dockerfileWord);
    return {
      flags: instruction.getFlags().map((flag) => flag.toString()),
      sources: words.slice(0, -1).map(onlyMatch),
      destination: words[words.length - 1],
    };
  }

  /** What the shell is given by the last RUN, behind the flags. */
  public script(): string {
    const instruction = this.last<Run>('RUN');
    const [heredoc] = instruction.getHeredocs();
    if (heredoc) return `${this.text(heredoc.getContentRange())}\n`;
    const flags = instruction.getFlags();
    const args = instruction.getArgumentsRange();
    if (!args) throw new Error('RUN has no arguments');
    return this.text(flags.length > 0 ? { start: flags[flags.length - 1].getRange().end, end: args.end } : args);
  }

  private argumentsOf(instruction: Instruction): string {
    const range = instruction.getArgumentsRange();
    return range ? this.text(range) : '';
  }

  private text(range: Range | null): string {
    if (!range) throw new Error('nothing there');
    const { start, end } = range;
    const lines = this.lines.slice(start.line, end.line + 1);
    lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.character);
    lines[0] = lines[0].slice(start.character);
    return lines.join('\n');
  }
}

function span(start: Range | undefined, end: Range | undefined): Range | null {
  return start && end ? { start: start.start, end: end.end } : null;
}

/**
 * What BuildKit makes of a word: quotes dropped, backslashes undone; an unescaped `$` is an error.
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function dockerfileWord(raw: string): string {
  let value = '';
  let quote = '';
  for (let i = 0; i < raw.length; i++) {
    const character = raw[i];
    if (character === '$' && quote !== '\'') throw new Error(`a variable is expanded in ${JSON.stringify(raw)}`);
    if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === '\'')) quote = character;
    else if (character === '\\' && quote === '') value += raw[++i] ?? '';
    else if (character === '\\' && quote === '"' && '"$\\'.includes(raw[i + 1])) value += raw[++i];
    else value += character;
  }
  if (quote !== '') throw new Error(`a quote is left open in ${JSON.stringify(raw)}`);
  return value;
}

/** The one path that a pattern of Go's `filepath.Match` matches. */
export function onlyMatch(pattern: string): string {
  return pattern.replace(/\[\\?([^\]^\\])\]|\[\\([^])\]|\\([^])|[*?[]/gu, (text, one?: string, two?: string, three?: string) => {
    const character = one ?? two ?? three;
    if (character === undefined) throw new Error(`${JSON.stringify(pattern)} matches more than one path (${text})`);
    return character;
  });
}

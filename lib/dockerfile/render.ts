import { renderCommand } from './command';
import { Dockerfile } from './dockerfile';
import { Copy, InlineFile, Instruction, Run } from './instruction';
import { renderMount } from './mount';
import { copyPath, copySource, dockerfileKey, dockerfileValue, excludePattern, execForm, Word } from './quoting';
import { Block, Stage } from './stage';
import { checkText } from './text-check';

const INDENT = '    ';

/** The text of a Dockerfile: the same value always gives the same bytes, with line feeds and a final one. */
export function renderDockerfile(dockerfile: Dockerfile): string {
  const directives = [`syntax=${dockerfile.syntax}`, ...(dockerfile.check ? [`check=${dockerfile.check}`] : [])];
  const head = [...directives.map(comment), ...dockerfile.header.map(headerLine)].join('\n');
  return `${[head, ...dockerfile.stages.map(renderStage)].join('\n\n')}\n`;
}

function renderStage(stage: Stage): string {
  const from = stage.source instanceof Stage
    ? `FROM ${stage.source.name}`
    : `FROM ${stage.source.onBuildPlatform ? '--platform=$BUILDPLATFORM ' : ''}${stage.source.image}`;
  // The form `# <stage> <description>` is the only one that BuildKit accepts above FROM; it is shown by --call=targets.
  const opening = `${comment(`${stage.name} ${stage.description}`)}\n${from} AS ${stage.name}`;
  return [opening, ...stage.blocks.filter((b) => b.instructions.length > 0).map(renderBlock)].join('\n\n');
}

function renderBlock(block: Block): string {
  const lines = block.comment ? block.comment.split('\n').map(comment) : [];
  // hadolint reads nothing directly behind a heredoc's end, so a blank line follows it.
  const texts = block.instructions.map((instruction, i) => {
    const text = renderInstruction(instruction);
    return isHeredoc(instruction) && i < block.instructions.length - 1 ? `${text}\n` : text;
  });
  return [...lines, ...texts].join('\n');
}

/** A comment that directly follows the parser directives, and so could be one. */
function headerLine(line: string): string {
  if (line.includes('=')) throw new Error(`a header line cannot contain '=', for it could be a parser directive, got ${JSON.stringify(line)}`);
  return comment(line);
}

function comment(line: string): string {
  return `# ${checkText('a comment', line, false)}`;
}

function renderInstruction(of: Instruction): string {
  switch (of.kind) {
    case 'ARG': return `ARG ${of.name}${of.value === undefined ? '' : `=${dockerfileValue(`ARG ${of.name}`, of.value)}`}`;
    case 'ENV': return pairs('ENV', of.variables);
    case 'LABEL': return pairs('LABEL', of.labels);
    case 'WORKDIR': return `WORKDIR ${dockerfileValue('WORKDIR', of.path)}`;
    case 'USER': return `USER ${of.uid}:${of.gid}`;
    case 'EXPOSE': return `EXPOSE ${of.port}`;
    case 'STOPSIGNAL': return `STOPSIGNAL ${of.signal}`;
    case 'RUN': return renderRun(of);
    case 'EXEC_RUN': return `RUN ${execForm('RUN', of.command)}`;
    case 'COPY': return renderCopy(of);
    case 'INLINE_FILE': return renderInlineFile(of);
    case 'SHELL':
    case 'CMD':
    case 'ENTRYPOINT': return `${of.kind} ${execForm(of.kind, of.command)}`;
  }
}

function pairs(keyword: string, entries: ReadonlyArray<readonly [string, Word]>): string {
  const words = entries.map(([key, value]) => `${dockerfileKey(`a key of ${keyword}`, key)}=${dockerfileValue(`${keyword} ${key}`, value)}`);
  return `${keyword} ${words.join(` \\\n${INDENT}`)}`;
}

function renderRun(of: Run): string {
  const mounts = of.mounts.map(renderMount);
  if (hasLineBreak(of)) {
    const script = ['set -e', ...of.commands.map((c) => renderCommand(c, INDENT))].join('\n');
    const end = delimiter(script);
    return `RUN ${[...mounts, `<<'${end}'`].join(` \\\n${INDENT}`)}\n${script}\n${end}`;
  }
  const commands = of.commands.map((c) => renderCommand(c, INDENT + INDENT)).join(` && \\\n${INDENT}`);
  return `RUN ${[...mounts, commands].join(` \\\n${INDENT}`)}`;
}

/** In quotes, the delimiter keeps variables from being expanded. */
function renderInlineFile(of: InlineFile): string {
  const text = of.lines.map((line) => checkText('a line of a file', line, false)).join('\n');
  const end = delimiter(text);
  return `COPY <<'${end}' ${copyPath(of.path)}\n${text}\n${end}`;
}

/** Whether lines follow the instruction that are not its own. */
function isHeredoc(of: Instruction): boolean {
  return of.kind === 'INLINE_FILE' || (of.kind === 'RUN' && hasLineBreak(of));
}

/** A word with a line break ends a RUN line; a heredoc holds it as it is. */
function hasLineBreak(of: Run): boolean {
  return of.commands.some((c) => [...c.words, ...(c.list ?? []), ...(c.environment ?? []).map(([, value]) => value)].some((word) => typeof word === 'string' && word.includes('\n')));
}

/** A line that the script does not contain. */
function delimiter(script: string): string {
  const lines = new Set(script.split('\n').map((line) => line.trim()));
  let end = 'EOT';
  for (let i = 2; lines.has(end); i++) end = `EOT${i}`;
  return end;
}

function renderCopy(of: Copy): string {
  const flags = [
    ...(of.fromStage ? [`--from=${of.fromStage.name}`] : []),
    ...(of.link ? ['--link'] : []),
    ...(of.chown ? [`--chown=${of.chown}`] : []),
    ...(of.chmod ? [`--chmod=${of.chmod}`] : []),
    ...(of.exclude ?? []).map((pattern) => `--exclude=${excludePattern(pattern)}`),
  ];
  const paths = [...of.sources.map(copySource), copyPath(of.destination)];
  // A space would separate words, or be trimmed; in the JSON form it is part of the path.
  const words = paths.some((path) => /\s/.test(path)) ? [JSON.stringify(paths)] : paths;
  return ['COPY', ...flags, ...words].join(' ');
}

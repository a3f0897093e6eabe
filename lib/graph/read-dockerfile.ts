/** A stage as far as its arrows go. */
export interface ReadStage {
  readonly name: string;
  /** An image, or an earlier stage. */
  readonly from: string;
  readonly copies: readonly ReadCopy[];
}

/** What a stage receives; without a stage, of the context. */
export interface ReadCopy {
  readonly fromStage?: string;
  readonly sources: readonly string[];
  /** Seen by one command, and not kept. */
  readonly mounted: boolean;
}

/** The stages of a Dockerfile that this library wrote, or of one like it. */
export function readDockerfile(text: string): ReadStage[] {
  const stages: Array<{ name: string; from: string; copies: ReadCopy[] }> = [];
  for (const line of instructions(text)) {
    const [, keyword, rest] = /^([A-Z]+)\s+([^]*)$/.exec(line) ?? [];
    const stage = stages[stages.length - 1];
    if (keyword === 'FROM') {
      const [, from, name = String(stages.length)] = /^(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(rest) ?? [];
      stages.push({ name, from, copies: [] });
    } else if (stage && (keyword === 'COPY' || keyword === 'ADD')) {
      stage.copies.push(...copyOf(rest));
    } else if (stage && keyword === 'RUN') {
      stage.copies.push(...mountsOf(rest));
    }
  }
  return stages;
}

/** Instructions with their continued lines as one; comments and the bodies of here-documents are left out. */
function instructions(text: string): string[] {
  const found: string[] = [];
  let current = '';
  let ends: string[] = [];
  for (const line of text.split('\n')) {
    if (ends.length > 0) {
      if (line === ends[0]) ends = ends.slice(1);
      continue;
    }
    if (/^\s*(?:#|$)/.test(line)) continue;
    current += line.replace(/\\$/, ' ').trim() + ' ';
    if (line.endsWith('\\')) continue;
    found.push(current.trim());
    ends = [...current.matchAll(/<<-?(['"]?)([A-Za-z_]+)\1/g)].map(([, , end]) => end);
    current = '';
  }
  return found;
}

function copyOf(rest: string): ReadCopy[] {
  if (rest.includes('<<')) return []; // a file of the Dockerfile itself
  const [flags] = /^(?:--\S+\s+)*/.exec(rest) ?? [''];
  const words = rest.slice(flags.length).trim();
  const paths = words.startsWith('[') ? JSON.parse(words) as string[] : words.split(/\s+/);
  const fromStage = /--from=(\S+)/.exec(flags)?.[1];
  return [{ sources: paths.slice(0, -1), mounted: false, ...(fromStage === undefined ? {} : { fromStage }) }];
}

function mountsOf(rest: string): ReadCopy[] {
  const [flags] = /^(?:--\S+\s+)*/.exec(rest) ?? [''];
  return [...flags.matchAll(/--mount=(\S+)/g)].flatMap(([, fields]) => {
    const field = (name: string) => fields.split(',').find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
    if (field('type') !== 'bind') return [];
    const fromStage = field('from');
    return [{ sources: [field('source') ?? '.'], mounted: true, ...(fromStage === undefined ? {} : { fromStage }) }];
  });
}

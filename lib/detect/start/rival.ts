import { AppIndex } from './app-index';
import { Candidate, scriptOf } from './candidate';
import { Mention } from './mention';
import { SelfRun } from './self-run';

/** A program that may be meant in place of an application. */
export interface Rival {
  readonly run: SelfRun;
  /** Whether it is meant; else only the authors know. */
  readonly isMeant: boolean;
}

/** Frameworks whose programs serve pages by themselves: there is no application in them that a server could be given. */
const PAGES = new Set(['Gradio', 'NiceGUI']);

/**
 * A program of Gradio or NiceGUI beside an application that the code makes, too: an API that such a program mounts, or another one. What the
 * files start counts first, then what is nearer to the top.
 */
export function rivalOf(index: AppIndex, best: Candidate, runs: readonly SelfRun[], mentions: readonly Mention[]): Rival | undefined {
  const [run] = runs.filter(({ framework, file }) => PAGES.has(framework) && file !== best.file);
  if (run === undefined) return undefined;
  const script = mentions.find((mention) => mention.server === 'python' && scriptOf(index, mention) === run.file);
  if (best.mention !== undefined) {
    return script !== undefined && script.weight >= best.mention.weight ? { run, isMeant: script.weight > best.mention.weight } : undefined;
  }
  const depth = (file: string) => file.split('/').length;
  return { run, isMeant: script !== undefined || depth(run.file) < depth(best.file) };
}

import { Instruction } from './instruction';

/** Some instructions that belong together, below the comment that a reader would ask for. */
export interface Block {
  readonly comment?: string;
  readonly instructions: readonly Instruction[];
}

/** What a stage starts from: an image of a registry, or an earlier stage. */
export interface StageSource {
  readonly image: string;
  /** Run this stage on the builder's own platform, whatever the target's: for output that is the same on all. */
  readonly onBuildPlatform?: boolean;
}

/** No image: an empty root. */
export const SCRATCH: StageSource = { image: 'scratch' };

/** One `FROM … AS name` section of a Dockerfile. Immutable. */
export class Stage {
  /**
   * @param name the word behind AS
   * @param description finishes the sentence that its name begins, as BuildKit's `--call=targets` shows it
   */
  constructor(
    public readonly name: string,
    public readonly description: string,
    public readonly source: StageSource | Stage,
    public readonly blocks: readonly Block[],
  ) {
    checkStageName(name);
  }
}

/** A stage's name: lower case, for BuildKit compares without case and warns of capitals. */
function checkStageName(name: string): string {
  if (!/^[a-z][a-z0-9_.-]*$/.test(name) || ['scratch', 'context'].includes(name)) {
    throw new Error(`${JSON.stringify(name)} is not a stage name: a lower case letter, then letters, digits, '-', '_' or '.'; not 'scratch' or 'context'`);
  }
  return name;
}

/** A block of instructions below a comment; instructions that are undefined are left out. */
export function block(comment: string | undefined, ...instructions: Array<Instruction | undefined>): Block {
  return { comment, instructions: instructions.filter((i): i is Instruction => i !== undefined) };
}

import { SCRATCH, Stage } from './stage';

/** A whole Dockerfile: its stages in order, the last one being the image. Immutable. */
export class Dockerfile {
  /**
   * @param header comment lines below the parser directives
   * @throws when two stages have one name, or a stage uses one that is not before it
   */
  constructor(
    public readonly header: readonly string[],
    public readonly stages: readonly Stage[],
    /** The frontend that reads the file, so that an older Docker fetches what the file needs. */
    public readonly syntax: string = 'docker/dockerfile:1',
    /** Settings of BuildKit's own checks, such as `error=true`. */
    public readonly check?: string,
  ) {
    const earlier = new Set<Stage>();
    for (const stage of stages) {
      for (const used of stagesUsedBy(stage)) {
        if (!earlier.has(used)) throw new Error(`stage '${stage.name}' uses stage '${used.name}', which is not before it`);
      }
      if ([...earlier].some((other) => other.name === stage.name)) throw new Error(`two stages are named '${stage.name}'`);
      earlier.add(stage);
    }
    if (stages.length === 0) throw new Error('a Dockerfile needs at least one stage');
  }

  /** Images that the build pulls, in order, each once. */
  public get images(): string[] {
    const images = this.stages.flatMap(({ source }) => source instanceof Stage || source.image === SCRATCH.image ? [] : [source.image]);
    return [...new Set(images)];
  }
}

function stagesUsedBy(stage: Stage): Stage[] {
  const used = stage.blocks.flatMap((b) => b.instructions).flatMap((i) => {
    if (i.kind === 'COPY') return i.fromStage ? [i.fromStage] : [];
    return i.kind === 'RUN' ? i.mounts.flatMap((mount) => mount.type === 'bind' && mount.fromStage ? [mount.fromStage] : []) : [];
  });
  return stage.source instanceof Stage ? [stage.source, ...used] : used;
}

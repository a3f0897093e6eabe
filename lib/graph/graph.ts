/** What a box of the drawing stands for. */
export type NodeKind = 'files' | 'base' | 'stage' | 'image' | 'object' | 'outside';

/** One box. */
export interface GraphNode {
  /** Letters, digits and `_`, unique in the graph. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly title: string;
  /** A smaller line below the title: the kind of an object, what a stage is for. */
  readonly note?: string;
}

/** One arrow. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  /** Used and not kept: mounts, selectors. */
  readonly dashed?: boolean;
  /** Drawn from right to left: what points at something that it comes after, as a Service at its Deployment. */
  readonly backwards?: boolean;
}

/** The stages of the images, what they receive, and the objects that run them. Immutable, in a fixed order. */
export interface Graph {
  readonly title: string;
  /** What the build has to do with. */
  readonly build: readonly GraphNode[];
  /** What is in the cluster. */
  readonly cluster: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** One image as synth wrote it. */
export interface ImageFiles {
  /** Its folder and bake target: `shop_web`. */
  readonly name: string;
  readonly dockerfile: string;
  /** The directory that the build reads, as the bake file has it. */
  readonly context: string;
  /** `repository:tag` */
  readonly reference: string;
}

/** An id out of any text; what it is of comes first, so that it is no word of Mermaid's such as `end`. */
export function nodeId(kind: string, ...parts: readonly string[]): string {
  return [kind, ...parts].join('_').replace(/[^A-Za-z0-9]+/g, '_');
}

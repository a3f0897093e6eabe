import { Graph, GraphEdge, GraphNode, ImageFiles, nodeId } from './graph';
import { ReadCopy, readDockerfile, ReadStage } from './read-dockerfile';
import { ReadObject, selects } from './read-objects';

/** How many paths an arrow names. */
const PATHS = 3;

/** Nodes and arrows, each once. */
class Drawing {
  public readonly edges: GraphEdge[] = [];
  private readonly nodes = new Map<string, { node: GraphNode; cluster: boolean }>();

  public add(node: GraphNode, cluster: boolean): string {
    if (!this.nodes.has(node.id)) this.nodes.set(node.id, { node, cluster });
    return node.id;
  }

  public part(cluster: boolean): GraphNode[] {
    return [...this.nodes.values()].filter((each) => each.cluster === cluster).map(({ node }) => node);
  }
}

/** The graph of what synth wrote: stages and COPY arrows of each image, and the objects of the manifests. */
export function imageGraph(title: string, images: readonly ImageFiles[], objects: readonly ReadObject[]): Graph {
  const drawing = new Drawing();
  const several = images.length > 1;
  images.forEach((image) => addImage(drawing, image, several));
  addObjects(drawing, images, objects);
  return { title, build: drawing.part(false), cluster: drawing.part(true), edges: drawing.edges };
}

function addImage(drawing: Drawing, image: ImageFiles, several: boolean): void {
  const stages = readDockerfile(image.dockerfile);
  const idOf = (stage: string) => nodeId('stage', image.name, stage);
  const named = (name: string) => (several ? `${image.name}: ${name}` : name);
  for (const stage of stages) {
    const id = drawing.add({ id: idOf(stage.name), kind: 'stage', title: named(stage.name), note: 'stage' }, false);
    if (stage.from !== 'scratch') {
      const from = stages.some(({ name }) => name === stage.from)
        ? idOf(stage.from)
        : drawing.add({ id: nodeId('base', stage.from), kind: 'base', title: stage.from, note: 'image' }, false);
      drawing.edges.push({ from, to: id, label: 'FROM' });
    }
    for (const { fromStage, mounted, sources } of together(stage)) {
      // a name that no stage has is an image
      const from = fromStage === undefined
        ? drawing.add({ id: nodeId('files', image.context), kind: 'files', title: image.context, note: 'directory' }, false)
        : stages.some(({ name }) => name === fromStage)
          ? idOf(fromStage)
          : drawing.add({ id: nodeId('base', fromStage), kind: 'base', title: fromStage, note: 'image' }, false);
      drawing.edges.push({ from, to: id, label: `${mounted ? 'mount' : 'COPY'} ${shorten(sources)}`, ...(mounted ? { dashed: true } : {}) });
    }
  }
  const last = stages[stages.length - 1];
  if (!last) return;
  const [, repository = image.reference, tag = ''] = /^(.*):([^:/]+)$/.exec(image.reference) ?? [];
  const reference = drawing.add({ id: nodeId('image', image.reference), kind: 'image', title: repository, note: `image ${tag}` }, false);
  drawing.edges.push({ from: idOf(last.name), to: reference, label: 'is' });
}

/** One arrow for all that goes from one place to a stage in one way. */
function together({ copies }: ReadStage): ReadCopy[] {
  const groups = new Map<string, ReadCopy>();
  for (const copy of copies) {
    const key = `${copy.fromStage ?? ''} ${copy.mounted}`;
    groups.set(key, { ...copy, sources: [...new Set([...groups.get(key)?.sources ?? [], ...copy.sources])] });
  }
  return [...groups.values()];
}

function shorten(sources: readonly string[]): string {
  return sources.length <= PATHS ? sources.join(' ') : `${sources.slice(0, PATHS).join(' ')} and ${sources.length - PATHS} more`;
}

function addObjects(drawing: Drawing, images: readonly ImageFiles[], objects: readonly ReadObject[]): void {
  const idOf = (kind: string, name: string) => nodeId('object', kind, name);
  const present = new Set(objects.map(({ kind, name }) => idOf(kind, name)));
  for (const { kind, name } of objects) drawing.add({ id: idOf(kind, name), kind: 'object', title: name, note: kind }, true);
  for (const object of objects) {
    const to = idOf(object.kind, object.name);
    for (const image of object.images) {
      const known = images.some(({ reference }) => reference === image || image.startsWith(`${reference}@`));
      const from = known
        ? nodeId('image', images.find(({ reference }) => image.startsWith(reference))?.reference ?? image)
        : drawing.add({ id: nodeId('base', image), kind: 'base', title: image, note: 'image' }, false);
      drawing.edges.push({ from, to, label: 'runs as' });
    }
    if (object.selector) {
      const { selector } = object;
      objects.filter(({ labels }) => labels && selects(selector, labels))
        .map((workload) => idOf(workload.kind, workload.name))
        .forEach((workload) => drawing.edges.push({ from: to, to: workload, label: 'selects', backwards: true, dashed: true }));
    }
    for (const reference of object.names) {
      const named = idOf(reference.kind, reference.name);
      // every namespace has this one
      if (reference.kind === 'ServiceAccount' && !present.has(named)) continue;
      if (!present.has(named)) drawing.add({ id: named, kind: 'outside', title: reference.name, note: `${reference.kind}, not of this chart` }, true);
      const { label, backwards } = reference;
      drawing.edges.push({ from: to, to: named, ...(label === undefined ? {} : { label }), ...(backwards ? { backwards } : {}) });
    }
  }
}

import { Graph, GraphEdge } from './graph';

/** Which column each node is in, left to right: the build first, then the cluster. */
export function columnsOf(graph: Graph): Map<string, number> {
  const columns = new Map<string, number>();
  const before = predecessors(graph);
  const place = (id: string, first: number, path: ReadonlySet<string>): number => {
    const known = columns.get(id);
    if (known !== undefined) return known;
    // an arrow that closes a circle does not count
    const earlier = (before.get(id) ?? []).filter((each) => !path.has(each));
    const column = Math.max(first, ...earlier.map((each) => place(each, 0, new Set([...path, id])) + 1));
    columns.set(id, column);
    return column;
  };
  graph.build.forEach(({ id }) => place(id, 0, new Set([id])));
  const cluster = Math.max(-1, ...graph.build.map(({ id }) => columns.get(id) ?? 0)) + 1;
  graph.cluster.forEach(({ id }) => place(id, cluster, new Set([id])));
  pullRight(graph, columns, before);
  return columns;
}

/** What starts an arrow and ends none, such as a base image, stands beside its first user instead of at the far left. */
function pullRight(graph: Graph, columns: Map<string, number>, before: ReadonlyMap<string, readonly string[]>): void {
  const last = Math.max(0, ...graph.build.map(({ id }) => columns.get(id) ?? 0));
  for (const { id } of graph.build.filter((node) => !before.has(node.id))) {
    const users = graph.edges.filter((edge) => leftOf(edge) === id).map((edge) => columns.get(rightOf(edge)) ?? 0);
    if (users.length > 0) columns.set(id, Math.min(last, Math.min(...users) - 1));
  }
}

function predecessors({ edges }: Graph): Map<string, string[]> {
  const before = new Map<string, string[]>();
  for (const edge of edges) before.set(rightOf(edge), [...before.get(rightOf(edge)) ?? [], leftOf(edge)]);
  return before;
}

/** The end of an arrow that is drawn on the left. */
export function leftOf({ from, to, backwards }: GraphEdge): string {
  return backwards ? to : from;
}

/** The end of an arrow that is drawn on the right. */
export function rightOf({ from, to, backwards }: GraphEdge): string {
  return backwards ? from : to;
}

import { Graph, GraphEdge, GraphNode } from './graph';
import { columnsOf, leftOf, rightOf } from './layers';
import { leastCrossings, straightened } from './order';

/** A rectangle. */
export interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** An arrow as a line of points; `curveFrom` are those behind which it bends. */
export interface PlacedEdge {
  readonly edge: GraphEdge;
  readonly points: ReadonlyArray<{ readonly x: number; readonly y: number }>;
  readonly label?: { readonly x: number; readonly y: number; readonly text: string };
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyArray<{ readonly node: GraphNode; readonly box: Box }>;
  readonly edges: readonly PlacedEdge[];
  readonly build?: Box;
  readonly cluster?: Box;
}

/** What takes up room in a column: a node, or an arrow on its way past it. */
export interface Slot {
  readonly key: string;
  readonly column: number;
  readonly width: number;
  readonly height: number;
  /** Slots of the column before, and of the one behind. */
  readonly left: string[];
  readonly right: string[];
}

/** Width of a character of the drawing's fixed-width font, by its size; a little more than any has. */
export const CHARACTER = 0.62;
export const TITLE_SIZE = 13;
export const NOTE_SIZE = 11;
const MARGIN = 24;
const BEND = 56;
const LONGEST_LABEL = 42;

/** Places everything: columns from left to right, few crossings, nothing over anything else. */
export function layOut(graph: Graph): Layout {
  const columns = columnsOf(graph);
  const slots = new Map<string, Slot>();
  for (const node of [...graph.build, ...graph.cluster]) slots.set(node.id, slotOf(node, columns.get(node.id) ?? 0, graph.edges));
  const ways = graph.edges.map((edge, i) => wayOf(edge, i, columns, slots));
  const count = Math.max(0, ...[...slots.values()].map(({ column }) => column + 1));
  const order = leastCrossings(slots, count);
  const middle = straightened(slots, order);

  const x: number[] = [];
  const zones = Array.from({ length: count }, (_, column) => Math.max(0, ...graph.edges
    .filter((edge) => columns.get(leftOf(edge)) === column).map((edge) => labelWidth(edge))));
  const widths = order.map((keys) => Math.max(0, ...keys.map((key) => slots.get(key)?.width ?? 0)));
  for (let column = 0, left = MARGIN * 2; column < count; column++) {
    x.push(left);
    left += widths[column] + zones[column] + BEND;
  }
  const top = Math.min(0, ...[...slots.values()].map(({ key, height }) => (middle.get(key) ?? 0) - height / 2));
  const y = (key: string) => (middle.get(key) ?? 0) - top + MARGIN * 2.5;

  const nodes = [...graph.build, ...graph.cluster].map((node) => {
    const { column = 0, width = 0, height = 0 } = slots.get(node.id) ?? {};
    return { node, box: { x: x[column] + (widths[column] - width) / 2, y: y(node.id) - height / 2, width, height } };
  });
  const boxes = new Map(nodes.map(({ node, box }) => [node.id, box]));
  const edges = ways.map((way): PlacedEdge => {
    const [start, end] = [boxes.get(leftOf(way.edge)), boxes.get(rightOf(way.edge))];
    if (!start || !end) throw new Error(`an arrow from '${way.edge.from}' to '${way.edge.to}' ends at no node`);
    const startY = port(start, portsOf(ways, 'left', leftOf(way.edge), y), way);
    const endY = port(end, portsOf(ways, 'right', rightOf(way.edge), y), way);
    const first = columns.get(leftOf(way.edge)) ?? 0;
    const bend = x[first] + widths[first] + zones[first];
    const passed = way.passes.flatMap((key) => {
      const { column = 0 } = slots.get(key) ?? {};
      return [{ x: x[column], y: y(key) }, { x: x[column] + widths[column] + zones[column], y: y(key) }];
    });
    const text = shortLabel(way.edge);
    return {
      edge: way.edge,
      points: [{ x: start.x + start.width, y: startY }, { x: bend, y: startY }, ...passed, { x: end.x, y: endY }],
      ...(text === undefined ? {} : { label: { x: x[first] + widths[first] + 10, y: startY - 4, text } }),
    };
  });
  const all = [...boxes.values()];
  return {
    width: Math.max(0, ...all.map((box) => box.x + box.width)) + MARGIN * 2,
    height: Math.max(0, ...all.map((box) => box.y + box.height), ...[...middle.keys()].map((key) => y(key) + 10)) + MARGIN * 2,
    nodes,
    edges,
    ...frame('build', graph.build, boxes),
    ...frame('cluster', graph.cluster, boxes),
  };
}

/** The label as it is drawn. */
export function shortLabel({ label }: GraphEdge): string | undefined {
  return label === undefined || label.length <= LONGEST_LABEL ? label : `${label.slice(0, LONGEST_LABEL - 1)}…`;
}

interface Way { readonly edge: GraphEdge; readonly index: number; readonly passes: readonly string[] }

function slotOf(node: GraphNode, column: number, edges: readonly GraphEdge[]): Slot {
  const ports = Math.max(edges.filter((edge) => leftOf(edge) === node.id).length, edges.filter((edge) => rightOf(edge) === node.id).length);
  const width = Math.max(node.title.length * TITLE_SIZE, (node.note ?? '').length * NOTE_SIZE) * CHARACTER + 28;
  return { key: node.id, column, width: Math.ceil(width), height: Math.max(48, ports * 20 + 8), left: [], right: [] };
}

/** Joins the ends of an arrow, and gives it a slot in each column that it passes. */
function wayOf(edge: GraphEdge, index: number, columns: ReadonlyMap<string, number>, slots: Map<string, Slot>): Way {
  const [first, last] = [columns.get(leftOf(edge)) ?? 0, columns.get(rightOf(edge)) ?? 0];
  const passes: string[] = [];
  for (let column = first + 1; column < last; column++) {
    const key = `${index}/${column}`;
    slots.set(key, { key, column, width: 0, height: 12, left: [], right: [] });
    passes.push(key);
  }
  const keys = [leftOf(edge), ...passes, rightOf(edge)];
  keys.slice(1).forEach((key, i) => {
    slots.get(keys[i])?.right.push(key);
    slots.get(key)?.left.push(keys[i]);
  });
  return { edge, index, passes };
}

/** The arrows at one side of a node, from top to bottom. */
function portsOf(ways: readonly Way[], side: 'left' | 'right', id: string, y: (key: string) => number): Way[] {
  const next = ({ edge, passes }: Way) => (side === 'left' ? passes[0] ?? rightOf(edge) : passes[passes.length - 1] ?? leftOf(edge));
  return ways.filter(({ edge }) => (side === 'left' ? leftOf(edge) : rightOf(edge)) === id)
    .sort((a, b) => y(next(a)) - y(next(b)) || a.index - b.index);
}

function port(box: Box, ports: readonly Way[], way: Way): number {
  return box.y + (box.height * (ports.indexOf(way) + 1)) / (ports.length + 1);
}

function labelWidth(edge: GraphEdge): number {
  return Math.ceil((shortLabel(edge) ?? '').length * NOTE_SIZE * CHARACTER) + 20;
}

function frame(name: 'build' | 'cluster', nodes: readonly GraphNode[], boxes: ReadonlyMap<string, Box>): { [part: string]: Box } {
  const inside = nodes.flatMap(({ id }) => boxes.get(id) ?? []);
  if (inside.length === 0) return {};
  const [x, y] = [Math.min(...inside.map((box) => box.x)) - MARGIN, Math.min(...inside.map((box) => box.y)) - MARGIN * 1.5];
  const right = Math.max(...inside.map((box) => box.x + box.width)) + MARGIN;
  const bottom = Math.max(...inside.map((box) => box.y + box.height)) + MARGIN;
  return { [name]: { x, y, width: right - x, height: bottom - y } };
}

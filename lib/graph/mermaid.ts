import { Graph, GraphEdge, GraphNode, NodeKind } from './graph';

/** How Mermaid draws each kind. */
const SHAPES: { readonly [kind in NodeKind]: readonly [string, string] } = {
  files: ['[/', '/]'],
  base: ['[(', ')]'],
  stage: ['[', ']'],
  image: ['[[', ']]'],
  object: ['(', ')'],
  outside: ['(', ')'],
};

/**
 * The graph as a flowchart of Mermaid, which GitHub, GitLab and many others draw.
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function renderMermaid({ title, build, cluster, edges }: Graph): string {
  const outside = cluster.filter(({ kind }) => kind === 'outside').map(({ id }) => id);
  return [
    '---',
    `title: ${JSON.stringify(title)}`,
    '---',
    'flowchart LR',
    ...part('build', 'Build', build),
    ...part('cluster', 'Kubernetes', cluster),
    ...edges.map(renderEdge),
    ...(outside.length > 0 ? ['  classDef outside stroke-dasharray: 4 3', `  class ${outside.join(',')} outside`] : []),
    '',
  ].join('\n');
}

function part(id: string, title: string, nodes: readonly GraphNode[]): string[] {
  if (nodes.length === 0) return [];
  return [`  subgraph ${id}["${title}"]`, ...nodes.map((node) => `    ${renderNode(node)}`), '  end'];
}

function renderNode({ id, kind, title, note }: GraphNode): string {
  const [open, close] = SHAPES[kind];
  return `${id}${open}"${escape(title)}${note === undefined ? '' : `<br/>${escape(note)}`}"${close}`;
}

function renderEdge({ from, to, label, dashed }: GraphEdge): string {
  const arrow = dashed ? '-.->' : '-->';
  return `  ${from} ${arrow}${label === undefined ? '' : `|"${escape(label)}"|`} ${to}`;
}

/** Mermaid's own entities: what HTML, its strings and Markdown would read otherwise. */
function escape(text: string): string {
  return text.replace(/[#"<>&`*_\\]/g, (character) => `#${character.charCodeAt(0)};`);
}

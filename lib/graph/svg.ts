import { Graph, NodeKind } from './graph';
import { Box, layOut, NOTE_SIZE, PlacedEdge, TITLE_SIZE } from './layout';

/** Fill and border of each kind, in light and in dark. Text is black or white on all of them. */
const COLOURS: { readonly [kind in NodeKind]: readonly [string, string, string, string] } = {
  files: ['#fff3d6', '#8a6d1f', '#3d3210', '#d9b64f'],
  base: ['#eceff1', '#546e7a', '#263238', '#90a4ae'],
  stage: ['#dcebff', '#2b64b5', '#10294d', '#6ea4f0'],
  image: ['#d9f2df', '#2c7a43', '#113a1e', '#63bf7d'],
  object: ['#efe3ff', '#6d3fb8', '#2c1a4d', '#ab86ea'],
  outside: ['#ffffff', '#6d6d6d', '#1b1b1b', '#a6a6a6'],
};

/** The graph as a picture that needs nothing else: no font, no script, no request; light or dark as its reader likes it. */
export function renderSvg(graph: Graph): string {
  const { width, height, nodes, edges, build, cluster } = layOut(graph);
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title id="title">${escapeXml(graph.title)}</title>`,
    `<desc id="description">${escapeXml(description(graph))}</desc>`,
    `<style>${style()}</style>`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0,0 L8,4 L0,8 z"/></marker></defs>',
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...(build ? framed('Build', build) : []),
    ...(cluster ? framed('Kubernetes', cluster) : []),
    ...edges.map(arrow),
    ...nodes.map(({ node, box }) => {
      const x = box.x + box.width / 2;
      const y = box.y + box.height / 2;
      const note = node.note === undefined ? '' : `<text class="note" x="${x}" y="${y + 15}">${escapeXml(node.note)}</text>`;
      return `<g class="node ${node.kind}"><rect ${rectangle(box)} rx="6"/><text x="${x}" y="${y + (note ? -2 : 4)}">${escapeXml(node.title)}</text>${note}</g>`;
    }),
    '</svg>',
    '',
  ];
  return lines.join('\n');
}

function framed(title: string, box: Box): string[] {
  return [`<g class="frame"><rect ${rectangle(box)} rx="10"/><text x="${box.x + 14}" y="${box.y + 20}">${title}</text></g>`];
}

function arrow({ edge, points, label }: PlacedEdge): string {
  const [start, ...rest] = points;
  const path = rest.reduce<{ d: string; x: number; y: number }>(({ d, x, y }, to, i) => {
    // straight where it leaves a node and beside what it passes, curved in between
    const straight = i % 2 === 0 && i < rest.length - 1;
    const middle = (x + to.x) / 2;
    return { d: d + (straight ? ` L${to.x},${to.y}` : ` C${middle},${y} ${middle},${to.y} ${to.x},${to.y}`), x: to.x, y: to.y };
  }, { d: `M${start.x},${start.y}`, x: start.x, y: start.y });
  const head = edge.backwards ? 'marker-start' : 'marker-end';
  const text = label === undefined ? '' : `<text x="${label.x}" y="${label.y}">${escapeXml(label.text)}</text>`;
  const title = edge.label === undefined || edge.label === label?.text ? '' : `<title>${escapeXml(edge.label)}</title>`;
  return `<g class="edge${edge.dashed ? ' dashed' : ''}">${title}<path d="${path.d}" ${head}="url(#arrow)"/>${text}</g>`;
}

function rectangle({ x, y, width, height }: Box): string {
  return `x="${x}" y="${y}" width="${width}" height="${height}"`;
}

function style(): string {
  const rules = (dark: boolean) => Object.entries(COLOURS)
    .map(([kind, colours]) => `.${kind} rect{fill:${colours[dark ? 2 : 0]};stroke:${colours[dark ? 3 : 1]}}`).join('');
  return [
    `text{font:${TITLE_SIZE}px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#111}`,
    `.node text{text-anchor:middle}text.note,.edge text{font-size:${NOTE_SIZE}px}.frame text{font-weight:bold}`,
    '.paper{fill:#fff}.frame rect{fill:none;stroke:#b5b5b5}.edge path{fill:none;stroke:#555}.dashed path{stroke-dasharray:5 4}',
    '.outside rect{stroke-dasharray:4 3}marker path{fill:#555}', rules(false),
    '@media (prefers-color-scheme:dark){text{fill:#f2f2f2}.paper{fill:#161616}.frame rect{stroke:#5a5a5a}.edge path{stroke:#b5b5b5}marker path{fill:#b5b5b5}',
    `${rules(true)}}`,
  ].join('');
}

/** What the picture shows, for those who do not see it. */
function description({ build, cluster, edges }: Graph): string {
  const names = new Map([...build, ...cluster].map(({ id, title, note }) => [id, note === undefined ? title : `${note} ${title}`]));
  return edges.map(({ from, to, label }) => `${names.get(from) ?? from} ${label ?? 'to'} ${names.get(to) ?? to}`).join('; ');
}

/** Text as XML has it. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

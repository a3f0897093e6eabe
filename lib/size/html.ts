import { GroupSize, groupsOf, megabytes, sumOf } from './report';
import { Group, ImageSize, SizePart } from './sort-files';
import { squarify, Tile } from './treemap';

const MAP: Tile = { x: 0, y: 0, width: 1200, height: 640 };
const HEADING = 20;
const GAP = 2;
const CHARACTER = 7.5;

/** Fill in light and in dark; the text on it is black or white. */
const COLOURS: { readonly [group in Group]: readonly [string, string] } = {
  'base': ['#cfd8dc', '#37474f'],
  'os packages': ['#ffe0b2', '#5d4012'],
  'distributions': ['#bbdefb', '#12406b'],
  'virtualenv': ['#b2ebf2', '#0d4b54'],
  'assets': ['#f8bbd0', '#6a1b3d'],
  'app': ['#c8e6c9', '#1f4d22'],
  'other': ['#e0e0e0', '#424242'],
};

/** What is drawn of a group: its parts, the small ones as one. */
interface Drawn { readonly part: SizePart; readonly row: string }

/**
 * The report as one page: a treemap, of which each tile leads to its row in the table below, so that everything can be read without
 * seeing it. It needs no script and asks nobody for anything.
 */
export function renderHtml(image: string, size: ImageSize): string {
  const groups = groupsOf(size);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>Size of ${escape(image)}</title>
<style>
${style()}
</style>
</head>
<body>
<main>
<h1>${escape(image)}</h1>
<p>${megabytes(size.bytes)} MB unpacked in ${size.layers} layers and ${size.files} files, ${escape(size.platform)}, on ${escape(size.base)}.${
  size.hidden > 0 ? ` ${megabytes(size.hidden)} MB of it are files that a later layer removes or replaces.` : ''}</p>
<div class="scroll" role="region" aria-label="Treemap" tabindex="0">
<svg viewBox="0 0 ${MAP.width} ${MAP.height}" role="group" aria-label="Parts of the image by size; the table has them all">
${treemap(groups).join('\n')}
</svg>
</div>
<table>
<caption>All parts, unpacked</caption>
<thead><tr><th scope="col">Part</th><th scope="col">MB</th><th scope="col">Share</th><th scope="col">Bytecode</th><th scope="col">Files</th></tr></thead>
${groups.map((group, i) => body(group, i, size.bytes)).join('\n')}
</table>
</main>
</body>
</html>
`;
}

function treemap(groups: readonly GroupSize[]): string[] {
  const sorted = groups.map((group, i) => ({ group, i })).filter(({ group }) => group.bytes > 0).sort((a, b) => b.group.bytes - a.group.bytes);
  const tiles = squarify(sorted.map(({ group }) => group.bytes), MAP);
  return sorted.flatMap(({ group, i }, position) => {
    const tile = inset(tiles[position]);
    const headed = tile.height > HEADING * 2 && tile.width > 60;
    const inner = headed ? { ...tile, y: tile.y + HEADING, height: tile.height - HEADING } : tile;
    const drawn = drawnParts(group, i, inner);
    const inside = squarify(drawn.map(({ part }) => part.bytes), inner);
    const heading = headed ? [`<text class="heading" x="${round(tile.x + 4)}" y="${round(tile.y + 15)}">${fitted(`${group.group} ${megabytes(group.bytes)} MB`, tile.width)}</text>`] : [];
    return [...heading, ...drawn.map(({ part, row }, k) => link(part, row, inset(inside[k])))];
  });
}

/** A part smaller than can be pointed at is drawn with the others of its kind, and leads to the group. */
function drawnParts({ group, bytes, parts }: GroupSize, index: number, within: Tile): Drawn[] {
  const least = (bytes * 120) / Math.max(1, within.width * within.height);
  const large = parts.filter((part) => part.bytes > 0 && part.bytes >= least);
  const small = parts.filter((part) => part.bytes > 0 && part.bytes < least);
  const drawn = large.map((part) => ({ part, row: rowId(index, parts.indexOf(part)) }));
  if (small.length === 0) return drawn;
  const rest = { group, name: `${small.length} smaller`, ...sumOf(small) };
  return [...drawn, { part: rest, row: `group-${index}` }].sort((a, b) => b.part.bytes - a.part.bytes);
}

function link(part: SizePart, row: string, { x, y, width, height }: Tile): string {
  const label = `${part.group}: ${part.name}, ${megabytes(part.bytes)} MB`;
  const text = height >= 16 && width >= 30 ? `<text x="${round(x + 4)}" y="${round(y + 13)}">${fitted(part.name, width)}</text>` : '';
  const more = height >= 32 && width >= 64 ? `<text x="${round(x + 4)}" y="${round(y + 28)}">${megabytes(part.bytes)} MB</text>` : '';
  return `<a href="#${row}" class="${css(part.group)}" aria-label="${escape(label)}"><title>${escape(label)}</title>`
    + `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"/>${text}${more}</a>`;
}

function body({ group, files, bytes, bytecode, parts }: GroupSize, index: number, total: number): string {
  const row = (id: string, scope: string, name: string, part: { bytes: number; bytecode: number; files: number }) =>
    `<tr id="${id}"${scope === 'rowgroup' ? ` class="group ${css(group)}"` : ''}><th scope="${scope}">${escape(name)}</th><td>${megabytes(part.bytes)}</td>`
    + `<td>${((part.bytes / (total || 1)) * 100).toFixed(1)} %</td><td>${megabytes(part.bytecode)}</td><td>${part.files}</td></tr>`;
  return ['<tbody>', row(`group-${index}`, 'rowgroup', group, { files, bytes, bytecode }), ...parts.map((part, k) => row(rowId(index, k), 'row', part.name, part)), '</tbody>'].join('\n');
}

function style(): string {
  const fills = (dark: boolean) => Object.entries(COLOURS)
    .map(([group, colours]) => `.${css(group)} rect{fill:${colours[dark ? 1 : 0]}}tr.${css(group)} th{background:${colours[dark ? 1 : 0]}}`).join('\n');
  return [
    'html{color-scheme:light dark;background:#fff;color:#111}',
    'body{font:16px/1.5 system-ui,sans-serif;margin:0}main{max-width:1240px;margin:0 auto;padding:16px}',
    'h1{font-size:1.25rem;overflow-wrap:anywhere}.scroll{overflow-x:auto}',
    'svg{display:block;width:100%;min-width:720px;font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}',
    'svg text{fill:#111}.heading{font-weight:bold}a:hover rect,a:focus rect{stroke:#111;stroke-width:3}a:focus{outline:none}.scroll:focus-visible{outline:2px solid #1a56c4}',
    'table{border-collapse:collapse;width:100%;margin-top:24px;font-variant-numeric:tabular-nums}caption{text-align:left;font-weight:bold}',
    'th,td{text-align:right;padding:2px 6px;border-bottom:1px solid #ddd}th:first-child{text-align:left;font-weight:normal;overflow-wrap:anywhere}',
    'thead th,tr.group th{font-weight:bold!important}tr:target{outline:3px solid #1a56c4}',
    fills(false),
    '@media (prefers-color-scheme:dark){html{background:#161616;color:#f2f2f2}svg text{fill:#fff}th,td{border-color:#444}',
    'a:hover rect,a:focus rect{stroke:#fff}tr:target,.scroll:focus-visible{outline-color:#8ab4ff}',
    `${fills(true)}}`,
  ].join('\n');
}

/** As much of a text as fits into a width. */
function fitted(text: string, width: number): string {
  const room = Math.floor((width - 8) / CHARACTER);
  return escape(text.length <= room ? text : room < 3 ? '' : `${text.slice(0, room - 1)}…`);
}

function inset({ x, y, width, height }: Tile): Tile {
  return { x: x + GAP / 2, y: y + GAP / 2, width: Math.max(0, width - GAP), height: Math.max(0, height - GAP) };
}

function rowId(group: number, part: number): string {
  return `part-${group}-${part}`;
}

function css(group: string): string {
  return group.replace(' ', '-');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

import { Group, GROUPS, ImageSize, SizePart } from './sort-files';

/** How many parts of a group the table names. */
const NAMED = 8;

/** What some parts have together. */
export interface Sums {
  readonly files: number;
  readonly bytes: number;
  readonly bytecode: number;
}

/** One group with its sums. */
export interface GroupSize extends Sums {
  readonly group: Group;
  readonly parts: readonly SizePart[];
}

/** The groups that the image has anything of, in their order. */
export function groupsOf({ parts }: ImageSize): GroupSize[] {
  return GROUPS.flatMap((group) => {
    const own = parts.filter((part) => part.group === group);
    return own.length === 0 ? [] : [{ group, ...sumOf(own), parts: own }];
  });
}

export function sumOf(parts: readonly Sums[]): Sums {
  const add = (sum: Sums, part: Sums) => ({ files: sum.files + part.files, bytes: sum.bytes + part.bytes, bytecode: sum.bytecode + part.bytecode });
  return parts.reduce(add, { files: 0, bytes: 0, bytecode: 0 });
}

/** The table for a terminal: groups, and below each its largest parts. */
export function renderTable(image: string, size: ImageSize): string {
  const share = (bytes: number) => `${((bytes / (size.bytes || 1)) * 100).toFixed(1)} %`;
  const row = (name: string, { files, bytes, bytecode }: Sums) => [name, megabytes(bytes), share(bytes), megabytes(bytecode), String(files)];
  const rows = groupsOf(size).flatMap(({ group, parts, ...sums }) => {
    const [named, others] = parts.length > NAMED ? [parts.slice(0, NAMED - 1), parts.slice(NAMED - 1)] : [parts, []];
    return [
      row(group, sums),
      ...named.map((part) => row(`  ${part.name}`, part)),
      ...(others.length > 0 ? [row(`  ${others.length} more`, sumOf(others))] : []),
    ];
  });
  const hidden = size.hidden > 0 ? [['hidden', megabytes(size.hidden), share(size.hidden), '', '']] : [];
  const total = row('total', { ...sumOf(size.parts), bytes: size.bytes });
  const table = [['', 'MB', 'share', 'bytecode', 'files'], ...rows, ...hidden, total];
  const widths = table[0].map((_, column) => Math.max(...table.map((cells) => cells[column].length)));
  return [
    `${image}: ${size.platform}, ${size.layers} layers, on ${size.base}`,
    '',
    ...table.map((cells) => cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ').trimEnd()),
    '',
  ].join('\n');
}

/** Millions of bytes, as Docker counts them. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 100_000 && bytes > 0 ? 3 : 1);
}

/** A rectangle of a treemap. */
export interface Tile { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/**
 * Divides a rectangle into one tile for each value, as large as the value and as square as may be, in the order given:
 * sort the values in descending order for the best shapes.
 * @see https://vanwijk.win.tue.nl/stm.pdf Bruls, Huizing, van Wijk: Squarified Treemaps
 */
export function squarify(values: readonly number[], within: Tile): Tile[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  const scale = total > 0 ? (within.width * within.height) / total : 0;
  const areas = values.map((value) => value * scale);
  const tiles: Tile[] = [];
  let free = within;
  for (let start = 0; start < areas.length;) {
    const side = Math.min(free.width, free.height);
    let end = start + 1;
    while (end < areas.length && worst(areas.slice(start, end + 1), side) <= worst(areas.slice(start, end), side)) end += 1;
    const row = areas.slice(start, end);
    tiles.push(...rowOf(row, free));
    free = rest(row, free);
    start = end;
  }
  return tiles;
}

/** The worst proportion in a row along `side`: 1 is a square. */
function worst(row: readonly number[], side: number): number {
  const sum = row.reduce((total, area) => total + area, 0);
  const [most, least] = [Math.max(...row), Math.min(...row)];
  if (least <= 0 || side <= 0) return Infinity;
  return Math.max((side * side * most) / (sum * sum), (sum * sum) / (side * side * least));
}

function rowOf(row: readonly number[], { x, y, width, height }: Tile): Tile[] {
  const sum = row.reduce((total, area) => total + area, 0);
  const upright = width >= height;
  const thick = Math.min(sum / ((upright ? height : width) || 1), upright ? width : height);
  let along = upright ? y : x;
  return row.map((area) => {
    const length = thick > 0 ? area / thick : 0;
    const tile = upright ? { x, y: along, width: thick, height: length } : { x: along, y, width: length, height: thick };
    along += length;
    return tile;
  });
}

function rest(row: readonly number[], { x, y, width, height }: Tile): Tile {
  const sum = row.reduce((total, area) => total + area, 0);
  if (width >= height) {
    const thick = Math.min(sum / (height || 1), width);
    return { x: x + thick, y, width: width - thick, height };
  }
  const thick = Math.min(sum / (width || 1), height);
  return { x, y: y + thick, width, height: height - thick };
}

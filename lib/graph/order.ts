import type { Slot } from './layout';

const SWEEPS = 8;
const SPACE = 22;

/** The slots of each column from top to bottom, so that few arrows cross: each goes where its neighbours are on average. */
export function leastCrossings(slots: ReadonlyMap<string, Slot>, columns: number): string[][] {
  const order: string[][] = Array.from({ length: columns }, () => []);
  slots.forEach(({ key, column }) => order[column].push(key));
  let best = order.map((keys) => [...keys]);
  let fewest = crossings(slots, best);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const rightwards = sweep % 2 === 0;
    for (let i = 0; i < columns; i++) {
      const column = rightwards ? i : columns - 1 - i;
      const rank = new Map(order.flatMap((keys) => keys.map((key, position) => [key, position] as const)));
      const average = (key: string, position: number) => {
        const near = slots.get(key)?.[rightwards ? 'left' : 'right'] ?? [];
        return near.length === 0 ? position : near.reduce((sum, each) => sum + (rank.get(each) ?? 0), 0) / near.length;
      };
      order[column] = order[column].map((key, position) => ({ key, at: average(key, position), position }))
        .sort((a, b) => a.at - b.at || a.position - b.position).map(({ key }) => key);
    }
    const now = crossings(slots, order);
    if (now < fewest) [best, fewest] = [order.map((keys) => [...keys]), now];
  }
  return best;
}

/** How many pairs of arrows cross between neighbouring columns. */
export function crossings(slots: ReadonlyMap<string, Slot>, order: readonly (readonly string[])[]): number {
  const rank = new Map(order.flatMap((keys) => keys.map((key, position) => [key, position] as const)));
  return order.reduce((sum, keys) => {
    const lines = keys.flatMap((key) => (slots.get(key)?.right ?? []).map((to) => [rank.get(key) ?? 0, rank.get(to) ?? 0]));
    return sum + lines.reduce((count, [a, b], i) => count + lines.slice(i + 1).filter(([c, d]) => (a - c) * (b - d) < 0).length, 0);
  }, 0);
}

/** The height of each slot's middle: near those of its neighbours, in order, nothing over anything else. */
export function straightened(slots: ReadonlyMap<string, Slot>, order: readonly (readonly string[])[]): Map<string, number> {
  const middle = new Map<string, number>();
  const height = (key: string) => slots.get(key)?.height ?? 0;
  for (const keys of order) {
    keys.reduce((top, key) => {
      middle.set(key, top + height(key) / 2);
      return top + height(key) + SPACE;
    }, 0);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const columns = sweep % 2 === 0 ? order : [...order].reverse();
    for (const keys of columns) {
      const wanted = keys.map((key) => {
        const { left = [], right = [] } = slots.get(key) ?? {};
        const near = [...left, ...right];
        return near.length === 0 ? middle.get(key) ?? 0 : near.reduce((sum, each) => sum + (middle.get(each) ?? 0), 0) / near.length;
      });
      spread(keys, wanted, height).forEach((y, i) => middle.set(keys[i], y));
    }
  }
  return middle;
}

/** Moves what would lie over each other apart, down and then up again, and takes the mean of both. */
function spread(keys: readonly string[], wanted: readonly number[], height: (key: string) => number): number[] {
  const apart = (i: number) => (height(keys[i - 1]) + height(keys[i])) / 2 + SPACE;
  const down = [...wanted];
  for (let i = 1; i < keys.length; i++) down[i] = Math.max(down[i], down[i - 1] + apart(i));
  const up = [...wanted];
  for (let i = keys.length - 2; i >= 0; i--) up[i] = Math.min(up[i], up[i + 1] - apart(i + 1));
  return down.map((y, i) => Math.round((y + up[i]) / 2));
}

import { createHash } from 'crypto';

/**
 * The name of an image's folder and bake target, from the path of its construct: `shop_web` for `shop/web`.
 *
 * No two paths share one, also where letter case does not count: `_` stands only between the ids of a path, and a path
 * that other characters would change gets `__` and a hash of it.
 */
export function imageName(path: string): string {
  const ids = path.split('/');
  const plain = ids.map((id) => id.toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || 'x');
  if (plain.every((id, i) => id === ids[i])) return plain.join('_');
  return `${plain.join('_')}__${createHash('sha256').update(path).digest('hex').slice(0, 8)}`;
}

import { ImageSize } from '../../lib/size/sort-files';

/** What an image of a shop might be, with names that no page may take for its own. */
export const SHOP_SIZE: ImageSize = {
  bytes: 161_000_000,
  files: 1234,
  layers: 12,
  platform: 'linux/amd64',
  base: 'Python 3.13.0 on Debian GNU/Linux 13 (trixie)',
  hidden: 1_000_000,
  parts: [
    { group: 'base', name: 'Python', files: 600, bytes: 33_000_000, bytecode: 0 },
    ...Array.from({ length: 90 }, (_, i) => ({ group: 'base' as const, name: `lib${'x'.repeat(i % 17)}${i}`, files: 3, bytes: Math.round(60_000_000 / (i + 2) ** 1.5), bytecode: 0 })),
    { group: 'os packages', name: 'libpq5', files: 3, bytes: 4_000_000, bytecode: 0 },
    { group: 'distributions', name: 'lxml 6.1.3', files: 120, bytes: 28_000_000, bytecode: 300_000 },
    { group: 'distributions', name: '<script>alert("x")</script>&amp;', files: 1, bytes: 9_000_000, bytecode: 4_000_000 },
    ...Array.from({ length: 40 }, (_, i) => ({ group: 'distributions' as const, name: `distribution-${i} 1.${i}`, files: 2, bytes: 4000 * (i + 1), bytecode: 1000 * i })),
    { group: 'virtualenv', name: 'interpreter and scripts', files: 10, bytes: 14_000, bytecode: 0 },
    { group: 'assets', name: 'static/', files: 40, bytes: 5_000_000, bytecode: 0 },
    { group: 'app', name: 'shop/', files: 50, bytes: 900_000, bytecode: 0 },
    { group: 'app', name: 'empty', files: 1, bytes: 0, bytecode: 0 },
    { group: 'other', name: '/etc/', files: 13, bytes: 9000, bytecode: 0 },
  ],
};

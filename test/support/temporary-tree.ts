import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';

/** A tree by its paths: `a/b` is a file, `a/` a directory, `a -> b` a symbolic link. */
export function writeTree(root: string, paths: readonly string[]): void {
  for (const path of paths) {
    const [, link, target] = /^(.*?) -> ([^]*)$/.exec(path) ?? [];
    const name = link ?? path;
    mkdirSync(join(root, name.endsWith('/') ? name : dirname(name)), { recursive: true });
    if (link !== undefined) symlinkSync(target, join(root, link));
    else if (!name.endsWith('/')) writeFileSync(join(root, name), `content of ${name}\n`);
  }
}

/** Runs `act` with a directory that is gone afterwards. */
export function withTemporaryDirectory<T>(act: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'python-venv-test-'));
  try {
    return act(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

import * as fs from 'node:fs';

/** What pack.ts made. */
export default function remove(): void {
  if (process.env.PACKAGES) fs.rmSync(process.env.PACKAGES, { recursive: true, force: true });
}

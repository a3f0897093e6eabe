import * as fs from 'node:fs';
import * as path from 'node:path';
import { UNPROVED } from './proofs';
import type { Results } from './prove';
import { NativeKind, packagesOn } from '../../../lib/debian/native/native-row';
import { NATIVE_TABLE } from '../../../lib/debian/native/native-table';

const PAGE = path.join(__dirname, '../../../docs/native-packages.md');

const WHEN: { readonly [kind in NativeKind]: string } = {
  compiled: 'always compiled',
  wheel: 'only where no wheel fits',
  links: 'its wheel, too',
  loads: 'opens or runs it',
};

const HEAD = `# Debian packages of distributions

What the library adds to the image for a distribution of PyPI: \`build\` to the builder stage, beside what the full Python image has,
\`runtime\` to the app image. Where the lock shows a wheel for every platform, nothing is compiled, and only the rows
"its wheel, too" and "opens or runs it" add anything.

Another answer for one distribution is the option \`nativePackages\`, further packages are \`buildPackages\` and
\`runtimePackages\`. A distribution that is not here is found by the build itself: it stops where a library is missing in the app
image, and names the distribution and the Debian package.

A row is *proven* when \`npm run test:full\` compiled it in the full image (or installed its wheel, where that loads a
library of the system), loaded it in the app image, and saw the build stop without the runtime packages. Dates and versions are in
[native.json](../test/full/results/native.json). This page is written by that run.
`;

/** Writes the table for users: what is added, when, and whether that was proven. */
export function writePage(results: Results): void {
  const lines = Object.keys(NATIVE_TABLE).sort().flatMap((name) => ['bookworm', 'trixie'].map((codename) => {
    const row = NATIVE_TABLE[name];
    const result = results[name]?.[codename];
    const proof = result ? (result.outcome === 'proven' ? `proven ${result.date}` : `not proven: ${result.outcome.replace(/\|/g, '\\|')}`)
      : `not proven: ${UNPROVED[name] ?? 'not run yet'}`;
    const list = (packages: readonly string[]) => packages.join(' ') || '-';
    const distribution = row.versions ? `${name} ${row.versions}` : name;
    return `| ${distribution} | ${codename} | ${WHEN[row.kind]} | ${list(packagesOn(row.build, codename))} | ${list(packagesOn(row.runtime, codename))} | ${proof} |`;
  }));
  fs.writeFileSync(PAGE, `${HEAD}\n| distribution | Debian | when | build | runtime | proof |\n|---|---|---|---|---|---|\n${lines.join('\n')}\n`);
}

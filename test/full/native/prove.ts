import * as fs from 'node:fs';
import * as path from 'node:path';
import { BASES, build, Built } from './image';
import { writePage } from './page';
import { PROOFS, UNPROVED } from './proofs';
import { packagesOn } from '../../../lib/debian/native/native-row';
import { NATIVE_TABLE } from '../../../lib/debian/native/native-table';

/**
 * Proves the rows of the native table in real images: with the row's packages the distribution is compiled, its libraries are
 * there and its code runs; without the runtime packages the build stops. Rows that have a result are not proved again:
 * `npm run test:full -- --again` forgets failures, `-- --all` everything, `-- NAME…` takes only these. Two builds run at a time.
 */
export interface Result {
  /** `proven`, or what went wrong. */
  readonly outcome: string;
  readonly date: string;
  readonly python: string;
  readonly version?: string;
  /** How the build stops without the runtime packages. */
  readonly without?: string;
  readonly seconds: number;
}
export interface Results { [distribution: string]: { [codename: string]: Result } }

const FILE = path.join(__dirname, '../results/native.json');
const words = process.argv.slice(2);
const results: Results = words.includes('--all') || !fs.existsSync(FILE) ? {} : JSON.parse(fs.readFileSync(FILE, 'utf8'));
const only = words.filter((word) => !word.startsWith('--'));

async function prove(name: string, codename: string): Promise<Result> {
  const start = Date.now();
  const row = NATIVE_TABLE[name];
  const proof = PROOFS[name];
  const result = (outcome: string, more: Partial<Result> = {}): Result => ({
    outcome,
    date: new Date().toISOString().slice(0, 10),
    python: BASES[codename].python.series,
    ...more,
    seconds: Math.round((Date.now() - start) / 1000),
  });
  if (row.gone?.release === codename) return result(`${codename} has no ${row.gone.what}`);
  const good = await build(name, codename, proof);
  const version = /^#\d+ [\d.]+ version (\S+)$/m.exec(good.log)?.[1];
  if (!good.ok) return result(failure(good), { version });
  if (packagesOn(row.runtime, codename).length === 0) return result('proven', { version, without: 'it needs none' });
  const fromSource = row.kind === 'compiled' || row.kind === 'wheel';
  const bad = await build(name, codename, proof, { [name]: { buildPackages: fromSource ? [...packagesOn(row.build, codename)] : [] } });
  if (bad.ok) return result('works without the runtime packages, too', { version });
  return result('proven', { version, without: failure(bad) });
}

/** The lines of a log that say why. */
function failure({ log }: Built): string {
  const lines = log.split('\n').map((line) => line.replace(/^(?:#\d+ )?(?:\d+\.\d+ )?/, '').trim());
  const check = lines.filter((line) => / needs \S+: /.test(line));
  if (check.length > 0) return [...new Set(check)].join('; ');
  const telling = lines.filter((line) => /^\S*(?:Error|Exception|NotFound)\b.*: |is not there$|no libusb|^E: |not finished|fatal error|error:/.test(line) && !/^(?:ERROR: )?(?:failed to|process )/.test(line));
  return (telling[telling.length - 1] ?? lines.filter((line) => line !== '').slice(-1)[0] ?? 'no output').slice(0, 300);
}

for (const name of Object.keys(NATIVE_TABLE)) {
  if (!(name in PROOFS) && !(name in UNPROVED)) throw new Error(`${name} has no proof in test/full/native/proofs.ts, and no reason for having none`);
}
const rows = Object.keys(PROOFS).filter((name) => only.length === 0 || only.includes(name))
  .flatMap((name) => ['trixie', 'bookworm'].map((codename) => ({ name, codename })))
  .filter(({ name, codename }) => {
    const known = results[name]?.[codename];
    return known === undefined || only.length > 0 || (known.outcome !== 'proven' && words.includes('--again'));
  });

async function proveRows(): Promise<void> {
  for (let row; (row = rows.shift());) {
    const { name, codename } = row;
    const result = await prove(name, codename);
    results[name] = { ...results[name], [codename]: result };
    process.stdout.write(`${name} ${codename}: ${result.outcome} (${result.seconds} s)\n`);
    const sorted = Object.fromEntries(Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1)));
    fs.writeFileSync(FILE, `${JSON.stringify(sorted, undefined, 2)}\n`);
    writePage(results);
  }
}

// a build waits for downloads as long as it computes
void Promise.all([proveRows(), proveRows()]).then(() => writePage(results));

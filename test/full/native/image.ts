import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Chart } from 'cdk8s';
import { Proof } from './proofs';
import { DebianPackages, DebianRelease, PythonBase, PythonVenvBuild, PythonVersion } from '../../../lib';
import { NATIVE_TABLE } from '../../../lib/debian/native/native-table';

/** The pairs of images that rows are proved on. */
export const BASES: { readonly [codename: string]: PythonBase } = {
  bookworm: PythonBase.debian({ python: PythonVersion.V3_11, release: DebianRelease.BOOKWORM }),
  trixie: PythonBase.debian({ python: PythonVersion.V3_13, release: DebianRelease.TRIXIE }),
};

/** How long one build may take. */
const MINUTES = 6;

/** What a build said. */
export interface Built {
  readonly ok: boolean;
  readonly log: string;
}

/**
 * Builds what the library writes for an application with this one dependency, and runs the code of the proof in its app
 * image: without storing an image.
 */
export async function build(name: string, codename: string, proof: Proof, nativePackages?: { [name: string]: DebianPackages }): Promise<Built> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'native-proof.'));
  try {
    fs.writeFileSync(path.join(directory, 'app.py'), '');
    const file = path.join(directory, 'Dockerfile');
    fs.writeFileSync(file, `${dockerfile(directory, name, codename, proof, nativePackages)}\nFROM app AS proof\nUSER 0\nRUN ["python", "-c", ${JSON.stringify(`import importlib.metadata as m; print("version", m.version("${name}")); ${proof.code}`)}]\n`);
    const command = `docker buildx build --builder "$BUILDER_OWN" --progress=plain --no-cache-filter=proof --file "${file}" "${directory}" 2>&1`;
    return await new Promise((resolve) => {
      execFile('sh', ['-c', command], { encoding: 'utf8', timeout: MINUTES * 60_000, maxBuffer: 1e9 }, (error, stdout) => (
        resolve({ ok: error === null, log: error?.killed ? `${stdout}\nnot finished after ${MINUTES} minutes` : stdout })
      ));
    });
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

function dockerfile(directory: string, name: string, codename: string, proof: Proof, nativePackages?: { [name: string]: DebianPackages }): string {
  const { requirement = name } = proof;
  const wanted = typeof requirement === 'string' ? requirement : requirement[codename as 'bookworm' | 'trixie'];
  const { kind } = NATIVE_TABLE[name];
  // Compiled even where a wheel fits; a wheel that links the system's library is taken as it is.
  const fromSource = kind === 'compiled' || kind === 'wheel';
  const commands = [['pip', '--python', '/venv/bin/python', 'install', ...(fromSource ? [`--no-binary=${name}`] : []), ...(proof.beside ?? []), wanted]];
  const [, version] = wanted.split('==');
  return new PythonVenvBuild(new Chart(new App(), 'proof'), 'image', {
    context: directory,
    repository: 'native',
    base: BASES[codename],
    command: ['python', 'app.py'],
    nativePackages,
    dependencies: {
      bind: () => ({
        steps: [{ commands, caches: [{ name: 'pip', target: '/root/.cache/pip' }] }],
        distributions: [{ name, version: version ?? '0', ...(fromSource ? { archives: [`${name}.tar.gz`] } : {}) }],
      }),
    },
  }).dockerfile;
}

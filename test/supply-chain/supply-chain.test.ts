import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { docker, runPrinted } from '../e2e/support/docker';
import { Project, Synthesized } from '../e2e/support/project';

/** What was found, with its date: written when every test passed, and committed. */
const RESULTS = path.join(__dirname, 'results.json');
const results: { [name: string]: string | number } = {};

const main = (repository: string) => `
  import { App, Chart } from 'cdk8s';
  import { AppStage, PythonVenvImage } from 'cdk8s-python-venv';
  const app = new App();
  const chart = new Chart(app, 'tea');
  const options = { context: 'app', repository: '${repository}', command: ['python', '-m', 'tea_of_the_day'], runtimePackages: ['libpq5'] };
  export const web = new PythonVenvImage(chart, 'web', options);
  new PythonVenvImage(chart, 'minimal', { ...options, appStage: AppStage.MINIMAL });
  app.synth();`;

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run npm run test:supply-chain`);
  return value;
}

/** Programs that print a name and a version on each line. */
const DISTRIBUTIONS = 'import importlib.metadata as m\nfor d in m.distributions(): print(d.name.lower().replace("_", "-"), d.version)';
const TAKEN = `import pathlib
for entry in pathlib.Path("/var/lib/dpkg/status.d").iterdir():
    if entry.suffix != ".md5sums":
        fields = dict(line.split(": ", 1) for line in entry.read_text().splitlines() if ": " in line and line[0] != " ")
        print(fields["Package"], fields["Version"])`;

/** Its lines, in order. */
const pairs = (text: string): string[] => text.trim().split('\n').sort();

describe('an image that was built, listed and signed', () => {
  let project: Project;
  let web: Synthesized;
  let reference: string;
  let minimal: string;
  const attestation = (of: string, kind: string) => JSON.parse(docker('buildx', 'imagetools', 'inspect', of, '--format', `{{json .${kind}}}`));
  const listed = (of: string, type: string): string[] => attestation(of, 'SBOM').SPDX.packages
    .filter(({ externalRefs = [] }: any) => externalRefs.some(({ referenceLocator }: any) => referenceLocator.startsWith(`pkg:${type}/`)))
    .map(({ name, versionInfo }: any) => `${name.toLowerCase().replace(/_/g, '-')} ${versionInfo}`);
  const cosign = (...words: string[]) => execFileSync(variable('COSIGN'), words, {
    cwd: project.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, COSIGN_PASSWORD: 'correct horse' },
  });
  const registryIsLocal = ['--allow-http-registry', '--allow-insecure-registry'];
  const verify = (key: string, image: string) => cosign('verify', '--key', key, '--insecure-ignore-tlog', ...registryIsLocal, image);
  const sign = (key: string, image: string) => cosign('sign', '--key', key, '--signing-config', 'signing.json', ...registryIsLocal, '--yes', image);

  beforeAll(() => {
    project = new Project('small', { 'main.ts': main(`${variable('REGISTRY')}/supply-chain/tea`) });
    web = project.synth();
    const attest = '--set \'*.attest=type=sbom\' --set \'*.attest=type=provenance,mode=max\'';
    runPrinted(`${web.bakeCommand} release --builder ${variable('BUILDER_OWN')} --push --metadata-file metadata.json ${attest}`, project.folder);
    const metadata = JSON.parse(fs.readFileSync(path.join(project.folder, 'metadata.json'), 'utf8'));
    const pushed = (target: string) => `${web.repository}@${metadata[target]['containerimage.digest']}`;
    reference = pushed('tea_web-release');
    minimal = pushed('tea_minimal-release');
    // no transparency log and no time stamps: everything that is asked is on this machine
    project.write('signing.json', JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json', rekorTlogConfig: {}, tsaConfig: {},
    }));
    for (const key of ['release', 'other']) cosign('generate-key-pair', '--output-key-prefix', key);
  });

  afterAll(() => {
    if (Object.keys(results).length < 5) return;
    const versions = { syft: path.basename(path.dirname(variable('SYFT'))), cosign: path.basename(path.dirname(variable('COSIGN'))) };
    fs.writeFileSync(RESULTS, `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), ...versions, ...results }, undefined, 2)}\n`);
  });

  test('its SBOM has every distribution of the virtualenv and every Debian package, with their versions', () => {
    const here = (program: string, ...words: string[]) => pairs(docker('run', '--rm', '--user', '0', '--entrypoint', program, reference, ...words));
    const distributions = here('/venv/bin/python', '-c', DISTRIBUTIONS);
    const debian = here('dpkg-query', '--show', '--showformat', '${Package} ${Version}\\n');
    expect(distributions.length).toBeGreaterThan(5);
    expect(debian.filter((line) => line.startsWith('libpq5 '))).toHaveLength(1);
    expect(distributions.filter((line) => !listed(reference, 'pypi').includes(line))).toEqual([]);
    expect(debian.filter((line) => !listed(reference, 'deb').includes(line))).toEqual([]);
    results.distributions = distributions.length;
    results.debianPackages = debian.length;
  });

  test('so has that of a minimal image, which took fewer Debian packages and no database of dpkg', () => {
    const here = (code: string) => pairs(docker('run', '--rm', '--entrypoint', '/venv/bin/python', minimal, '-c', code));
    const distributions = here(DISTRIBUTIONS);
    const debian = here(TAKEN);
    expect(debian.filter((line) => /^lib(?:pq5|c6|ssl3\w*) /.test(line))).toHaveLength(3);
    expect(debian.length).toBeLessThan(Number(results.debianPackages));
    expect(distributions.filter((line) => !listed(minimal, 'pypi').includes(line))).toEqual([]);
    expect(debian.filter((line) => !listed(minimal, 'deb').includes(line))).toEqual([]);
    results.minimalDebianPackages = debian.length;
  });

  test('its provenance names both base images by their digests, and the Dockerfile', () => {
    const { SLSA } = attestation(reference, 'Provenance');
    const text = JSON.stringify(SLSA);
    for (const image of ['python:3.13-trixie', 'python:3.13-slim-trixie']) {
      const digest = docker('buildx', 'imagetools', 'inspect', '--format', '{{.Manifest.Digest}}', `${variable('REGISTRY')}/library/${image}`);
      expect(text).toContain(digest.replace('sha256:', ''));
    }
    // mode=max carries the Dockerfile itself
    const sources = [...text.matchAll(/"data":"([A-Za-z0-9+/=]+)"/g)].map(([, data]) => Buffer.from(data, 'base64').toString());
    expect(sources).toContain(fs.readFileSync(path.join(project.folder, 'dist/images/tea_web/Dockerfile'), 'utf8'));
    results.provenance = String(SLSA.buildDefinition?.buildType ?? SLSA.buildType);
  });

  test('a signature by one key is verified with that key and no other, and an unsigned image is refused', () => {
    expect(() => verify('release.pub', reference)).toThrow(/no signatures found|no matching/);
    sign('release.key', reference);
    expect(JSON.parse(verify('release.pub', reference))[0].critical.image['docker-manifest-digest']).toBe(reference.split('@')[1]);
    expect(() => verify('other.pub', reference)).toThrow(/no matching|invalid signature/);
    results.signature = 'verified with its key, refused with another, and missing before';
  });
});

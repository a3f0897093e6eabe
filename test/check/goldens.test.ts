import { existsSync, readdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { withTemporaryDirectory } from '../support/temporary-tree';
import { ask, describeWith, DOCKERLINT, HADOLINT } from '../support/tools';

const GOLDEN = join(__dirname, '..', 'golden');

/** The one exception: versions of Debian packages are left open, for a pinned one is gone with the next security fix. */
const ALLOWED = ['DL3008'];

function goldenDockerfiles(): string[] {
  const paths = existsSync(GOLDEN) ? readdirSync(GOLDEN, { recursive: true, encoding: 'utf8' }) : [];
  return paths.filter((path) => /(^|\/)Dockerfile$/.test(path)).sort();
}

/** Findings of BuildKit's own checks, all of them, the experimental ones too, and why it could not be built. */
function dockerlint(file: string): string[] {
  const { stdout, stderr } = ask(DOCKERLINT, ['-json', '-check', 'experimental=all', '-f', file, dirname(file)]);
  if (stderr !== '') throw new Error(stderr);
  const report = JSON.parse(stdout) as { findings: Array<{ rule: string; line: number; detail: string }>; error?: string };
  return [...report.findings.map(({ rule, line, detail }) => `${line} ${rule}: ${detail}`), ...(report.error ? [report.error] : [])];
}

/** Findings of hadolint, whatever their level, also of the shell inside RUN. */
function hadolint(file: string): Array<{ code: string; line: number }> {
  const { stdout, stderr } = ask(HADOLINT, ['--no-color', '--format', 'json', '--failure-threshold', 'ignore', '--disable-ignore-pragma', file], { cwd: dirname(file) });
  if (stderr !== '') throw new Error(stderr);
  return (JSON.parse(stdout) as Array<{ code: string; line: number }>).map(({ code, line }) => ({ code, line }));
}

describeWith([DOCKERLINT, HADOLINT], 'the linters find nothing in any golden Dockerfile', () => {
  const dockerfiles = goldenDockerfiles();

  test('there are goldens, those of images with an ignore file', () => {
    expect(dockerfiles.length).toBeGreaterThan(0);
    const written = dockerfiles.filter((path) => path.includes('/images/'));
    expect(written.filter((path) => !existsSync(join(GOLDEN, `${path}.dockerignore`)))).toEqual([]);
  });

  test.each(dockerfiles)('%s', (path) => {
    const file = join(GOLDEN, path);
    expect(dockerlint(file)).toEqual([]);
    expect(hadolint(file).filter(({ code }) => !ALLOWED.includes(code))).toEqual([]);
  });
});

describeWith([DOCKERLINT, HADOLINT], 'the linters find what is wrong', () => {
  const lint = (lines: string[], ignore: string) => withTemporaryDirectory((directory) => {
    const file = join(directory, 'Dockerfile');
    writeFileSync(file, `${lines.join('\n')}\n`);
    writeFileSync(`${file}.dockerignore`, ignore);
    return {
      buildkit: dockerlint(file).map((finding) => finding.split(':')[0]),
      hadolint: hadolint(file).map(({ code, line }) => `${line} ${code}`).sort(),
    };
  });

  test('in a bad Dockerfile', () => {
    expect(lint(['FROM debian AS App', 'RUN cd /tmp', 'COPY x.txt ./', 'ENV PASSWORD=secret', 'CMD python app.py'], 'x.txt\n')).toEqual({
      buildkit: expect.arrayContaining(['1 StageNameCasing', '3 CopyIgnoredFile', '4 SecretsUsedInArgOrEnv', '5 JSONArgsRecommended']),
      hadolint: expect.arrayContaining(['1 DL3006', '2 DL3003', '5 DL3025']),
    });
  });

  test('the ignore file beside the Dockerfile counts, and a pragma does not silence hadolint', () => {
    const copies = ['FROM debian:trixie AS app', 'WORKDIR /app', '# hadolint ignore=DL3003', 'RUN cd /tmp', 'COPY x.txt ./'];
    expect(lint(copies, '').buildkit).toEqual([]);
    expect(lint(copies, 'x.txt\n').buildkit).toEqual(['5 CopyIgnoredFile']);
    expect(lint(copies, '').hadolint).toEqual(['4 DL3003', '4 SC2164']);
  });
});

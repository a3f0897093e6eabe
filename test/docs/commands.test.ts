import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const PAGES = ['README.md', ...fs.readdirSync(path.join(ROOT, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];

/** What a command of the docs begins with, and the tests that run such commands as a reader would. */
const RUN: { readonly [start: string]: string } = {
  'npx cdk8s-python-venv inspect': 'test/cli/main.test.ts',
  'npx cdk8s-python-venv synth': 'test/e2e/docs-commands.test.ts',
  'npx cdk8s-python-venv init': 'test/packages/scaffold.test.ts',
  'npx cdk8s-python-venv build': 'test/e2e/command.test.ts',
  'npx cdk8s-python-venv pin': 'test/e2e/release.test.ts',
  'npx cdk8s-cli synth': 'test/packages/scaffold.test.ts',
  'npx cdk8s-python-venv dev': 'test/cli/dev.test.ts',
  'npx cdk8s-python-venv bump': 'test/e2e/base-pair.test.ts',
  'npx cdk8s synth': 'test/construct/cdk8s-command.test.ts',
  'docker buildx bake': 'test/e2e/bake.test.ts',
  'docker buildx imagetools': 'test/e2e/docs-commands.test.ts',
  'docker buildx build': 'test/e2e/release.test.ts',
  'docker build': 'test/e2e/rebuild.test.ts',
  'docker compose': 'test/e2e/development.test.ts',
  'docker save': 'test/e2e/docs-commands.test.ts',
  'docker load': 'test/e2e/docs-commands.test.ts',
  'cosign': 'test/supply-chain/supply-chain.test.ts',
  'pip install': 'test/packages/python.test.ts',
  '.venv/bin/pip install': 'test/packages/scaffold.test.ts',
  'python3 -m venv': 'test/packages/scaffold.test.ts',
  'mvn': 'test/packages/scaffold.test.ts',
  'go mod tidy': 'test/packages/scaffold.test.ts',
  'go get': 'test/packages/consumers.test.ts',
  'buildctl build': 'test/e2e/docs-commands.test.ts',
  'kubectl apply': 'test/cluster/admission.test.ts',
  'kubectl wait': 'test/cluster/support/services.ts',
  'kubectl port-forward': 'by hand',
  'npm install': 'test/packages/scaffold.test.ts',
  'npm ci': '.ci/run',
  'npm run': '.ci/run',
  'npm test': '.ci/run',
  'mkdir': 'the shell',
  'cd': 'the shell',
  'diff': 'test/e2e/docs-commands.test.ts',
  'git diff': 'the shell',
  'git add': 'the shell',
};
const PROGRAM = /^(?:[A-Z_]+=\S+ )*(?:npx|npm|cdk8s-python-venv|python3|\.venv\/bin\/\w+|mvn|go|docker|kubectl|buildctl|buildah|kind|minikube|skaffold|tilt|argocd|flux|mkdir|cd|diff|git|uv|pip|helm|cosign|syft|crane)\b/;

/** Lines of code that begin with a program, on pages of this folder. */
function commands(): Array<readonly [string, string]> {
  return PAGES.flatMap((page) => {
    const text = fs.readFileSync(path.join(ROOT, page), 'utf8').replace(/^```[^]*?^```/gm, '');
    return [...text.matchAll(/^ {4}(\S.*)$/gm)].map(([, line]) => [page, line] as const).filter(([, line]) => PROGRAM.test(line));
  });
}

test('every command of the docs is run by a test, or said to be not run', () => {
  const index = fs.readFileSync(path.join(ROOT, 'docs/README.md'), 'utf8');
  const notRun = [...(/<!-- not run -->\n([^]*?)<!-- end -->/.exec(index)?.[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, start]) => start);
  expect(notRun.length).toBeGreaterThan(3);
  const starts = [...Object.keys(RUN), ...notRun];
  const known = (line: string) => starts.some((start) => line === start || line.startsWith(`${start} `));
  const found = commands();
  expect(found.length).toBeGreaterThan(20);
  expect(found.filter(([, line]) => !known(line.replace(/^(?:[A-Z_]+=\S+ )+/, '')))).toEqual([]);
  // what is said to be not run is shown somewhere, and on no list of what is
  const shown = PAGES.filter((page) => page !== 'docs/README.md').map((page) => fs.readFileSync(path.join(ROOT, page), 'utf8')).join('\n');
  expect(notRun.filter((start) => !shown.includes(`    ${start} `) && !shown.includes(`\`${start} `))).toEqual([]);
  expect(notRun.filter((start) => Object.hasOwn(RUN, start))).toEqual([]);
});

test('the tests that run them are there', () => {
  for (const [start, file] of Object.entries(RUN)) {
    if (!file.includes('/')) continue;
    expect([start, fs.existsSync(path.join(ROOT, file))]).toEqual([start, true]);
  }
});

test('every page is in the index', () => {
  const index = fs.readFileSync(path.join(ROOT, 'docs/README.md'), 'utf8');
  const missing = PAGES.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md' && !index.includes(`(${path.basename(page)})`));
  expect(missing).toEqual([]);
});

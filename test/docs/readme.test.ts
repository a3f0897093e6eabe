import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const README = path.join(ROOT, 'README.md');
const BLOCK = /(<!-- golden: (\S+) -->\n```dockerfile\n)[^]*?(```\n<!-- end -->)/g;

/** The README with each shown file as it is expected of synth. UPDATE_GOLDENS=1 writes it so. */
function withGoldens(text: string): string {
  return text.replace(BLOCK, (_, head: string, file: string, tail: string) => head + fs.readFileSync(path.join(ROOT, file), 'utf8') + tail);
}

test('the Dockerfile that the README shows is the one that synth writes', () => {
  const text = fs.readFileSync(README, 'utf8');
  expect([...text.matchAll(BLOCK)]).toHaveLength(1);
  if (process.env.UPDATE_GOLDENS === '1') fs.writeFileSync(README, withGoldens(text));
  expect(fs.readFileSync(README, 'utf8')).toBe(withGoldens(text));
});

test('every warning has a section in the docs, and every link to a file leads to one', () => {
  const warnings = fs.readFileSync(path.join(ROOT, 'docs/warnings.md'), 'utf8');
  const codes = [...fs.readFileSync(path.join(ROOT, 'lib/build/plan-image.ts'), 'utf8').matchAll(/code: '([a-z-]+)'/g)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(1);
  codes.forEach((code) => expect(warnings).toContain(`\n## ${code}\n`));

  const pages = ['README.md', 'CONTRIBUTING.md', 'examples/README.md', 'test/tools/README.md', 'test/consumers/README.md', ...['docs', 'docs/decisions'].flatMap((folder) =>
    fs.readdirSync(path.join(ROOT, folder)).filter((name) => name.endsWith('.md')).map((name) => `${folder}/${name}`))];
  const links = pages.flatMap((page) => [...fs.readFileSync(path.join(ROOT, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
    .map(([, target]) => path.join(path.dirname(page), target)));
  expect(links.length).toBeGreaterThan(10);
  links.forEach((link) => expect([link, fs.existsSync(path.join(ROOT, link))]).toEqual([link, true]));
});

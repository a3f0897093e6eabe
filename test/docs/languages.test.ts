import * as fs from 'node:fs';
import * as path from 'node:path';
import { main } from '../../lib/cli/main';
import { readTree, temporaryDirectory } from '../support/temporary-app';

const ROOT = path.join(__dirname, '../..');
const PAGE = path.join(ROOT, 'docs/languages.md');
const BLOCK = /<!-- file: (\S+)(?: (\d+) (\d+))? -->\n[^]*?<!-- end -->/g;
const FENCES: { [extension: string]: string } = { '.ts': 'typescript', '.py': 'python', '.java': 'java', '.go': 'go', '.xml': 'xml' };

const INIT = /(<!-- init: (\w+) -->\n)[^]*?(<!-- end -->)/g;

/** The page with the program that `init` writes in each language. UPDATE_GOLDENS=1 writes it so. */
async function withPrograms(text: string): Promise<string> {
  const programs = new Map<string, string>();
  for (const [, , language] of text.matchAll(INIT)) {
    const folder = temporaryDirectory();
    fs.cpSync(path.join(ROOT, 'examples/small/app'), path.join(folder, 'tea'), { recursive: true });
    const words = ['init', path.join(folder, 'tea'), '--language', language, '--repository', 'registry.example.com/tea', '--output', path.join(folder, 'infrastructure')];
    expect(await main(words, { out: () => {}, err: () => {} })).toBe(0);
    const [[, program]] = Object.entries(readTree(path.join(folder, 'infrastructure'))).filter(([name]) => /(?:^|\/)main\.\w+$/i.test(name));
    programs.set(language, `\`\`\`${language}\n${program}\`\`\`\n`);
  }
  return text.replace(INIT, (_, head: string, language: string, tail: string) => head + (programs.get(language) ?? '') + tail);
}

test('the programs of the simple case are those that init writes', async () => {
  const text = fs.readFileSync(PAGE, 'utf8');
  const expected = await withPrograms(text);
  expect(expected.match(/^```\w+\n(?:[^`]*)PythonVenvImage/gm)?.length).toBeGreaterThanOrEqual(4);
  if (process.env.UPDATE_GOLDENS === '1') fs.writeFileSync(PAGE, expected);
  expect(fs.readFileSync(PAGE, 'utf8')).toBe(expected);
});

/** The page with each shown file, or some lines of it, as it is run by test/packages. UPDATE_GOLDENS=1 writes it so. */
function withFiles(text: string): string {
  return text.replace(BLOCK, (block, file: string, from?: string, to?: string) => {
    const lines = fs.readFileSync(path.join(ROOT, file), 'utf8').trimEnd().split('\n').slice(Number(from ?? 1) - 1, to === undefined ? undefined : Number(to));
    return `${block.split('\n')[0]}\n\`\`\`${FENCES[path.extname(file)]}\n${lines.join('\n')}\n\`\`\`\n<!-- end -->`;
  });
}

test('the programs that the page shows are those that are run', () => {
  const text = fs.readFileSync(PAGE, 'utf8');
  expect([...text.matchAll(BLOCK)]).toHaveLength(5);
  if (process.env.UPDATE_GOLDENS === '1') fs.writeFileSync(PAGE, withFiles(text));
  expect(fs.readFileSync(PAGE, 'utf8')).toBe(withFiles(text));
});

test('what it says of names and versions is what the packages say', () => {
  const text = fs.readFileSync(PAGE, 'utf8');
  const { jsii: { targets }, peerDependencies, engines } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  for (const name of [
    targets.python.distName, targets.python.module, `${targets.java.maven.groupId}:${targets.java.maven.artifactId}`, targets.java.package,
    `${targets.go.moduleName}/${targets.go.packageName}`, targets.dotnet.packageId, targets.dotnet.namespace,
  ]) expect(text).toContain(`\`${name}\``);
  for (const [name, range] of Object.entries<string>(peerDependencies)) expect(text.replace(/\n/g, ' ')).toContain(`${name} ${range.slice(1)} or later`);
  expect(`>= ${/version (20\.\d+) or later/.exec(text)?.[1]}.0`).toBe(engines.node);
});

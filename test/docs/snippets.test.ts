import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

const ROOT = path.join(__dirname, '../..');
const DOCS = path.join(ROOT, 'docs');

/** Every TypeScript example of the docs, as a file beside this one that exists in memory only. */
function snippets(): Map<string, string> {
  const found = new Map<string, string>();
  for (const page of fs.readdirSync(DOCS).filter((name) => name.endsWith('.md'))) {
    const blocks = fs.readFileSync(path.join(DOCS, page), 'utf8').matchAll(/^```ts\n([^]*?)^```$/gm);
    [...blocks].forEach(([, code], i) => found.set(path.join(__dirname, `${page}-${i + 1}.ts`), `${code}\nexport {};\n`));
  }
  return found;
}

test('every example of the docs compiles (those of the README and of doc comments are compiled by jsii-rosetta)', () => {
  const files = snippets();
  expect(files.size).toBeGreaterThan(1);
  const { config } = ts.readConfigFile(path.join(ROOT, 'test/tsconfig.json'), (name) => fs.readFileSync(name, 'utf8'));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path.join(ROOT, 'test'));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) => files.has(name)
    ? ts.createSourceFile(name, files.get(name) ?? '', ts.ScriptTarget.ES2022)
    : getSourceFile(name, ...rest);
  const program = ts.createProgram([...files.keys()], { ...options, noUnusedLocals: false }, host);
  const errors = ts.getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${path.basename(file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  expect(errors).toEqual([]);
}, 60_000);

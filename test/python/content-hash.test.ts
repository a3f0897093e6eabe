import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'toml';
import { contentHash } from '../../lib/python/content-hash';
import { pdmHashes } from '../../lib/python/pdm-lock';
import { pipfileHashes } from '../../lib/python/pipfile-lock';
import { poetryHashes } from '../../lib/python/poetry-lock';

const FOLDER = path.join(__dirname, 'hashes');

/** By tool with version and by file: what the tools themselves say (hashes/record.py). */
const RECORDED: { [tool: string]: { [file: string]: string } } = JSON.parse(fs.readFileSync(path.join(FOLDER, 'recorded.json'), 'utf8'));

/** What we say for the rules of a tool of this version. */
function ours(tool: string, text: string): string | undefined {
  const [name, version] = tool.split(' ');
  const [major, minor] = version.split('.').map(Number);
  const file = parse(text);
  if (name === 'poetry') return major === 1 ? poetryHashes(file).one : minor < 3 ? poetryHashes(file).two : poetryHashes(file).groups;
  if (name === 'pipenv') return major < 2026 ? pipfileHashes(file).written : pipfileHashes(file).normal;
  return minor < 16 ? pdmHashes(file).before : pdmHashes(file).now;
}

describe.each(Object.entries(RECORDED))('%s', (tool, files) => {
  test.each(Object.entries(files))('has this hash for %s', (file, hash) => {
    expect(ours(tool, fs.readFileSync(path.join(FOLDER, file), 'utf8'))).toBe(hash);
  });
});

test('the tools that are recorded are those that the installers choose from, and older ones', () => {
  expect(Object.keys(RECORDED)).toEqual(expect.arrayContaining(['poetry 1.8.5', 'poetry 2.5.1', 'pipenv 2025.1.3', 'pipenv 2026.10.3', 'pdm 2.15.4', 'pdm 2.29.3']));
});

test('what the parser cannot tell apart has no hash, so that nothing is said of it', () => {
  expect(contentHash({ a: 1 })).toBeUndefined();
  expect(contentHash({ a: [new Date(0)] })).toBeUndefined();
  expect(contentHash({ b: [true, null], a: 'é\u007f' })).toBe(createHash('sha256').update('{"a": "\\u00e9\u007f", "b": [true, null]}').digest('hex'));
});

#!/usr/bin/env node
// Compares the API with the one in api/: what a user's program may break on is an error, unless api/accepted.txt names it.
//
//   node scripts/compat.js              compare (the compiled library)
//   node scripts/compat.js --baseline   take the API as it is for the one to compare with, and forget what was accepted
//
// docs/releasing.md says when to do which.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { gunzipSync, gzipSync } = require('node:zlib');
const { parseArgs } = require('node:util');

const ROOT = path.join(__dirname, '..');
const BASELINE = path.join(ROOT, 'api/baseline.json.gz');
const ACCEPTED = path.join(ROOT, 'api/accepted.txt');
const HEADER = `# Incompatible changes since api/baseline.json.gz that were meant: the key that \`npm run compat\` prints for each, below a
# line that says why. Emptied by \`npm run compat -- --baseline\`.
`;
const { values } = parseArgs({ options: { baseline: { type: 'boolean' } } });

if (values.baseline) {
  fs.mkdirSync(path.dirname(BASELINE), { recursive: true });
  const assembly = withoutText(JSON.parse(fs.readFileSync(path.join(ROOT, '.jsii'), 'utf8')));
  fs.writeFileSync(BASELINE, gzipSync(JSON.stringify(assembly), { level: 9 }));
  fs.writeFileSync(ACCEPTED, HEADER);
  console.log('api/baseline.json.gz is the API of today');
} else {
  // below node_modules, because jsii-diff looks for the packages that the API names in the folders above it
  const before = fs.mkdtempSync(path.join(ROOT, 'node_modules/.compat-'));
  fs.copyFileSync(path.join(ROOT, 'package.json'), path.join(before, 'package.json'));
  fs.writeFileSync(path.join(before, '.jsii'), gunzipSync(fs.readFileSync(BASELINE)));
  const diff = path.join(ROOT, 'node_modules/.bin/jsii-diff');
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
  const { status, stderr } = spawnSync(diff, [before, ROOT, '--keys', '--error-on', 'all', '--ignore-file', ACCEPTED], { encoding: 'utf8', env });
  fs.rmSync(before, { recursive: true });
  process.stderr.write(stderr);
  // jsii-diff is content when it could not read one of the two
  if (status !== 0 || stderr.includes('Could not load')) {
    console.error('compat: if it is meant, add its key to api/accepted.txt with the reason (docs/releasing.md)');
    process.exitCode = 1;
  }
}

/** An assembly without what has no meaning to a program: its docs but for the stability, its README, where in the sources it was. */
function withoutText(value, key) {
  if (Array.isArray(value)) return value.map((element) => withoutText(element));
  if (value === null || typeof value !== 'object') return value;
  if (key === 'docs') return Object.fromEntries(Object.entries(value).filter(([name]) => name === 'stability' || name === 'deprecated'));
  return Object.fromEntries(Object.entries(value)
    .filter(([name]) => name !== 'readme' && name !== 'locationInModule' && name !== 'fingerprint')
    .map(([name, inner]) => [name, withoutText(inner, name)]));
}

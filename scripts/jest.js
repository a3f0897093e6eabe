#!/usr/bin/env node
// Runs jest and, where TEST_RESULTS names a directory, leaves the counts there as <suite>.json for CI to add up.
// Usage: node scripts/jest.js SUITE [jest options]
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const [suite, ...options] = process.argv.slice(2);
const results = process.env.TEST_RESULTS;
const report = results ? ['--json', `--outputFile=${path.join(results, `${suite}.json`)}`] : [];
const jest = require.resolve('jest/bin/jest');
const { status } = spawnSync(process.execPath, [jest, ...report, ...options], { stdio: ['inherit', results ? 'ignore' : 'inherit', 'inherit'] });
process.exit(status ?? 1);

#!/usr/bin/env node
// Makes the packages of the languages below DIR/<language>, from the compiled library.
//
//   node scripts/pack.js [--outdir dist] [js] [python] [java] [go] [dotnet]     none named: all
//
// Examples are shown in each package's own language; one that cannot be translated stops this.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');

const ROOT = path.join(__dirname, '..');
const ALL = ['js', 'python', 'java', 'go', 'dotnet'];
const { values, positionals } = parseArgs({ allowPositionals: true, options: { outdir: { type: 'string', default: 'dist' } } });
const outdir = path.resolve(ROOT, values.outdir);
const languages = positionals.length === 0 ? ALL : positionals;
const unknown = languages.filter((language) => !ALL.includes(language));
if (unknown.length > 0) {
  console.error(`pack: no such language: ${unknown.join(', ')}; there are ${ALL.join(', ')}`);
  process.exit(2);
}

const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
const run = (program, words, cwd = ROOT) => execFileSync(program, words, { cwd, env, stdio: ['ignore', process.stderr, process.stderr] });
const tool = (name, ...words) => run(path.join(ROOT, 'node_modules/.bin', name), words);
const pacmak = (folder, ...words) => tool('jsii-pacmak', '--outdir', folder, '--rosetta-tablet', '.jsii.tabl.json', '--rosetta-unknown-snippets=fail', ...words);

tool('jsii-rosetta', 'extract', '--compile', '--strict');
for (const language of languages) fs.rmSync(path.join(outdir, language), { recursive: true, force: true });
const plain = languages.filter((language) => language === 'js' || language === 'python');
if (plain.length > 0) pacmak(outdir, '--targets', ...plain);
if (languages.includes('java')) java();
if (languages.includes('go')) go();
// There is no .NET SDK in CI: its sources are generated, not compiled.
if (languages.includes('dotnet')) pacmak(outdir, '--code-only', '--target', 'dotnet');

/** A Maven repository with the jar, its sources and javadoc. Its pom names versions, not ranges: decision 0054. */
function java() {
  const sources = fs.mkdtempSync(path.join(ROOT, 'node_modules/.java-'));
  try {
    pacmak(sources, '--code-only', '--target', 'java');
    run(process.execPath, [path.join(__dirname, 'exact-pom.js'), path.join(sources, 'java/pom.xml')]);
    const { MAVEN_REPO_LOCAL: local } = process.env;
    run('mvn', ['--batch-mode', '--quiet', 'deploy', `-DaltDeploymentRepository=local::default::file://${outdir}/java`,
      ...(local ? [`-Dmaven.repo.local=${local}`] : [])], path.join(sources, 'java'));
  } finally {
    fs.rmSync(sources, { recursive: true, force: true });
  }
}

/** A module that builds by itself: pacmak compiles it, but leaves go.mod without its indirect requirements, and no go.sum. */
function go() {
  pacmak(outdir, '--target', 'go');
  for (const module of fs.readdirSync(path.join(outdir, 'go'))) run('go', ['mod', 'tidy'], path.join(outdir, 'go', module));
}

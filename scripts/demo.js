#!/usr/bin/env node
// The main job, as a new user meets it: packs the library, installs the tarball beside a copy of an example,
// synthesizes it and prints what was written and the command that builds it.
// Usage: npm run demo [-- --build] [-- --example small]
//   --build    also build the image with Docker, run it as Kubernetes would, and ask it for its page
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { buildAndRun } = require('./demo-build');

const ROOT = path.join(__dirname, '..');
const { values } = parseArgs({ options: { build: { type: 'boolean' }, example: { type: 'string', default: 'article' } } });

const home = path.join(ROOT, '.demo');
const project = path.join(home, values.example);
fs.rmSync(home, { recursive: true, force: true });
fs.mkdirSync(project, { recursive: true });
fs.cpSync(path.join(ROOT, 'examples', values.example), project, { recursive: true });

console.log('Packing the library as it is shipped …');
run('npx', ['projen', 'compile'], ROOT);
installTarball(run('npm', ['pack', '--silent', '--pack-destination', home], ROOT).trim());

// the example runs as an infrastructure repository would run it: in its own directory
process.chdir(project);
require('ts-node').register({ transpileOnly: true, compilerOptions: { module: 'node16', moduleResolution: 'node16', target: 'es2022' }, skipProject: true });
const { web } = require(path.join(project, 'main.ts'));
const { BuildFiles } = require(require.resolve('cdk8s-python-venv', { paths: [project] }));

console.log(`\nSynthesized examples/${values.example} into .demo/${values.example}:`);
for (const file of listFiles('dist')) console.log(`  ${file}`);
console.log(`\nBuild the image, in .demo/${values.example}:\n  ${BuildFiles.of(web).bakeCommand}`);

if (values.build) {
  buildAndRun(web, BuildFiles.of(web).bakeCommand).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}

/** What npm would do: the tarball and its bundled dependencies into node_modules, the peers beside it. */
function installTarball(name) {
  const modules = path.join(home, 'node_modules');
  const target = path.join(modules, 'cdk8s-python-venv');
  fs.mkdirSync(target, { recursive: true });
  run('tar', ['-xzf', path.join(home, name), '--strip-components=1', '-C', target], ROOT);
  for (const peer of ['cdk8s', 'cdk8s-plus-27', 'constructs']) {
    fs.symlinkSync(path.join(ROOT, 'node_modules', peer), path.join(modules, peer), 'dir');
  }
}

function listFiles(folder) {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function run(program, words, cwd) {
  return execFileSync(program, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

#!/usr/bin/env node
// The main job, as a new user meets it: packs the library, installs the tarball beside a copy of an example,
// synthesizes it and prints what was written and the command that builds it.
// Usage: npm run demo [-- --build] [-- --example small]
//   --build    also build the image with Docker, run it as Kubernetes would, and ask it for its page
const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { buildAndRun } = require('./demo-build');
const { installLibrary, loadTypeScript } = require('./installed-library');

const ROOT = path.join(__dirname, '..');
const { values } = parseArgs({ options: { build: { type: 'boolean' }, example: { type: 'string', default: 'article' } } });

const home = path.join(ROOT, '.demo');
const project = path.join(home, values.example);
fs.rmSync(home, { recursive: true, force: true });
fs.mkdirSync(project, { recursive: true });
fs.cpSync(path.join(ROOT, 'examples', values.example), project, { recursive: true });

console.log('Packing the library as it is shipped …');
installLibrary(home);

// the example runs as an infrastructure repository would run it: in its own directory
process.chdir(project);
loadTypeScript();
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

function listFiles(folder) {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

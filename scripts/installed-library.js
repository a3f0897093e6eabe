// The library as its users get it: compiled, packed, and installed from the tarball beside its peers.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.join(__dirname, '..');

/** Makes `node_modules` in a folder, as npm would from the tarball. */
function installLibrary(folder) {
  const run = (program, words) => execFileSync(program, words, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  run('npm', ['run', '--silent', 'compile']);
  const tarball = run('npm', ['pack', '--silent', '--pack-destination', folder]).trim();
  const target = path.join(folder, 'node_modules/cdk8s-python-venv');
  fs.mkdirSync(target, { recursive: true });
  run('tar', ['-xzf', path.join(folder, tarball), '--strip-components=1', '-C', target]);
  for (const peer of ['cdk8s', 'cdk8s-plus-27', 'constructs']) {
    fs.symlinkSync(path.join(ROOT, 'node_modules', peer), path.join(folder, 'node_modules', peer), 'dir');
  }
}

/** Lets the current process load a TypeScript program of such a folder. */
function loadTypeScript() {
  const compilerOptions = { module: 'node16', moduleResolution: 'node16', target: 'es2022' };
  require('ts-node').register({ transpileOnly: true, skipProject: true, compilerOptions });
}

module.exports = { installLibrary, loadTypeScript };

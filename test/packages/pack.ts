import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '../..');

/**
 * Makes every package once for all tests, as a release does, into the folder PACKAGES. Java and Go need the packages of cdk8s that
 * test/tools/bindings.sh makes; nothing of them lands in the caches of whoever runs the tests.
 */
export default function pack(): void {
  const packages = fs.mkdtempSync(path.join(os.tmpdir(), 'venv-packages.'));
  process.env.PACKAGES = packages;
  process.env.JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION = '20';
  const languages = ['js', 'python', 'dotnet'];
  const { BINDINGS_GO: proxy, BINDINGS_MAVEN: maven, BINDINGS_GOCACHE: modules } = process.env;
  if (proxy && maven && modules) {
    languages.push('java', 'go');
    const inherited = execFileSync('go', ['env', 'GOPROXY'], { encoding: 'utf8' }).trim();
    Object.assign(process.env, {
      GOFLAGS: '-mod=mod -modcacherw',
      GOMODCACHE: modules,
      GONOSUMDB: 'github.com/cdk8s-team/*,github.com/cdk8s-python-venv/*',
      GOPROXY: `file://${packages}/proxy,file://${proxy},${inherited}`,
      MAVEN_REPO_LOCAL: maven,
    });
    forgetLast(maven, modules);
  }
  execFileSync('node', ['scripts/pack.js', '--outdir', packages, ...languages], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  if (languages.includes('go')) publish(path.join(packages, 'go/cdk8spythonvenv'), path.join(packages, 'proxy'));
}

/** The version is always the same, and Maven and Go would take that of the last run. */
function forgetLast(maven: string, modules: string): void {
  for (const folder of [`${maven}/io/github/cdk8spythonvenv`, `${modules}/github.com/cdk8s-python-venv`, `${modules}/cache/download/github.com/cdk8s-python-venv`]) {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The module, as a module proxy serves it. */
function publish(folder: string, proxy: string): void {
  const [, name] = /^module (\S+)$/m.exec(fs.readFileSync(path.join(folder, 'go.mod'), 'utf8')) ?? [];
  const versions = path.join(proxy, name, '@v');
  fs.mkdirSync(versions, { recursive: true });
  fs.copyFileSync(path.join(folder, 'go.mod'), path.join(versions, 'v0.0.0.mod'));
  fs.writeFileSync(path.join(versions, 'v0.0.0.info'), '{"Version":"v0.0.0"}\n');
  execFileSync('python3', [path.join(ROOT, 'test/tools/bindings/module_zip.py'), folder, `${name}@v0.0.0`, path.join(versions, 'v0.0.0.zip')]);
}

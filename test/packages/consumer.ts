import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { readTree } from '../support/temporary-app';

const CONSUMERS = path.join(__dirname, '../consumers');

/** The packages that pack.ts made. */
export const PACKAGES = process.env.PACKAGES ?? '';

/** The one file in a folder of packages whose name ends so. */
export function packed(folder: string, ending: string): string {
  const directory = path.join(PACKAGES, folder);
  const found = fs.readdirSync(directory).filter((name) => name.endsWith(ending));
  if (found.length !== 1) throw new Error(`${directory} has ${found.length} files that end in ${ending}`);
  return path.join(directory, found[0]);
}

/** A program of a user in a repository of its own, beside the applications that it deploys. */
export class Consumer {
  public readonly folder: string;

  public constructor(home: string, public readonly language: string) {
    this.folder = path.join(home, language, 'infrastructure');
    fs.cpSync(path.join(CONSUMERS, language), this.folder, { recursive: true });
    fs.cpSync(path.join(CONSUMERS, 'apps'), path.join(home, language, 'apps'), { recursive: true });
  }

  /** What a command prints; throws with everything it said when it fails. */
  public run(program: string, words: readonly string[], env: NodeJS.ProcessEnv = {}): string {
    return execFileSync(program, words, { cwd: this.folder, encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 });
  }

  /** What a run of the program leaves in an empty `dist`. */
  public synth(program: string, words: readonly string[]): { stdout: string; files: { [path: string]: string } } {
    const dist = path.join(this.folder, 'dist');
    fs.rmSync(dist, { recursive: true, force: true });
    const stdout = this.run(program, words).split('\u001b[0m').join(''); // Maven resets colours even where it has none
    return { stdout, files: readTree(dist) };
  }
}

/** TypeScript, from the tarball. */
export function installTypeScript(consumer: Consumer): void {
  consumer.run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefer-offline', packed('js', '.tgz')]);
  consumer.run('npx', ['--no-install', 'tsc']);
}

/** Python, from the wheel; nothing may need a compiler. */
export function installPython(consumer: Consumer): void {
  consumer.run('python3', ['-m', 'venv', 'venv']);
  consumer.run('venv/bin/python', ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:',
    '--find-links', path.join(PACKAGES, 'python'), '--requirement', 'requirements.txt']);
}

/** Settings by which Maven finds the jar. */
export function mavenSettings(): string {
  return `<settings>
  <localRepository>${process.env.MAVEN_REPO_LOCAL}</localRepository>
  <profiles><profile><id>packages</id><repositories><repository><id>packages</id><url>file://${PACKAGES}/java</url></repository></repositories></profile></profiles>
  <activeProfiles><activeProfile>packages</activeProfile></activeProfiles>
</settings>
`;
}

/** Java, from the jar in a Maven repository. */
export function installJava(consumer: Consumer): void {
  fs.writeFileSync(path.join(consumer.folder, 'settings.xml'), mavenSettings());
  consumer.run('mvn', ['--batch-mode', '--quiet', '--settings', 'settings.xml', 'compile', 'exec:java', '-Dexec.skip=true']);
}

/** Go, from a module proxy. It remembers the files of a version, and v0.0.0 has others after every change of the library. */
export function installGo(consumer: Consumer): void {
  const env = { GODEBUG: 'goindex=0' };
  consumer.run('go', ['get', 'github.com/cdk8s-python-venv/cdk8s-python-venv-go/cdk8spythonvenv@v0.0.0'], env);
  consumer.run('go', ['mod', 'tidy'], env);
  consumer.run('go', ['vet', '.'], { ...env, GOFLAGS: '-mod=readonly -modcacherw' });
  consumer.run('go', ['build', '-o', 'shop', '.'], { ...env, GOFLAGS: '-mod=readonly -modcacherw' });
}

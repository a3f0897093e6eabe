import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { mavenSettings, PACKAGES, packed } from './consumer';
import { readTree, temporaryDirectory, writeApp } from '../support/temporary-app';
import { BINDINGS, describeWith } from '../support/tools';

/** What `init` writes, in each language: installed as its README says, but from the packed artefacts, and run as cdk8s.yaml says. */
const ROOT = path.join(__dirname, '../..');
const REPOSITORY = 'registry.example.com/shop';
const LANGUAGES = ['typescript', 'python', 'java', 'go'] as const;
type Language = typeof LANGUAGES[number];

/** Where the packages come from: files beside the app, variables, or words behind the command that installs. */
interface Source {
  readonly files?: { readonly [path: string]: string };
  readonly env?: NodeJS.ProcessEnv;
  readonly words?: readonly string[];
}

/** Nothing else differs from what a user does. */
const SOURCES: { readonly [language in Language]: () => Source } = {
  // the tarball by name: the version that package.json asks for is in no registry
  typescript: () => ({ words: ['--no-save', '--no-audit', '--no-fund', '--prefer-offline', packed('js', '.tgz')] }),
  python: () => ({ env: { PIP_FIND_LINKS: path.join(PACKAGES, 'python'), PIP_ONLY_BINARY: ':all:', PIP_DISABLE_PIP_VERSION_CHECK: '1' } }),
  java: () => ({ files: { '.mvn/maven.config': '--settings\n.mvn/settings.xml\n--batch-mode\n', '.mvn/settings.xml': mavenSettings() } }),
  // the index of the module cache knows the files of the last v0.0.0; users have no -mod=mod
  go: () => ({ env: { GODEBUG: 'goindex=0', GOFLAGS: '-modcacherw' } }),
};

/** A folder with the application and the app that `init` wrote beside it. */
class Written {
  public readonly folder: string;
  public readonly written: { [path: string]: string };
  private readonly home = temporaryDirectory();
  private readonly source: Source;

  public constructor(language: Language) {
    this.folder = path.join(this.home, 'infrastructure');
    fs.cpSync(path.join(ROOT, 'test/consumers/apps/shop'), path.join(this.home, 'shop'), { recursive: true });
    this.run('node', [path.join(ROOT, 'bin/cdk8s-python-venv'), 'init', 'shop', '--language', language, '--repository', REPOSITORY], this.home);
    this.written = readTree(this.folder);
    this.source = SOURCES[language]();
    writeApp(this.folder, this.source.files ?? {});
  }

  /** The commands of its README, up to that which synthesizes. */
  public install(): void {
    const commands = [...this.written['README.md'].matchAll(/^ {4}(?!#)(.*)$/gm)].map(([, line]) => line.split(' '));
    const install = commands.slice(0, commands.findIndex((words) => words.includes('synth')));
    expect(install.length).toBeGreaterThan(0);
    install.forEach(([program, ...words]) => this.run(program, [...words, ...(this.source.words ?? [])]));
  }

  /** What `cdk8s synth` leaves. */
  public synth(): { [path: string]: string } {
    fs.rmSync(path.join(this.folder, 'dist'), { recursive: true, force: true });
    this.run(path.join(ROOT, 'node_modules/.bin/cdk8s'), ['synth', '--check-upgrade=false']);
    return readTree(path.join(this.folder, 'dist'));
  }

  /** Takes what the app offers in comments. */
  public takeOffers(): void {
    const main = Object.keys(this.written).find((name) => /(?:^|\/)[Mm]ain\.\w+$/.test(name)) ?? '';
    const taken = this.written[main].replace(/^([\t ]*)(?:\/\/|#) (web\.)/gm, '$1$2');
    expect(taken.match(/^\s*web\.add_?(?:Job|Worker|job|worker)\(/gim)).toHaveLength(2);
    fs.writeFileSync(path.join(this.folder, main), taken);
  }

  /** The files that `init` wrote, as they are; without what `go mod tidy` has added to go.mod, the requirements of requirements. */
  public now(): { [path: string]: string } {
    const text = (name: string) => fs.readFileSync(path.join(this.folder, name), 'utf8').replace(/\nrequire \((?:\n\t.* \/\/ indirect)+\n\)\n/, '');
    return Object.fromEntries(Object.keys(this.written).map((name) => [name, text(name)]));
  }

  public run(program: string, words: readonly string[], cwd = this.folder): string {
    return execFileSync(program, words, { cwd, encoding: 'utf8', env: { ...process.env, ...this.source?.env }, maxBuffer: 64 * 1024 * 1024 });
  }
}

describeWith([BINDINGS], 'what init writes, in four languages', () => {
  const apps = new Map<Language, Written>();
  let expected: { [path: string]: string };

  beforeAll(() => {
    const home = temporaryDirectory();
    fs.cpSync(path.join(ROOT, 'test/consumers/apps/shop'), path.join(home, 'shop'), { recursive: true });
    // the same place beside the application, for the bake file says where that is
    fs.mkdirSync(path.join(home, 'infrastructure'));
    execFileSync('node', [path.join(ROOT, 'bin/cdk8s-python-venv'), 'synth', '../shop', '--repository', REPOSITORY, '--output', 'dist'], { cwd: path.join(home, 'infrastructure') });
    expected = readTree(path.join(home, 'infrastructure/dist'));
    expect(Object.keys(expected)).toEqual(['images/.cdk8s-python-venv', 'images/docker-bake.hcl', 'images/shop_web/Dockerfile', 'images/shop_web/Dockerfile.dockerignore', 'shop.k8s.yaml']);
  });

  test.each(LANGUAGES)('%s: it is installed, compiled and run untouched, and writes what the command does, byte for byte', (language) => {
    const app = new Written(language);
    apps.set(language, app);
    app.install();
    expect(app.synth()).toEqual(expected);
    expect(app.now()).toEqual(app.written);
  });

  test('with what they offer all write the same worker and migration', () => {
    const [first, ...others] = [...apps.values()].map((app) => {
      app.takeOffers();
      return app.synth();
    });
    expect(first['shop.k8s.yaml']).toMatch(/^kind: Job$/m);
    expect(first['shop.k8s.yaml'].match(/^kind: Deployment$/gm)).toHaveLength(2);
    expect(others).toEqual([first, first, first]);
  });
});

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { temporaryDirectory } from '../support/temporary-app';
import { ACTIONLINT, ask, describeWith } from '../support/tools';

const ROOT = path.join(__dirname, '../..');

/** A repository with the task that releases, whose history is told: a message is a commit, `v1.2.3` a tag. */
function repository(history: string[]): (program: string, ...words: string[]) => string {
  const copy = temporaryDirectory();
  const env = { ...process.env, CI: 'true', GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com', GIT_CONFIG_GLOBAL: '/dev/null' };
  const run = (program: string, ...words: string[]) => execFileSync(program, words, { cwd: copy, encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] });
  fs.mkdirSync(path.join(copy, '.projen'));
  for (const file of ['package.json', '.projen/tasks.json', '.gitignore']) fs.copyFileSync(path.join(ROOT, file), path.join(copy, file));
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
  run('git', 'init', '--quiet', '--initial-branch', 'main');
  fs.appendFileSync(path.join(copy, '.gitignore'), '/node_modules\n');
  run('git', 'add', '--all');
  run('git', 'commit', '--quiet', '--message', 'chore: begin');
  for (const entry of history) {
    if (/^v\d/.test(entry)) run('git', 'tag', entry);
    else run('git', 'commit', '--quiet', '--allow-empty', '--message', entry);
  }
  return run;
}

test.each([
  ['the first release', ['feat: images'], '0.1.0', ['### Features', '* images']],
  ['a fix', ['feat: images', 'v0.1.0', 'fix: the tag of a folder'], '0.1.1', ['### Bug Fixes', '* the tag of a folder']],
  ['a feature before 1.0', ['feat: images', 'v0.1.0', 'feat: workers'], '0.1.1', ['### Features', '* workers']],
  ['a break before 1.0', ['feat: images', 'v0.1.4', 'feat!: workers are images', 'fix: one'], '0.2.0', ['### ⚠ BREAKING CHANGES', '* workers are images']],
])('%s has its version and its changelog from the commits', (_, history, version, changelog) => {
  const run = repository(history);
  run('node_modules/.bin/projen', 'bump');
  expect(run('cat', 'dist/version.txt').trim()).toBe(version);
  expect(run('cat', 'dist/releasetag.txt').trim()).toBe(`v${version}`);
  expect(JSON.parse(run('cat', 'package.json')).version).toBe(version);
  changelog.forEach((line) => expect(run('cat', 'dist/changelog.md')).toContain(line));
  run('node_modules/.bin/projen', 'unbump');
  expect(run('git', 'status', '--porcelain')).toBe('');
});

test('the workflow pins every action by its commit, names secrets of two registries only, and may write nothing else', () => {
  const text = fs.readFileSync(path.join(ROOT, '.github/workflows/release.yml'), 'utf8');
  const uses = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action);
  expect(uses.length).toBeGreaterThan(10);
  expect(uses.filter((action) => !/^actions\/[a-z-]+@[0-9a-f]{40}$/.test(action))).toEqual([]);
  expect([...new Set([...text.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name))].sort()).toEqual([
    'GITHUB_TOKEN', 'GO_GITHUB_TOKEN', 'MAVEN_GPG_PRIVATE_KEY', 'MAVEN_GPG_PRIVATE_KEY_PASSPHRASE', 'MAVEN_PASSWORD', 'MAVEN_STAGING_PROFILE_ID', 'MAVEN_USERNAME',
  ]);
  const jobs: { [name: string]: any } = parse(text).jobs;
  expect(Object.fromEntries(Object.entries(jobs).map(([name, { permissions }]) => [name, permissions]))).toEqual({
    release: { contents: 'write' },
    release_github: { contents: 'write' },
    release_npm: { 'contents': 'read', 'id-token': 'write' },
    release_maven: { contents: 'read' },
    release_pypi: { 'contents': 'read', 'id-token': 'write' },
    release_golang: { contents: 'read' },
  });
  expect(text).not.toContain('@latest');
});

describeWith([ACTIONLINT], 'actionlint', () => {
  test('has no finding in the workflow', () => {
    // the shell in it is projen's, and shellcheck is not on every machine
    expect(ask(ACTIONLINT, ['-no-color', '-shellcheck=', '.github/workflows/release.yml'])).toEqual({ stdout: '', stderr: '', status: 0 });
  });

  test('would find one', () => {
    const broken = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ secret.TOKEN }}\n';
    const { stdout, status } = ask(ACTIONLINT, ['-no-color', '-'], { input: broken });
    expect(status).toBe(1);
    expect(stdout).toContain('undefined variable "secret"');
  });
});

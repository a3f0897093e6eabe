import { IDependencyInstaller, InstallStep } from '../../lib';
import { SMALL_APP } from '../support/temporary-app';
import { Web } from '../support/web';

/** The builder stage for one step of an installer of the user's own. */
function builder(step: Partial<InstallStep>, more: { pipInVenv?: boolean } = {}): string {
  const dependencies: IDependencyInstaller = { bind: () => ({ steps: [{ commands: [['install']], ...step }], ...more }) };
  const files = { ...SMALL_APP, 'wheels/a.whl': '', 'locks/deep/prod.lock': '', 'locks/deep/base.lock': '' };
  return /FROM python:3.13-trixie AS builder[^]*?(?=\n\n# app )/.exec(new Web({ dependencies }, files).image.dockerfile)?.[0] ?? '';
}

test('files and directories keep their paths', () => {
  expect(builder({ files: ['requirements.txt', 'wheels', 'locks/deep/prod.lock', 'locks/deep/base.lock'] })).toContain([
    'COPY requirements.txt ./', 'COPY locks/deep/prod.lock locks/deep/base.lock ./locks/deep/', 'COPY wheels ./wheels', 'RUN install',
  ].join('\n'));
});

test('words reach the program as they are, commands run one after the other, caches carry Python and Debian', () => {
  expect(builder({ commands: [['a', '$HOME', 'it\'s'], ['b']], caches: [{ name: 'mine', target: '/cache' }], comment: ['Why.', 'And how.'] })).toContain([
    '# Why.', '# And how.', 'RUN --mount=type=cache,id=mine-3.13-trixie,target=/cache \\', '    a \'$HOME\' \'it\'\\\'\'s\' && \\', '    b',
  ].join('\n'));
});

test('an installer that needs pip inside the virtualenv says so', () => {
  expect(builder({}, { pipInVenv: true })).toContain('\nRUN python -m venv /venv\n');
  expect(builder({})).toContain('\nRUN python -m venv --without-pip /venv\n');
});

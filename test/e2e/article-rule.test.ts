import { execFileSync } from 'node:child_process';
import { describeWithDocker, docker } from './support/docker';
import { Project } from './support/project';

/**
 * The rule of the article, broken by hand: a virtualenv works only at its own path, beside its own Python, on its own
 * distribution. No option of the library can write any of these files, for the pair of images and the path are one value.
 */
interface Broken {
  readonly builder: string;
  readonly setup?: string;
  readonly app: string;
  readonly copyTo?: string;
  readonly packages?: string;
  readonly command: readonly string[];
  readonly fails: RegExp;
}

const INSTALL = 'python3 -m venv --without-pip /venv && pip --python /venv/bin/python install -q --disable-pip-version-check';
const COMPILED = `${INSTALL} --no-binary psycopg2 psycopg2==2.9.13`;

const BREAKS: ReadonlyArray<readonly [string, Broken]> = [
  ['at another path', {
    builder: 'python:3.13-trixie',
    app: 'python:3.13-slim-trixie',
    copyTo: '/opt/venv',
    setup: `${INSTALL} uvicorn==0.54.0`,
    command: ['/opt/venv/bin/uvicorn', '--version'],
    fails: /\/opt\/venv\/bin\/uvicorn: no such file or directory/,
  }],
  ['beside another Python', {
    builder: 'python:3.11-bookworm',
    app: 'python:3.12-slim-bookworm',
    setup: `${INSTALL} uvicorn==0.54.0`,
    command: ['/venv/bin/python', '-m', 'uvicorn', '--version'],
    fails: /No module named '?uvicorn'?/,
  }],
  ['whose Python is elsewhere', {
    builder: 'debian:trixie',
    app: 'python:3.13-slim-trixie',
    setup: 'apt-get update -q && apt-get install -qy --no-install-recommends python3-venv && python3 -m venv --without-pip /venv',
    command: ['/venv/bin/python', '--version'],
    fails: /\/venv\/bin\/python.*no such file or directory/,
  }],
  ['on another Debian', {
    builder: 'python:3.13-trixie',
    app: 'python:3.13-slim-bookworm',
    setup: COMPILED,
    packages: 'libpq5',
    command: ['/venv/bin/python', '-c', 'import psycopg2'],
    fails: /version .GLIBC_2\.38. not found/,
  }],
  ['without the runtime library', {
    builder: 'python:3.13-trixie',
    app: 'python:3.13-slim-trixie',
    setup: COMPILED,
    command: ['/venv/bin/python', '-c', 'import psycopg2'],
    fails: /libpq\.so\.5: cannot open shared object file: No such file or directory/,
  }],
];

describeWithDocker('a virtualenv', () => {
  test.each(BREAKS)('%s fails', (name, { builder, setup, app, packages, copyTo = '/venv', command, fails }) => {
    const image = `e2e/broken:${name.replace(/\W+/g, '-')}`;
    const runtime = packages ? `RUN apt-get update -q && apt-get install -qy --no-install-recommends ${packages}\n` : '';
    const project = new Project(undefined, { Dockerfile: `FROM ${builder} AS builder\nRUN ${setup}\nFROM ${app}\n${runtime}COPY --from=builder /venv ${copyTo}\n` });
    execFileSync('docker', ['build', '--quiet', '--tag', image, project.folder], { stdio: ['ignore', 'ignore', 'pipe'] });
    expect(() => docker('run', '--rm', image, ...command)).toThrow(fails);
  });

  test('kept at its path, beside its Python, on its Debian, with the library, works', () => {
    const project = new Project(undefined, {
      Dockerfile: `FROM python:3.13-trixie AS builder\nRUN ${COMPILED}\nFROM python:3.13-slim-trixie\n`
        + 'RUN apt-get update -q && apt-get install -qy --no-install-recommends libpq5\nCOPY --from=builder /venv /venv\n',
    });
    execFileSync('docker', ['build', '--quiet', '--tag', 'e2e/kept', project.folder], { stdio: ['ignore', 'ignore', 'pipe'] });
    expect(docker('run', '--rm', 'e2e/kept', '/venv/bin/python', '-c', 'import psycopg2; print(psycopg2.__version__[:6])')).toBe('2.9.13');
  });
});

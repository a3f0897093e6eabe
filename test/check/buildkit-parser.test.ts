import { spawnSync } from 'child_process';
import { writeFileSync } from 'fs';
import { join, posix } from 'path';
import { command } from '../../lib/dockerfile/command';
import { Dockerfile } from '../../lib/dockerfile/dockerfile';
import { cmd, copy, env, expose, Instruction, label, run, user, workdir } from '../../lib/dockerfile/instruction';
import { renderDockerfile } from '../../lib/dockerfile/render';
import { block, Stage } from '../../lib/dockerfile/stage';
import { attempt, hostileSample } from '../support/hostile-strings';
import { onlyMatch } from '../support/parsed-dockerfile';
import { withTemporaryDirectory } from '../support/temporary-tree';
import { ask, CONTEXTFILES, describeWith, DOCKERLINT } from '../support/tools';

interface ImageConfig {
  readonly Env: string[];
  readonly Labels?: { [key: string]: string };
  readonly Cmd: string[];
}

interface Report {
  readonly error?: string;
  readonly stages: ReadonlyArray<{ readonly instructions: readonly string[] }>;
  readonly image: { readonly config: ImageConfig };
  readonly llb: ReadonlyArray<{
    readonly exec?: { readonly args: string[] };
    readonly file?: ReadonlyArray<{ readonly copy?: string; readonly dest?: string }>;
    readonly patterns?: { readonly followpaths?: string };
  }>;
}

function render(instructions: readonly Instruction[]): string {
  const stage = new Stage('app', 'is under test', { image: 'debian:trixie' }, [block(undefined, ...instructions)]);
  return renderDockerfile(new Dockerfile(['Generated.'], [stage]));
}

/** What BuildKit understands of a Dockerfile with exactly these instructions. */
function read(instructions: readonly Instruction[]): Report {
  const { stdout, stderr } = ask(DOCKERLINT, ['-json', '-f', '-'], { input: render(instructions) });
  if (stderr !== '') throw new Error(stderr);
  const report = JSON.parse(stdout) as Report;
  expect(report.error).toBeUndefined();
  expect(report.stages[0].instructions.map((text) => text.split(' ')[0])).toEqual(instructions.map(({ kind }) => kind));
  return report;
}

/** The strings with which an instruction can be rendered; the others are refused, which other tests hold. */
function acceptedBy(make: (text: string) => Instruction, sample: readonly string[]): string[] {
  return sample.filter((text) => 'value' in attempt(() => render([make(text)])));
}

const SAMPLE = hostileSample(300, 20261124);

describeWith([DOCKERLINT], 'BuildKit itself reads every hostile string back as it was given', () => {
  test('values of ENV and LABEL, keys of LABEL, words of CMD, WORKDIR, USER and EXPOSE', () => {
    const values = acceptedBy((text) => env(['A', text]), SAMPLE);
    const keys = acceptedBy((text) => label([[text, 'v']]), SAMPLE);
    const words = acceptedBy((text) => cmd([text]), SAMPLE);
    expect([values.length, keys.length, words.length].every((count) => count > 200)).toBe(true);

    const { config } = read([
      env(...values.map((value, i): [string, string] => [`V${i}`, value])),
      label(values.map((value, i): [string, string] => [`v${i}`, value])),
      ...keys.map((key) => label([[key, key]])),
      workdir('/a  $HOME "b" [c]* '),
      user(10001, 10002),
      expose(8000),
      cmd(words),
    ]).image;
    expect(config.Env.slice(1)).toEqual(values.map((value, i) => `V${i}=${value}`));
    expect(config.Labels).toEqual({
      ...Object.fromEntries(values.map((value, i) => [`v${i}`, value])),
      ...Object.fromEntries(keys.map((key) => [key, key])),
    });
    expect(config.Cmd).toEqual(words);
    expect(config).toMatchObject({ User: '10001:10002', WorkingDir: '/a  $HOME "b" [c]* ', ExposedPorts: { '8000/tcp': {} } });
  });

  test('words of RUN, as the shell of the build gets them', () => {
    const make = (word: string) => run([command('printf', '%s\\0', word, 'end')]);
    const words = acceptedBy(make, SAMPLE);
    const scripts = read(words.map(make)).llb.flatMap(({ exec }) => exec ? [exec.args] : []);
    expect(scripts.map((args) => args.slice(0, -1))).toEqual(words.map(() => ['/bin/sh', '-c']));

    const { stdout, stderr } = spawnSync('/bin/sh', { input: scripts.map(([, , script]) => `(${script}\n)\n`).join(''), encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.split('\0')).toEqual([...words.flatMap((word) => [word, 'end']), '']);
  });

  test('programs of RUN that look like flags stay programs', () => {
    const { llb } = read([run([command('--network=none', 'x')]), run([command('--mount=type=cache,target=/x')], { type: 'cache', id: 'c', target: '/c' })]);
    expect(llb.flatMap(({ exec }) => exec ? [exec.args[2]] : [])).toEqual(['\'--network=none\' x', '\'--mount=type=cache,target=/x\'']);
  });

  test('sources and destinations of COPY', () => {
    const make = (path: string) => copy({ sources: [path], destination: path });
    const paths = acceptedBy(make, SAMPLE);
    const absolute = (path: string) => posix.join('/', path).replace(/(?<=.)\/$/, '');
    const copies = read(paths.map(make)).llb.flatMap(({ file }) => file ?? []).filter(({ copy: source }) => source !== undefined);
    expect(copies.map(({ copy: source, dest }) => [onlyMatch(source ?? ''), (dest ?? '').replace(/(?<=.)\/$/, '')]))
      .toEqual(paths.map((path) => [absolute(path), absolute(path)]));
  });
});

describeWith([DOCKERLINT, CONTEXTFILES], 'a build that copies single files', () => {
  // BuildKit takes what it follows for patterns of an ignore file: it has no words for these names.
  const unspeakable = (name: string) => /^(?:\s|!)|\s$/.test(name) || (/[*?[\]]/.test(name) && /[\^|]|\{\d/.test(name));

  test('sends files of any name that BuildKit can ask for', () => withTemporaryDirectory((directory) => {
    const make = (path: string) => copy({ sources: [path], destination: './' });
    const names = acceptedBy(make, SAMPLE).filter((name) => !name.includes('/') && !['.', '..'].includes(name) && !unspeakable(name));
    expect(names.length).toBeGreaterThan(150);
    names.forEach((name) => writeFileSync(join(directory, name), ''));
    const follow = read(names.map(make)).llb.flatMap(({ patterns }) => JSON.parse(patterns?.followpaths ?? '[]') as string[]);
    const { stdout, stderr } = ask(CONTEXTFILES, [...follow.flatMap((pattern) => ['-follow', pattern]), '/dev/null', directory]);
    expect(stderr).toBe('');
    const sent = stdout.split('\n').filter((line) => line !== '').map((line) => (JSON.parse(line) as { path: string }).path);
    expect(sent.sort()).toEqual([...names].sort());
  }));
});

import { spawnSync } from 'child_process';
import { chmodSync, writeFileSync } from 'fs';
import { join } from 'path';
import * as fc from 'fast-check';
import { command, renderCommand, withList } from '../../lib/dockerfile/command';
import { Dockerfile } from '../../lib/dockerfile/dockerfile';
import { cmd, copy, entrypoint, env, expose, Instruction, label, run, shell, workdir } from '../../lib/dockerfile/instruction';
import { renderDockerfile } from '../../lib/dockerfile/render';
import { block, Stage } from '../../lib/dockerfile/stage';
import { attempt, hostileSample, hostileString } from '../support/hostile-strings';
import { ParsedDockerfile } from '../support/parsed-dockerfile';
import { withTemporaryDirectory } from '../support/temporary-tree';

const RUNS = { numRuns: 500, seed: 20261124 };

/** The text of a Dockerfile with this one instruction between two known ones. */
function render(instruction: Instruction, comment?: string): string {
  const stage = new Stage('app', 'is under test', { image: 'debian:trixie' }, [block(comment, expose(1), instruction, expose(2))]);
  return renderDockerfile(new Dockerfile(['Generated.'], [stage]));
}

/** Holds the property: refused with a sentence, or the same number and kinds of instructions and the same value back. */
function isRefusedOrKept(instruction: () => Instruction, readBack: (parsed: ParsedDockerfile) => unknown, value: unknown): void {
  const rendered = attempt(() => render(instruction()));
  if ('refused' in rendered) {
    expect(rendered.refused).toMatch(/, got .|is empty$/);
    return;
  }
  const parsed = new ParsedDockerfile(rendered.value);
  expect(parsed.kinds).toEqual(['FROM', 'EXPOSE', instruction().kind, 'EXPOSE']);
  expect(parsed.directives).toEqual(['syntax=docker/dockerfile:1']);
  expect(readBack(parsed)).toEqual(value);
}

const some = fc.array(hostileString, { minLength: 1, maxLength: 3 });

describe('any string is refused or read back by dockerfile-ast as it was given', () => {
  test('values of ENV', () => {
    fc.assert(fc.property(hostileString, hostileString, (a, b) => isRefusedOrKept(
      () => env(['A', a], ['B', b]), (parsed) => parsed.pairs('ENV'), [['A', a], ['B', b]])), RUNS);
  });

  test('values of LABEL', () => {
    fc.assert(fc.property(hostileString, hostileString, (a, b) => isRefusedOrKept(
      () => label([['com.example/a', a], ['b', b]]), (parsed) => parsed.pairs('LABEL'), [['com.example/a', a], ['b', b]])), RUNS);
  });

  test('keys of LABEL', () => {
    fc.assert(fc.property(hostileString, (key) => isRefusedOrKept(
      () => label([[key, 'value']]), (parsed) => parsed.pairs('LABEL'), [[key, 'value']])), RUNS);
  });

  test.each([['CMD', cmd], ['ENTRYPOINT', entrypoint], ['SHELL', (words: string[]) => shell(...words)]] as const)('words of %s', (keyword, make) => {
    fc.assert(fc.property(some, (words) => isRefusedOrKept(() => make(words), (parsed) => parsed.execForm(keyword), words)), RUNS);
  });

  test('sources and destination of COPY', () => {
    const dotted = (path: string) => path.replace(/^\.\//, '');
    fc.assert(fc.property(some, hostileString, (sources, destination) => isRefusedOrKept(
      () => copy({ sources, destination, link: true, chown: '1:1' }),
      (parsed) => {
        const found = parsed.copy();
        return [found.flags, found.sources.map(dotted), dotted(found.destination)];
      },
      [['--link', '--chown=1:1'], sources.map(dotted), dotted(destination)])), RUNS);
  });

  test('comments add no instruction and no directive', () => {
    fc.assert(fc.property(hostileString, (text) => {
      const rendered = attempt(() => render(workdir('/app'), text));
      if ('refused' in rendered) return expect(rendered.refused).toMatch(/^a comment .*, got "/);
      const parsed = new ParsedDockerfile(rendered.value);
      expect(parsed.kinds).toEqual(['FROM', 'EXPOSE', 'WORKDIR', 'EXPOSE']);
      expect(parsed.directives).toEqual(['syntax=docker/dockerfile:1']);
    }), RUNS);
  });

  test('header lines add no instruction and no directive', () => {
    fc.assert(fc.property(hostileString, (text) => {
      const stage = new Stage('app', 'is under test', { image: 'debian:trixie' }, []);
      const rendered = attempt(() => renderDockerfile(new Dockerfile([text], [stage])));
      if ('refused' in rendered) return expect(rendered.refused).toMatch(/^(a comment|a header line) .*, got "/);
      const parsed = new ParsedDockerfile(rendered.value);
      expect([parsed.kinds, parsed.directives]).toEqual([['FROM'], ['syntax=docker/dockerfile:1']]);
    }), RUNS);
  });
});

describe('any word of a RUN reaches the program as it was given', () => {
  const words = hostileSample(400, 7);

  test.each([
    ['as an argument', (word: string) => run([command('printf', '%s\\0', word, 'end')])],
    ['in a list', (word: string) => run([withList(command('printf', '%s\\0'), [word, 'end'])])],
    ['behind mounts, in the second command', (word: string) =>
      run([command('true'), command('printf', '%s\\0', word, 'end')], { type: 'cache', id: 'c', target: '/c' })],
  ])('%s, by /bin/sh', (_, make) => {
    const rendered = words.map((word) => ({ word, text: attempt(() => render(make(word))) }));
    const kept = rendered.flatMap(({ word, text }) => 'value' in text ? [{ word, parsed: new ParsedDockerfile(text.value) }] : []);
    const refused = rendered.flatMap(({ text }) => 'refused' in text ? [text.refused] : []);

    kept.forEach(({ parsed }) => expect(parsed.kinds).toEqual(['FROM', 'EXPOSE', 'RUN', 'EXPOSE']));
    expect(kept.length).toBeGreaterThan(300);
    refused.forEach((message) => expect(message).toMatch(/^a word of a command .*, got "/));

    const shellInput = kept.map(({ parsed }) => `(${parsed.script()}\n)\n`).join('');
    const { stdout, stderr, status } = spawnSync('/bin/sh', { input: shellInput, encoding: 'utf8' });
    expect([stderr, status]).toEqual(['', 0]);
    expect(stdout.split('\0')).toEqual([...kept.flatMap(({ word }) => [word, 'end']), '']);
  });

  test('as the program, by /bin/sh', () => withTemporaryDirectory((bin) => {
    const shellBuiltins = ['', '.', '..', ':', '[', 'a/', 'b'];
    const programs = words.filter((word) => !/[/\u0000]/.test(word) && !shellBuiltins.includes(word) && 'value' in attempt(() => render(run([command(word)]))));
    expect(programs).toEqual(expect.arrayContaining(['--flag', 'FOO=bar', 'if', '!', '{', '~root', '<<EOF', 'line\nbreak']));
    for (const name of programs) {
      writeFileSync(join(bin, name), '#!/bin/sh\nprintf \'%s\\0\' "${0##*/}" "$@"\n');
      chmodSync(join(bin, name), 0o755);
    }
    const shellInput = programs.map((name) => `(${new ParsedDockerfile(render(run([command(name, 'x')]))).script()}\n)\n`).join('');
    const { stdout, stderr } = spawnSync('/bin/sh', { input: shellInput, encoding: 'utf8', env: { PATH: `${bin}:/usr/bin:/bin` } });
    expect(stderr).toBe('');
    expect(stdout.split('\0')).toEqual([...programs.flatMap((name) => [name, 'x']), '']);
  }));

  test('the text of a command ends where it ends', () => {
    fc.assert(fc.property(some, (parts) => {
      const text = attempt(() => renderCommand(command('echo', ...parts), '  '));
      if ('value' in text) expect(text.value).not.toMatch(/\\$|\s$/);
    }), RUNS);
  });
});

import { command, ShellText, withList } from '../../lib/dockerfile/command';
import { Dockerfile } from '../../lib/dockerfile/dockerfile';
import { renderIgnoreFile } from '../../lib/dockerfile/ignore-file';
import {
  arg, cmd, copy, entrypoint, env, execRun, expose, inlineFile, Instruction, label, run, shell, stopSignal, user, workdir,
} from '../../lib/dockerfile/instruction';
import { Mount } from '../../lib/dockerfile/mount';
import { Variable } from '../../lib/dockerfile/quoting';
import { renderDockerfile } from '../../lib/dockerfile/render';
import { block, SCRATCH, Stage } from '../../lib/dockerfile/stage';

const base = new Stage('base', 'is the base', { image: 'debian:trixie' }, []);

/** The lines of one instruction, in a stage that comes behind `base`. */
function lines(instruction: Instruction): string[] {
  const stage = new Stage('app', 'is the image', base, [block(undefined, instruction)]);
  const text = renderDockerfile(new Dockerfile([], [base, stage]));
  const head = '# syntax=docker/dockerfile:1\n\n# base is the base\nFROM debian:trixie AS base\n\n# app is the image\nFROM base AS app\n\n';
  expect(text.startsWith(head) && text.endsWith('\n')).toBe(true);
  return text.slice(head.length, -1).split('\n');
}

describe('an instruction', () => {
  test.each<[string, Instruction, string[]]>([
    ['ARG', arg('VERSION'), ['ARG VERSION']],
    ['ARG with a default', arg('VERSION', '3.13'), ['ARG VERSION=3.13']],
    ['ARG with an empty default', arg('VERSION', ''), ['ARG VERSION=""']],
    ['ENV, one variable', env(['LANG', 'C.UTF-8']), ['ENV LANG=C.UTF-8']],
    ['ENV, several, a line each', env(['A', '1'], ['PATH', ['/venv/bin:', new Variable('PATH')]]), ['ENV A=1 \\', '    PATH="/venv/bin:$PATH"']],
    ['LABEL', label([['org.example.title', 'a "shop"'], ['b', '']]), ['LABEL org.example.title="a \\"shop\\"" \\', '    b=""']],
    ['WORKDIR', workdir('/app'), ['WORKDIR /app']],
    ['WORKDIR with what would expand', workdir('/a $b [c] '), ['WORKDIR "/a \\$b [c] "']],
    ['USER', user(10001, 10002), ['USER 10001:10002']],
    ['EXPOSE', expose(8000), ['EXPOSE 8000']],
    ['STOPSIGNAL', stopSignal('SIGRTMIN+3'), ['STOPSIGNAL SIGRTMIN+3']],
    ['SHELL', shell('/bin/bash', '-c'), ['SHELL ["/bin/bash", "-c"]']],
    ['CMD', cmd(['a', 'b\nc']), ['CMD ["a", "b\\nc"]']],
    ['ENTRYPOINT', entrypoint(['tini', '--']), ['ENTRYPOINT ["tini", "--"]']],
    ['COPY', copy({ sources: ['a', 'b/c'], destination: './' }), ['COPY a b/c ./']],
    ['COPY with every flag', copy({ fromStage: base, link: true, chown: '1:2', chmod: '755', exclude: ['**/*.pyc', 'x'], sources: ['/venv'], destination: '/venv' }),
      ['COPY --from=base --link --chown=1:2 --chmod=755 --exclude=**/*.pyc --exclude=x /venv /venv']],
    ['COPY with a space', copy({ link: true, sources: ['a b', 'c*'], destination: './d $e/' }), ['COPY --link ["a b","c[\\\\\\\\*]","./d \\\\$e/"]']],
    ['COPY with a space that editors do not show', copy({ sources: ['a\u00a0'], destination: './' }), ['COPY ["a\u00a0","./"]']],
    ['COPY of a file whose lines are here', inlineFile('/opt/a.py', ['print("$HOME \\n")', '', 'EOT']), ['COPY <<\'EOT2\' /opt/a.py', 'print("$HOME \\n")', '', 'EOT', 'EOT2']],
    ['RUN', run([command('pip', 'install', 'a b')]), ['RUN pip install \'a b\'']],
    ['RUN without a shell', execRun(['env', 'A=$B', 'a "b"']), ['RUN ["env", "A=$B", "a \\"b\\""]']],
    ['RUN, several commands', run([command('a', '1'), command('b')]), ['RUN a 1 && \\', '    b']],
    ['RUN with a list', run([withList(command('apt-get', 'install', '-y'), ['gcc', 'libpq-dev=17.*']), command('rm', '-rf', new ShellText('/x/*'))]),
      ['RUN apt-get install -y \\', '        gcc \\', '        \'libpq-dev=17.*\' && \\', '    rm -rf /x/*']],
    ['RUN whose program looks like a flag', run([command('--network=none', 'x')]), ['RUN \'--network=none\' x']],
    ['RUN with a line break in a word', run([command('a'), withList(command('printf', 'x\ny'), ['z'])]),
      ['RUN <<\'EOT\'', 'set -e', 'a', 'printf \'x', 'y\' \\', '    z', 'EOT']],
    ['RUN with a line that would end the heredoc', run([command('printf', 'x\nEOT\n EOT2\n')]),
      ['RUN <<\'EOT3\'', 'set -e', 'printf \'x', 'EOT', ' EOT2', '\'', 'EOT3']],
  ])('%s', (_, instruction, expected) => expect(lines(instruction)).toEqual(expected));

  test.each<[string, Mount, string]>([
    ['a cache', { type: 'cache', id: 'pip', target: '/root/.cache/pip' }, '--mount=type=cache,id=pip,target=/root/.cache/pip'],
    ['a locked cache', { type: 'cache', id: 'apt', target: '/a', sharing: 'locked' }, '--mount=type=cache,id=apt,target=/a,sharing=locked'],
    ['a file of the context', { type: 'bind', source: 'a.txt', target: '/a.txt' }, '--mount=type=bind,source=a.txt,target=/a.txt'],
    ['a directory of a stage', { type: 'bind', fromStage: base, source: '/var/lib', target: '/mnt' }, '--mount=type=bind,from=base,source=/var/lib,target=/mnt'],
    ['the whole of an image', { type: 'bind', fromImage: 'a.example.com:5000/python:3.13@sha256:00', target: '/mnt' }, '--mount=type=bind,from=a.example.com:5000/python:3.13@sha256:00,target=/mnt'],
    ['a secret file', { type: 'secret', id: 'netrc' }, '--mount=type=secret,id=netrc'],
    ['a secret variable', { type: 'secret', id: 't', env: 'TOKEN', required: true }, '--mount=type=secret,id=t,env=TOKEN,required=true'],
  ])('RUN with %s', (_, mount, flag) => {
    expect(lines(run([command('x')], mount))).toEqual([`RUN ${flag} \\`, '    x']);
    expect(lines(run([command('x', 'y\n')], mount))).toEqual([`RUN ${flag} \\`, '    <<\'EOT\'', 'set -e', 'x \'y', '\'', 'EOT']);
  });

  test.each<[string, () => unknown, string]>([
    ['a command without words', () => command(), 'a command needs at least one word'],
    ['a relative WORKDIR', () => workdir('app'), 'WORKDIR takes an absolute path, got "app"'],
    ['a variable that is none', () => env(['A B', 'x']), '"A B" is not a variable name (letters, digits and \'_\', not starting with a digit)'],
    ['a signal that is none', () => stopSignal('TERM'), 'STOPSIGNAL takes a signal\'s name such as SIGTERM, got "TERM"'],
    ['a mount with a comma', () => lines(run([command('x')], { type: 'cache', id: 'a,b', target: '/c' })),
      'id of a cache mount may contain letters, digits and \'_\', \'.\', \'/\', \'@\', \'+\', \'-\', got "a,b"'],
    ['a stage name in capitals', () => new Stage('App', '', base, []),
      '"App" is not a stage name: a lower case letter, then letters, digits, \'-\', \'_\' or \'.\'; not \'scratch\' or \'context\''],
    ['a stage called scratch', () => new Stage('scratch', '', base, []),
      '"scratch" is not a stage name: a lower case letter, then letters, digits, \'-\', \'_\' or \'.\'; not \'scratch\' or \'context\''],
  ])('fails for %s', (_, make, message) => expect(make).toThrow(new Error(message)));
});

describe('a Dockerfile', () => {
  const app = (...instructions: Instruction[]) => new Stage('app', 'runs', { image: 'python:3.13', onBuildPlatform: true }, [
    block('Two lines\nof comment.', undefined, ...instructions, undefined), block('Empty, and so left out.'), block(undefined, cmd(['x'])),
  ]);

  test('has directives, header, stages and blocks with a blank line between them, and a final line feed', () => {
    expect(renderDockerfile(new Dockerfile(['Generated.', 'By a test.'], [app(expose(1), expose(2))], 'docker/dockerfile:1.20', 'error=true'))).toBe([
      '# syntax=docker/dockerfile:1.20', '# check=error=true', '# Generated.', '# By a test.', '',
      '# app runs', 'FROM --platform=$BUILDPLATFORM python:3.13 AS app', '',
      '# Two lines', '# of comment.', 'EXPOSE 1', 'EXPOSE 2', '',
      'CMD ["x"]', '',
    ].join('\n'));
  });

  test('has a blank line behind a heredoc, unless the block ends there', () => {
    const text = renderDockerfile(new Dockerfile([], [app(run([command('a', '\n')]), expose(1), run([command('b', '\n')]))]));
    expect(text).toContain('\nEOT\n\nEXPOSE 1\nRUN <<\'EOT\'\nset -e\nb \'\n\'\nEOT\n\nCMD');
  });

  test('is the same text for the same value', () => {
    const make = () => renderDockerfile(new Dockerfile(['G'], [base, app(env(['B', '2'], ['A', '1']), label([['z', '1'], ['a', '2']]), copy({ fromStage: base, sources: ['a'], destination: 'b' }))]));
    expect(make()).toBe(make());
    expect(make()).toContain('ENV B=2 \\\n    A=1\nLABEL z=1 \\\n    a=2\n'); // the order given
  });

  test('knows the images that it pulls, each once', () => {
    const third = new Stage('third', 'is third', { image: 'debian:trixie' }, []);
    const empty = new Stage('empty', 'is pulled from nowhere', SCRATCH, []);
    expect(new Dockerfile([], [base, app(), new Stage('x', 'is x', base, []), third, empty]).images).toEqual(['debian:trixie', 'python:3.13']);
  });

  test('copies what it is given', () => {
    const sources = ['a'];
    const words = ['x'];
    const instructions = [copy({ sources, destination: './' }), cmd(words), run([withList(command('y'), words)])];
    const before = instructions.map(lines);
    sources.push('b');
    words.push('z');
    expect(instructions.map(lines)).toEqual(before);
  });

  const other = new Stage('other', 'is elsewhere', { image: 'debian:trixie' }, []);
  test.each<[string, () => unknown, string]>([
    ['no stage', () => new Dockerfile([], []), 'a Dockerfile needs at least one stage'],
    ['a stage that copies from one that is not there', () => new Dockerfile([], [app(copy({ fromStage: other, sources: ['a'], destination: 'b' }))]),
      'stage \'app\' uses stage \'other\', which is not before it'],
    ['a stage that starts from a later one', () => new Dockerfile([], [new Stage('app', '', other, []), other]),
      'stage \'app\' uses stage \'other\', which is not before it'],
    ['two stages of one name', () => new Dockerfile([], [base, new Stage('base', '', other.source, [])]), 'two stages are named \'base\''],
    ['a header that is a directive', () => renderDockerfile(new Dockerfile(['escape=`'], [base])),
      'a header line cannot contain \'=\', for it could be a parser directive, got "escape=`"'],
    ['a header of two lines', () => renderDockerfile(new Dockerfile(['a\nFROM x'], [base])),
      'a comment contains a line break or tab, which this instruction cannot hold, got "a\\nFROM x"; keep it on one line'],
  ])('fails for %s', (_, make, message) => expect(make).toThrow(new Error(message)));
});

describe('an ignore file', () => {
  test('has its sections in order, and none without patterns', () => {
    expect(renderIgnoreFile([{ comment: 'One.', patterns: ['a', '!b'] }, { comment: 'None.', patterns: [] }, { comment: 'Two.', patterns: ['/c'] }]))
      .toBe('# One.\na\n!b\n\n# Two.\n/c\n');
  });
});

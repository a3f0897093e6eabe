import { posix } from 'path';
import { renderBakeFile } from '../../lib/build/bake-file';
import { attempt, hostileSample } from '../support/hostile-strings';
import { ask, BUILDX, describeWith } from '../support/tools';

interface PrintedTarget {
  readonly context: string;
  readonly dockerfile: string;
  readonly tags: string[];
  readonly labels: { readonly [key: string]: string };
}

interface Printed {
  readonly group: { readonly [name: string]: { readonly targets: string[] } };
  readonly target: { readonly [name: string]: PrintedTarget };
}

/** A target with one string at each place that takes any. */
function target(text: string, i: number) {
  return {
    name: `target_${i}`,
    context: `apps/${text}/app`,
    dockerfile: `images/${text}/Dockerfile`,
    tags: [`registry.example.com/shop:${i}`],
    labels: [['value', text], [text, 'key']] as const,
    platforms: [],
    repository: 'registry.example.com/shop',
  };
}

/** What --print wrote so that it could be read as a bake file again: only values of labels and args. */
function unprinted(labels: { readonly [key: string]: string }): { [key: string]: string } {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, value.replace(/([$%])\1\{/g, '$1{')]));
}

describeWith([BUILDX], 'buildx reads every string of a bake file back as it was given', () => {
  test('contexts, Dockerfiles, keys and values of labels', () => {
    // A null character can be in no HCL string; bake cannot name an empty label.
    // HCL composes every string (NFC), and nothing written in a file can keep it from doing so.
    const composed = (text: string) => text.normalize('NFC');
    const texts = hostileSample(120, 20261124).filter((text) => text !== '' && !text.includes('\u0000') && 'value' in attempt(() => target(text, 0) && renderBakeFile([], [target(text, 0)])));
    expect(texts.length).toBeGreaterThan(200);
    const targets = texts.map(target);

    const { stdout, stderr, status } = ask(BUILDX, ['bake', '-f', '-', '--print'], { input: renderBakeFile(['Generated.'], targets) });
    expect([status, stderr.replace(/^#.*\n?/gm, '').trim()]).toEqual([0, '']);

    const printed = JSON.parse(stdout) as Printed;
    expect(printed.group.default.targets).toHaveLength(targets.length);
    expect(targets.map(({ name }) => [printed.target[name].context, printed.target[name].dockerfile])).toEqual(texts.map(composed).map((text) => [posix.normalize(`apps/${text}/app`), `images/${text}/Dockerfile`]));
    expect(targets.map(({ name }) => unprinted(printed.target[name].labels))).toEqual(texts.map(composed).map((text) => ({ value: text, [text]: 'key' })));
    expect(targets.map(({ name }) => printed.target[name].tags)).toEqual(targets.map(({ tags }) => tags));
  });

  test('a string that is written without the quoter is read as something else', () => {
    const written = renderBakeFile([], [target('\u0001', 0)]).replaceAll('\\u0001', '${1 + 1}');
    const printed = JSON.parse(ask(BUILDX, ['bake', '-f', '-', '--print'], { input: written }).stdout) as Printed;
    expect(printed.target.target_0.labels).toEqual({ value: '2', 2: 'key' });
  });
});

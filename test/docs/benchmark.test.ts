import * as fs from 'node:fs';
import * as path from 'node:path';
import { APPS, CONTENDERS } from '../../benchmark/contenders';
import { JUDGEMENTS, MEASURES } from '../../benchmark/measures';
import { judge, load, merge, Sample } from '../../benchmark/results-file';
import { readmeTables } from '../../benchmark/table';

const ROOT = path.join(__dirname, '../..');
const README = path.join(ROOT, 'README.md');
const BLOCK = /(<!-- benchmark -->\n)[^]*?(<!-- end -->)/;

test('the figures of the README are those of the last run of the benchmark', () => {
  const current = (text: string) => text.replace(BLOCK, (_, head: string, tail: string) => `${head}${readmeTables(load())}${tail}`);
  const text = fs.readFileSync(README, 'utf8');
  expect(text).toMatch(BLOCK);
  if (process.env.UPDATE_GOLDENS === '1') fs.writeFileSync(README, current(text));
  expect(fs.readFileSync(README, 'utf8')).toBe(current(text));
});

test('every contender that is not ours has a file for each application, and every lock differs in one distribution', () => {
  for (const { name, folder, only } of APPS) {
    const files = CONTENDERS.filter((contender) => !contender.ours && (only === undefined || only.contenders.includes(contender.name)));
    expect(fs.readdirSync(path.join(ROOT, 'benchmark/contenders', name)).sort()).toEqual(files.map((contender) => `${contender.name}.Dockerfile`).sort());
    const pins = (file: string) => [...fs.readFileSync(path.join(ROOT, 'benchmark/apps', file), 'utf8').matchAll(/^[a-z0-9-]+==\S+/gm)].map(([pin]) => pin);
    const [before, after] = [pins(`${folder}/requirements.txt`), pins(`${folder}.changed.txt`)];
    expect(before.filter((pin) => !after.includes(pin))).toHaveLength(1);
    expect(after).toHaveLength(before.length);
  }
});

test('what must be reached names measures and contenders that there are', () => {
  const ours = ['ours, one context', 'ours, a context of 20 files each', ...CONTENDERS.map(({ name }) => name)];
  for (const { measure, contender } of JUDGEMENTS) {
    expect(MEASURES.map(({ name }) => name)).toContain(measure);
    expect(ours).toContain(contender);
  }
});

test('rows are medians and ratios to the contender of the measure; new runs take the place of the same row and leave the others', () => {
  const sample = (contender: string, values: number[], measure = 'cold-wall'): Sample => ({ measure, app: 'small', contender, values, loads: [0], date: '2026-11-24' });
  const first = merge({ rows: [], samples: [], images: {}, versions: {}, machine: {} }, [
    sample('ours', [9, 3, 4]), sample('article', [10, 30]), sample('single-stage', [100], 'size'), sample('ours', [20], 'size'),
  ]);
  expect(first.rows).toEqual([
    { measure: 'cold-wall', app: 'small', contender: 'ours', value: 4, unit: 's', ratio: 0.2 },
    { measure: 'cold-wall', app: 'small', contender: 'article', value: 20, unit: 's', ratio: 1 },
    { measure: 'size', app: 'small', contender: 'single-stage', value: 100, unit: 'MB', ratio: 1 },
    { measure: 'size', app: 'small', contender: 'ours', value: 20, unit: 'MB', ratio: 0.2 },
  ]);
  const verdict = (results: typeof first, name: string) => judge(results).find(({ measure, app, contender }) => measure === name && app === 'small' && contender === 'ours');
  expect(verdict(first, 'cold-wall')).toMatchObject({ got: 0.2, atMost: 0.35, holds: true });
  expect(verdict(first, 'size')).toMatchObject({ got: 0.2, atMost: 0.18, holds: false });
  expect(verdict(first, 'start-cpu')).toMatchObject({ got: undefined, holds: false });
  const second = merge(first, [sample('ours', [16])]);
  expect(second.rows.map(({ ratio }) => ratio)).toEqual([0.8, 1, 1, 0.2]);
});

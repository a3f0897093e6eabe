import * as fs from 'node:fs';
import * as path from 'node:path';
import { main } from '../../lib/cli/main';
import { SHOP_SIZE } from '../support/sizes';
import { temporaryDirectory } from '../support/temporary-app';

const ROOT = path.join(__dirname, '../..');
const PAGE = path.join(ROOT, 'docs/command.md');
const BLOCK = /(<!-- run: (.*) -->\n```\w+\n)[^]*?(```\n<!-- end -->)/g;

afterEach(() => process.chdir(ROOT));

async function cli(...words: string[]): Promise<string> {
  let text = '';
  const write = (part: string) => { text += part; };
  expect(await main(words, { out: write, err: write })).toBe(0);
  return text;
}

test('the page about the command shows what it prints', async () => {
  const folder = path.join(temporaryDirectory(), 'work');
  fs.cpSync(path.join(ROOT, 'test/apps/starlette-pip-tools/app'), path.join(folder, 'shop'), { recursive: true });
  process.chdir(folder);
  const text = fs.readFileSync(PAGE, 'utf8');
  const printed = new Map<string, string>();
  for (const [, , words] of text.matchAll(BLOCK)) printed.set(words, (await cli(...words.split(' '))).split(folder).join('/work'));
  expect([...printed.keys()].map((words) => words.split(' ')[0])).toEqual(['--help', 'inspect', 'init', 'synth', 'graph']);
  const expected = text.replace(BLOCK, (_, head: string, words: string, tail: string) => head + (printed.get(words) ?? '') + tail);
  if (process.env.UPDATE_GOLDENS === '1') fs.writeFileSync(PAGE, expected);
  expect(fs.readFileSync(PAGE, 'utf8')).toBe(expected);
});

/** What is wrong with a value by the few words of JSON Schema that ours use; an unknown word is wrong as well. */
function mistakes(value: any, schema: any, at = '$'): string[] {
  const kinds: { [kind: string]: boolean } = {
    object: typeof value === 'object' && value !== null && !Array.isArray(value), array: Array.isArray(value), string: typeof value === 'string', integer: Number.isInteger(value),
  };
  const unknown = Object.keys(schema).filter((word) => !['$schema', 'title', 'description', 'type', 'required', 'additionalProperties', 'properties', 'items', 'enum', 'minimum'].includes(word));
  return [
    ...unknown.map((word) => `${at}: unknown ${word}`),
    ...(kinds[schema.type] ? [] : [`${at}: no ${schema.type}`]),
    ...(schema.enum && !schema.enum.includes(value) ? [`${at}: ${value}`] : []),
    ...(schema.minimum !== undefined && value < schema.minimum ? [`${at}: ${value}`] : []),
    ...(schema.required ?? []).filter((key: string) => !(key in value)).map((key: string) => `${at}: lacks ${key}`),
    ...(schema.properties ? Object.keys(value).flatMap((key) => (schema.properties[key] ? mistakes(value[key], schema.properties[key], `${at}.${key}`) : [`${at}: has ${key}`])) : []),
    ...(schema.items ? value.flatMap((item: any, i: number) => mistakes(item, schema.items, `${at}[${i}]`)) : []),
  ];
}

test('what --json prints is as its schema says', async () => {
  const schema = (name: string) => JSON.parse(fs.readFileSync(path.join(ROOT, `docs/schemas/${name}.schema.json`), 'utf8'));
  for (const app of ['flask-npm', 'django-asgi-channels', 'setup-py-console-script']) {
    expect(mistakes(JSON.parse(await cli('inspect', path.join(ROOT, 'test/apps', app, 'app'), '--json')), schema('inspect'))).toEqual([]);
  }
  expect(mistakes({ image: 'shop:c01', ...SHOP_SIZE }, schema('size'))).toEqual([]);
  expect(mistakes({ ...SHOP_SIZE, parts: [{ group: 'x' }] }, schema('size'))).toEqual([
    '$: lacks image', '$.parts[0]: lacks name', '$.parts[0]: lacks files', '$.parts[0]: lacks bytes', '$.parts[0]: lacks bytecode', '$.parts[0].group: x',
  ]);
});

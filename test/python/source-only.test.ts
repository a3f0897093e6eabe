import { DebianRelease, PythonVersion } from '../../lib';
import { detectNativePackages } from '../../lib/detect/detect-native-packages';
import { logicalLines, readLine } from '../../lib/python/requirements-line';
import { byRequirements, byUv } from '../../lib/python/source-only';

test.each([
  ['--no-binary lxml\nlxml==6.1.3\n', ['lxml']],
  ['--no-binary=LXML,psycopg_2\n', ['lxml', 'psycopg-2']],
  ['--no-binary :all:\n', ['lxml', 'psycopg-2', 'numpy']],
  ['--no-binary :all:\n--only-binary numpy\n', ['lxml', 'psycopg-2']],
  ['--no-binary numpy\n--only-binary numpy\n', []],
  ['--only-binary numpy\n--no-binary numpy\n', ['numpy']],
  ['--no-binary :all:\n--no-binary :none:\n', []],
  ['--no-binary :all:\n--only-binary :all:\n', []],
  ['--no-binary numpy\n--only-binary :all:\n', []],
  ['--only-binary numpy\n--no-binary :all:\n', ['lxml', 'psycopg-2', 'numpy']],
  ['lxml==6.1.3\n', []],
])('%j compiles %j', (text, compiled) => {
  const sourceOnly = byRequirements(logicalLines(text).map((line) => readLine(line.text)));
  expect(['lxml', 'psycopg-2', 'numpy'].filter(sourceOnly)).toEqual(compiled);
});

test('uv names them in pyproject.toml', () => {
  expect(['lxml', 'numpy'].filter(byUv({ tool: { uv: { 'no-binary-package': ['LXML'] } } }))).toEqual(['lxml']);
  expect(['lxml', 'numpy'].filter(byUv({ tool: { uv: { 'no-binary': true } } }))).toEqual(['lxml', 'numpy']);
  expect(['lxml', 'numpy'].filter(byUv({}))).toEqual([]);
});

test('what is compiled although there is a wheel needs its Debian packages', () => {
  const target = { python: PythonVersion.V3_13, release: DebianRelease.TRIXIE, platforms: ['linux/amd64'] };
  const lxml = { name: 'lxml', version: '6.1.3', archives: ['lxml-6.1.3-cp313-cp313-manylinux_2_26_x86_64.whl', 'lxml-6.1.3.tar.gz'] };
  expect(detectNativePackages([lxml], target).value?.runtime).toEqual([]);
  const { value, findings } = detectNativePackages([{ ...lxml, sourceOnly: true }], target);
  expect(value?.runtime).toEqual(['libxml2', 'libxslt1.1']);
  expect(findings[0].evidence).toBe('lxml 6.1.3 is compiled: the application wants no wheel of it');
});

import { LockedDependency, LockedPackage, reach } from '../../lib/python/locked-graph';

const locked = (name: string, more: Partial<LockedPackage> = {}): LockedPackage => ({ name, version: '1.0', archives: [], dependencies: [], extras: {}, local: false, ...more });
const on = (...names: string[]): LockedDependency[] => names.map((name) => ({ name }));

/** Title, packages, roots, and the distributions that are reached: `name version[extras]`. */
const CASES: ReadonlyArray<readonly [string, LockedPackage[], LockedDependency[], string[]]> = [
  ['only what is asked for, and what that needs', [locked('flask', { dependencies: on('jinja2') }), locked('jinja2'), locked('pytest')], on('flask'), ['flask 1.0', 'jinja2 1.0']],
  ['a circle once', [locked('a', { dependencies: on('b') }), locked('b', { dependencies: on('a') })], on('a'), ['a 1.0', 'b 1.0']],
  ['what an extra adds, where the extra is asked for', [locked('fastapi', { extras: { standard: on('uvicorn') } }), locked('uvicorn')], [{ name: 'fastapi', extras: ['standard'] }], ['fastapi 1.0[standard]', 'uvicorn 1.0']],
  ['nothing of an extra that is not', [locked('fastapi', { extras: { standard: on('uvicorn') } }), locked('uvicorn')], on('fastapi'), ['fastapi 1.0']],
  ['an extra that comes later', [locked('app', { dependencies: [{ name: 'web' }, { name: 'web', extras: ['fast'] }] }), locked('web', { extras: { fast: on('loop') } }), locked('loop')], on('app'), ['app 1.0', 'loop 1.0', 'web 1.0[fast]']],
  ['nothing whose marker excludes the Python', [locked('a'), locked('tomli')], [{ name: 'a' }, { name: 'tomli', marker: 'python_version < "3.11"' }], ['a 1.0']],
  ['nothing for another system', [locked('colorama')], [{ name: 'colorama', marker: 'sys_platform == "win32"' }], []],
  ['what a marker leaves open', [locked('greenlet')], [{ name: 'greenlet', marker: 'platform_machine == "x86_64"' }], ['greenlet 1.0']],
  ['of several versions the one that the specifier allows', [locked('numpy', { version: '1.26.4' }), locked('numpy', { version: '2.1.0' })], [{ name: 'numpy', specifier: '>=2' }], ['numpy 2.1.0']],
  ['of several versions the one that is locked for the Python', [locked('numpy', { version: '1.26.4', marker: 'python_version < "3.13"' }), locked('numpy', { version: '2.1.0', marker: 'python_version >= "3.13"' })], on('numpy'), ['numpy 2.1.0']],
  ['all versions where the specifier is written in another way', [locked('numpy', { version: '1.26.4' }), locked('numpy', { version: '2.1.0' })], [{ name: 'numpy', specifier: '^1' }], ['numpy 1.26.4', 'numpy 2.1.0']],
  ['through what is in the directory, which is no distribution itself', [locked('app', { local: true, dependencies: on('flask') }), locked('flask')], on('app'), ['flask 1.0']],
  ['nothing of a name that the lock has not', [locked('a')], on('b'), []],
];

test.each(CASES)('reaches %s', (_, packages, roots, expected) => {
  const { distributions } = reach(packages, roots, '3.13');
  expect(distributions.map(({ name, version, extras }) => `${name} ${version}${extras ? `[${extras.join(',')}]` : ''}`)).toEqual(expected);
});

test('the order of the lock is kept for packages, and names order distributions with their archives', () => {
  const { packages, distributions } = reach([locked('b', { archives: ['b-1.0.tar.gz'] }), locked('a')], on('a', 'b'), '3.13');
  expect(packages.map(({ name }) => name)).toEqual(['b', 'a']);
  expect(distributions).toEqual([{ name: 'a', version: '1.0' }, { name: 'b', version: '1.0', archives: ['b-1.0.tar.gz'] }]);
});

import { wheelFits } from '../../lib/python/wheel-tags';

const TARGET = { python: '3.13', glibc: '2.36', architecture: 'x86_64' };

test.each([
  ['py3-none-any', true],
  ['py2.py3-none-any', true],
  ['py2-none-any', false],
  ['py313-none-any', true],
  ['py314-none-any', false],
  ['cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64', true],
  ['cp312-cp312-manylinux_2_17_x86_64', false],
  ['cp313-cp313t-manylinux_2_17_x86_64', false],
  ['cp37-abi3-manylinux_2_34_x86_64', true],
  ['cp314-abi3-manylinux_2_34_x86_64', false],
  ['cp39.cp310.cp311.cp312.cp313-cp39.cp310.cp311.cp312.cp313-manylinux2010_x86_64', true],
  ['cp313-none-manylinux2014_x86_64', true],
  ['cp312-none-manylinux2014_x86_64', false],
  ['py3-none-manylinux1_x86_64', true],
  ['py3-none-manylinux_2_37_x86_64', false],
  ['py3-none-manylinux_3_0_x86_64', false],
  ['py3-none-manylinux_2_17_aarch64', false],
  ['py3-none-musllinux_1_2_x86_64', false],
  ['py3-none-macosx_11_0_x86_64', false],
  ['py3-none-win_amd64', false],
  ['py3-none-linux_x86_64', true],
  ['pp311-pypy311_pp73-manylinux_2_17_x86_64', false],
  ['cp-abi3-any', false],
  ['py3-none', false],
])('%s: %s', (tags, expected) => {
  expect(wheelFits(`shop_cart-1.0-${tags}.whl`, TARGET)).toBe(expected);
});

test('a build number is no tag, and other archives are no wheels', () => {
  expect(wheelFits('shop-1.0-1-py3-none-any.whl', TARGET)).toBe(true);
  expect(wheelFits('shop-1.0.tar.gz', TARGET)).toBe(false);
  expect(wheelFits('shop-1.0-py3-none-any.whl.metadata', TARGET)).toBe(false);
  expect(wheelFits('.whl', TARGET)).toBe(false);
});

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { layersTogether } from '../../lib/size/file-system';
import { renderTable } from '../../lib/size/report';
import { Layer, readSavedImage } from '../../lib/size/saved-image';
import { sortImage } from '../../lib/size/sort-files';
import { tarEntries } from '../../lib/size/tar';
import { squarify } from '../../lib/size/treemap';
import { SHOP_SIZE } from '../support/sizes';
import { temporaryDirectory } from '../support/temporary-app';

/** A tar archive of files, made by GNU tar. */
function tar(files: { readonly [name: string]: string | Buffer }, ...options: string[]): Buffer {
  const folder = temporaryDirectory();
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return execFileSync('tar', ['-c', ...options, ...Object.keys(files)], { cwd: folder, maxBuffer: 1e8 });
}

/** The bytes in pieces of a length, as a pipe would give them. */
async function* pieces(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length);
}

const layer = (files: { readonly [path: string]: number }, texts: { readonly [path: string]: string } = {}): Layer => ({
  files: Object.entries(files).map(([name, size]) => ({ path: name.replace(/\/$/, ''), size, directory: name.endsWith('/') })),
  texts: new Map(Object.entries(texts)),
});

test.each(['gnu', 'pax', 'ustar', 'v7'])('the %s format is read, whatever the pieces', async (format) => {
  const long = format === 'gnu' || format === 'pax' ? `${'deep/'.repeat(40)}häuser.txt` : 'short/name.txt';
  const archive = tar({ [long]: 'text', 'empty': '', 'big.bin': Buffer.alloc(5_000, 7) }, `--format=${format}`);
  for (const length of [1, 511, 512, 513, 1_048_576]) {
    const found: Array<[string, string, number]> = [];
    for await (const entry of tarEntries(pieces(archive, length))) found.push([entry.path, entry.kind, entry.size]);
    expect(found).toEqual([[long, 'file', 4], ['empty', 'file', 0], ['big.bin', 'file', 5_000]]);
  }
});

test('links are told from files', async () => {
  const folder = temporaryDirectory();
  fs.writeFileSync(path.join(folder, 'a'), 'text');
  fs.linkSync(path.join(folder, 'a'), path.join(folder, 'b'));
  fs.symlinkSync('a', path.join(folder, 'c'));
  const found: string[][] = [];
  for await (const { path: name, kind, target } of tarEntries(pieces(execFileSync('tar', ['-c', 'a', 'b', 'c'], { cwd: folder }), 4096))) found.push([name, kind, target]);
  expect(found).toEqual([['a', 'file', ''], ['b', 'hardlink', 'a'], ['c', 'symlink', 'a']]);
});

test('an archive that is cut off, damaged or none is an error', async () => {
  const archive = tar({ a: 'x'.repeat(5000) });
  const read = async (bytes: Buffer) => { for await (const entry of tarEntries(pieces(bytes, 1000))) void entry; };
  await expect(read(archive.subarray(0, 3000))).rejects.toThrow('ends in the middle of a member');
  await expect(read(Buffer.from(archive).fill(65, 0, 50))).rejects.toThrow('no tar archive, or it is damaged');
  await expect(read(Buffer.alloc(2048, 1))).rejects.toThrow('no tar archive, or it is damaged');
});

test('whiteouts, opaque directories and replaced files count as hidden', () => {
  const { files, texts, hidden } = layersTogether([
    layer({ 'a/': 0, 'a/one': 1, 'a/two': 2, 'b/three': 4, 'c': 8, 'd/x': 16, 'e': 32 }, { c: 'old' }),
    layer({ 'a/.wh.one': 0, 'b/.wh..wh..opq': 0, 'b/new': 64, 'c': 128, '.wh.d': 0, 'e/': 0, 'e/y': 256 }, { c: 'new' }),
  ]);
  expect(Object.fromEntries(files.map(({ path: name, size, layer: of }) => [name, [size, of]]))).toEqual({ 'a/two': [2, 0], 'b/new': [64, 1], 'c': [128, 1], 'e/y': [256, 1] });
  expect(hidden).toBe(1 + 4 + 8 + 16 + 32);
  expect(texts.get('c')).toBe('new');
});

test('files are sorted by what they are for', () => {
  const history = [
    { created_by: 'debian' }, { created_by: 'CMD ["python3"]', empty_layer: true },
    { created_by: 'ENV PYTHONUNBUFFERED=1 PATH=/venv/bin:/usr/bin', empty_layer: true },
    { created_by: 'RUN apt-get install libpq5' }, { created_by: 'COPY /venv /venv # buildkit' },
    { created_by: 'COPY --chmod=u=rwX,go=rX ./ ./ # buildkit' }, { created_by: 'COPY --chmod=u=rwX,go=rX /app/static /app/static # buildkit' },
  ];
  const site = 'venv/lib/python3.13/site-packages';
  const record = '"b,c.py",sha256=x,3\nflask/app.py,,\n../../../bin/flask,,\nflask/__pycache__/app.cpython-313.pyc,,\n';
  const { parts, bytes, base } = sortImage({
    config: { history, config: { Env: ['PYTHON_VERSION=3.13.1'] } },
    layers: [
      layer({ 'usr/bin/ls': 1, 'usr/local/bin/python3': 2, 'var/lib/dpkg/info/coreutils.list': 4 },
        { 'var/lib/dpkg/info/coreutils.list': '/.\n/bin/ls\n', 'etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\n' }),
      layer({ 'usr/lib/libpq.so.5': 8, 'var/lib/dpkg/status': 16, 'etc/passwd': 32 }, { 'var/lib/dpkg/info/libpq5:amd64.list': '/usr/lib/libpq.so.5\n' }),
      layer({
        'venv/pyvenv.cfg': 64, 'venv/bin/flask': 128, [`${site}/flask/app.py`]: 256, [`${site}/flask/__pycache__/app.cpython-313.opt-1.pyc`]: 512, [`${site}/b,c.py`]: 1024,
      }, { 'venv/pyvenv.cfg': '', [`${site}/Flask_Thing-3.1.dist-info/RECORD`]: record }),
      layer({ 'app/shop/views.py': 2048, 'app/manage.py': 4096 }),
      layer({ 'app/static/site.css': 8192 }),
    ],
  });
  expect(parts.map(({ group, name, bytes: size, bytecode }) => [group, name, size, bytecode])).toEqual([
    ['base', 'other files', 4, 0], ['base', 'Python', 2, 0], ['base', 'coreutils', 1, 0],
    ['os packages', 'records of apt and dpkg', 16, 0], ['os packages', 'libpq5', 8, 0],
    ['distributions', 'flask-thing 3.1', 128 + 256 + 512 + 1024, 512],
    ['virtualenv', 'interpreter and scripts', 64, 0],
    ['assets', 'static/', 8192, 0],
    ['app', 'manage.py', 4096, 0], ['app', 'shop/', 2048, 0],
    ['other', '/etc/', 32, 0],
  ]);
  expect(bytes).toBe(2 ** 14 - 1);
  expect(base).toBe('Python 3.13.1 on Debian GNU/Linux 13 (trixie)');
});

test('a minimal image has no base below it, and the checksums of its packages tell what is of them', () => {
  const sum = '0123456789abcdef0123456789abcdef';
  const { parts } = sortImage({
    config: { history: [{ created_by: 'ENV PATH=/venv/bin:/usr/bin', empty_layer: true }, { created_by: 'COPY /minimal / # buildkit' }, { created_by: 'COPY /venv /venv # buildkit' }] },
    layers: [
      layer({ 'usr/lib/libssl.so.3': 1, 'usr/local/bin/python3.13': 2, 'etc/passwd': 4, 'var/lib/dpkg/status.d/libssl3t64.md5sums': 8 },
        { 'var/lib/dpkg/status.d/libssl3t64.md5sums': `${sum}  usr/lib/libssl.so.3\n` }),
      layer({ 'venv/pyvenv.cfg': 16 }, { 'venv/pyvenv.cfg': '' }),
    ],
  });
  expect(parts.map(({ group, name, bytes }) => [group, name, bytes])).toEqual([
    ['base', 'Python', 2], ['os packages', 'records of apt and dpkg', 8], ['os packages', 'libssl3t64', 1],
    ['virtualenv', 'interpreter and scripts', 16], ['other', '/etc/', 4],
  ]);
});

test('an image without a virtualenv is not told apart', () => {
  expect(() => sortImage({ config: {}, layers: [layer({ 'bin/ls': 1 })] })).toThrow('it has no virtualenv at /venv, so this library did not make it');
});

test('an archive of docker save and an OCI archive are read, gzip or plain', async () => {
  const plain = tar({ 'venv/pyvenv.cfg': 'home = /usr/local/bin\n' });
  const packed = execFileSync('gzip', ['-c'], { input: tar({ 'app/web.py': 'x' }) });
  const config = '{"architecture":"amd64"}';
  const docker = tar({ 'blobs/sha256/c': config, 'blobs/sha256/1': plain, 'blobs/sha256/2': packed, 'manifest.json': '[{"Config":"blobs/sha256/c","Layers":["blobs/sha256/1","blobs/sha256/2"]}]' });
  const oci = tar({
    'blobs/sha256/c': config,
    'blobs/sha256/1': plain,
    'blobs/sha256/2': packed,
    'blobs/sha256/m': '{"config":{"digest":"sha256:c"},"layers":[{"digest":"sha256:1"},{"digest":"sha256:2"}]}',
    'blobs/sha256/i': '{"manifests":[{"digest":"sha256:x","platform":{"architecture":"unknown"}},{"digest":"sha256:m","platform":{"architecture":"amd64"}}]}',
    'index.json': '{"manifests":[{"digest":"sha256:i"}]}',
    'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
  });
  for (const archive of [docker, oci]) {
    const { layers, config: read } = await readSavedImage(pieces(archive, 777));
    expect(read).toEqual({ architecture: 'amd64' });
    expect(layers.map(({ files }) => files.map(({ path: name }) => name))).toEqual([['venv/pyvenv.cfg'], ['app/web.py']]);
  }
});

test('a damaged layer, one packed with zstd and an archive of something else are errors', async () => {
  const gzip = execFileSync('gzip', ['-c'], { input: tar({ 'app/web.py': 'x'.repeat(9000) }) });
  const image = (blob: Buffer) => pieces(tar({ 'blobs/sha256/1': blob, 'manifest.json': '[{"Config":"c","Layers":["blobs/sha256/1"]}]' }), 4096);
  await expect(readSavedImage(image(gzip.subarray(0, 40)))).rejects.toThrow('unexpected end of file');
  await expect(readSavedImage(image(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 1, 2, 3])))).rejects.toThrow('packed with zstd');
  await expect(readSavedImage(pieces(tar({ 'notes.txt': 'hello' }), 4096))).rejects.toThrow('this is no archive of an image: it has no index.json');
});

test('the table', () => {
  const lines = renderTable('shop:c01', SHOP_SIZE).split('\n');
  expect(lines[0]).toBe('shop:c01: linux/amd64, 12 layers, on Python 3.13.0 on Debian GNU/Linux 13 (trixie)');
  expect(lines.filter((line) => /^(?:\w| {2}lxml| {2}Python)/.test(line)).slice(1)).toEqual([
    expect.stringMatching(/^base +\d+\.\d +\d+\.\d % +0\.0 +870$/),
    expect.stringMatching(/^ {2}Python +33\.0 +20\.5 % +0\.0 +600$/),
    expect.stringMatching(/^os packages +4\.0 +2\.5 % +0\.0 +3$/),
    expect.stringMatching(/^distributions +40\.3 +25\.0 % +5\.1 +201$/),
    expect.stringMatching(/^ {2}lxml 6\.1\.3 +28\.0 +17\.4 % +0\.3 +120$/),
    expect.stringMatching(/^virtualenv /),
    expect.stringMatching(/^assets /),
    expect.stringMatching(/^app /),
    expect.stringMatching(/^other /),
    expect.stringMatching(/^hidden +1\.0 +0\.6 %$/),
    expect.stringMatching(/^total +161\.0 +100\.0 % +5\.1 +1188$/),
  ]);
});

test('tiles are as large as their values, lie inside and not over each other', () => {
  const values = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 60 }).map((all) => all.sort((a, b) => b - a));
  fc.assert(fc.property(values, fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 2000 }), (all, width, height) => {
    const tiles = squarify(all, { x: 3, y: 5, width, height });
    const scale = (width * height) / all.reduce((sum, value) => sum + value, 0);
    tiles.forEach((tile, i) => {
      expect(tile.width * tile.height).toBeCloseTo(all[i] * scale, 3);
      expect(tile.x).toBeGreaterThanOrEqual(3);
      expect(tile.y).toBeGreaterThanOrEqual(5);
      expect(tile.x + tile.width).toBeLessThanOrEqual(3 + width + 1e-6);
      expect(tile.y + tile.height).toBeLessThanOrEqual(5 + height + 1e-6);
      tiles.slice(i + 1).forEach((other) => {
        const over = (a: number, b: number, c: number, d: number) => Math.max(0, Math.min(a + b, c + d) - Math.max(a, c));
        expect(over(tile.x, tile.width, other.x, other.width) * over(tile.y, tile.height, other.y, other.height)).toBeLessThan(1e-3);
      });
    });
  }), { numRuns: 300 });
});

test('the example of the paper', () => {
  const tiles = squarify([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 }).slice(0, 4);
  expect(tiles.map(({ x, y, width, height }) => [x, y, width, height].map((n) => Math.round(n * 100) / 100))).toEqual([
    [0, 0, 3, 2], [0, 2, 3, 2], [3, 0, 1.71, 2.33], [4.71, 0, 1.29, 2.33],
  ]);
});

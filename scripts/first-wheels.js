// Writes lib/python/first-wheels.ts: for each distribution below, the first version with a wheel for each CPython series.
//
//   node scripts/first-wheels.js
//
// The table is data of one day, committed like the end-of-life dates: synth asks no network. Run it when a series comes out.
const { writeFileSync } = require('fs');
const { compare, valid } = require('@renovatebot/pep440');

const INDEX = 'https://pypi.org/simple';
const SERIES = ['3.9', '3.10', '3.11', '3.12', '3.13', '3.14', '3.15'];

// Distributions of web applications that are compiled, do not install without a compiler that fits their age, and
// publish wheels. Those that fall back to pure Python, such as MarkupSafe, do not narrow the choice and are not here.
const DISTRIBUTIONS = `
  aiohttp argon2-cffi-bindings asyncpg backports-zstd bcrypt bitarray blis brotli cassandra-driver cbor2 cffi
  charset-normalizer confluent-kafka contourpy coincurve cryptography cymem cython datadog ddtrace duckdb faiss-cpu fastavro fiona
  fonttools frozenlist gevent google-crc32c greenlet grpcio grpcio-tools h5py hiredis httptools ijson jiter kiwisolver
  levenshtein libsass lightgbm line-profiler lxml llvmlite lz4 matplotlib maturin mmh3 msgpack msgspec multidict murmurhash
  mypy-extensions newrelic numba numexpr numpy onnxruntime opencv-python opencv-python-headless orjson pandas pikepdf pillow
  polars preshed propcache protobuf psutil psycopg-binary psycopg2-binary pyarrow pybase64 pycryptodome pycryptodomex pydantic-core
  pyerfa pymongo pymssql pymupdf pynacl pyodbc pyproj pyrsistent python-rapidjson pywavelets pyyaml pyzmq rapidfuzz rasterio
  regex rpds-py rtree ruamel-yaml-clib safetensors scikit-image scikit-learn scipy sentencepiece setproctitle shapely simplejson
  sqlalchemy srsly statsmodels tables tensorflow thinc tiktoken time-machine tokenizers torch torchvision tornado tree-sitter
  twisted-iocpsupport ujson uvloop watchfiles websockets wordcloud wrapt xxhash yarl zope-interface zstandard zopfli
  asyncmy duckdb-engine granian pyproject-hooks lupa pyminizip python-snappy crc32c jq pyahocorasick hdbscan umap-learn
  spacy gensim pendulum ciso8601 editdistance cchardet faust-cchardet pyicu backports-lzma selectolax html5-parser
`.split(/\s+/).filter(Boolean);

/** Whether a wheel's tags fit a series on 64-bit x86 Linux with glibc. */
function fits(tags, series) {
  const [python, abi, platform] = tags;
  if (!/^any$|manylinux.*x86_64|linux_x86_64/.test(platform)) return false;
  const minor = Number(series.split('.')[1]);
  return python.split('.').some((tag) => {
    if (tag === 'py3' || tag === 'py2' || /^py3\d+$/.test(tag)) return platform === 'any' || abi === 'none';
    const [, cp] = /^cp3(\d+)$/.exec(tag) ?? [];
    if (cp === undefined) return false;
    if (abi.split('.').includes('abi3')) return Number(cp) <= minor;
    return Number(cp) === minor && !abi.endsWith('t');
  });
}

async function filesOf(name) {
  const response = await fetch(`${INDEX}/${name}/`, { headers: { Accept: 'application/vnd.pypi.simple.v1+json' } });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return (await response.json()).files;
}

async function rowOf(name) {
  const wheels = (await filesOf(name)).filter((file) => file.filename.endsWith('.whl') && !file.yanked).map((file) => {
    const parts = file.filename.slice(0, -4).split('-');
    return { version: parts[1], tags: parts.slice(-3) };
  }).filter(({ version }) => valid(version) && !/[a-z]/.test(version.replace(/\.?post\d+/, '')));
  const versions = [...new Set(wheels.map(({ version }) => version))].sort(compare);
  return SERIES.map((series) => {
    const fitting = versions.map((version) => wheels.some((wheel) => wheel.version === version && fits(wheel.tags, series)));
    // from the last that fits downwards, over single gaps: what came long before it, such as a pure first release, tells nothing
    let first = fitting.lastIndexOf(true);
    while (first > 0 && (fitting[first - 1] || fitting[first - 2])) first -= 1;
    if (!fitting[first]) first += 1;
    return versions[first] ?? '';
  });
}

async function main() {
  const rows = [];
  for (const name of [...new Set(DISTRIBUTIONS)].sort()) {
    try {
      const row = await rowOf(name);
      // compiled everywhere, or pure from the start: says nothing about a series
      if (new Set(row).size > 1) rows.push([name, row]);
      else console.error(`${name}: ${row[0] || 'no wheel'} for every series, left out`);
    } catch (error) {
      console.error(`left out: ${error.message}`);
    }
  }
  const day = new Date().toISOString().slice(0, 10);
  const lines = rows.map(([name, row]) => `  '${name}': '${row.map((version) => version || '-').join(' ')}',`);
  writeFileSync('lib/python/first-wheels.ts', `// Written by scripts/first-wheels.js on ${day}. Do not edit.

/** The series of the columns below. */
export const WHEEL_SERIES: readonly string[] = [${SERIES.map((series) => `'${series}'`).join(', ')}];

/** For each distribution, the first version with a wheel for each series on 64-bit x86 Linux; \`-\` where none has one. */
export const FIRST_WHEELS: { readonly [distribution: string]: string } = {
${lines.join('\n')}
};
`);
  console.error(`${rows.length} distributions`);
}

main();

import { DebianRelease, Distribution, PythonVersion } from '../../lib';
import { detectNativePackages, NativeTarget } from '../../lib/detect/detect-native-packages';

const TRIXIE: NativeTarget = { python: PythonVersion.V3_13, release: DebianRelease.TRIXIE, platforms: [] };
const BOOKWORM: NativeTarget = { ...TRIXIE, release: DebianRelease.BOOKWORM };
const LXML = ['lxml-6.1.3.tar.gz', 'lxml-6.1.3-cp313-cp313-manylinux_2_26_x86_64.manylinux_2_28_x86_64.whl'];
const LXML_ARM = 'lxml-6.1.3-cp313-cp313-manylinux2014_aarch64.manylinux_2_17_aarch64.whl';

interface Row {
  readonly of: readonly Distribution[];
  readonly target?: NativeTarget;
  readonly build?: string[];
  readonly runtime?: string[];
  readonly evidence?: string[];
}

const ROWS: ReadonlyArray<readonly [string, Row]> = [
  ['without a lock, what PyPI has no wheel of is compiled', {
    of: [{ name: 'psycopg2' }, { name: 'flask', version: '3.1.2' }], runtime: ['libpq5'], evidence: ['psycopg2 is compiled: it has no wheel for Linux'],
  }],
  ['one that brings its libraries needs none', { of: [{ name: 'psycopg2-binary', version: '2.9.11' }] }],
  ['packages have the names of the release', {
    of: [{ name: 'python-ldap', version: '3.4.5' }],
    target: BOOKWORM,
    build: ['libldap2-dev', 'libsasl2-dev'],
    runtime: ['libldap-2.5-0', 'libsasl2-2'],
    evidence: ['python-ldap 3.4.5 is compiled: it has no wheel for Linux', 'python-ldap 3.4.5 is compiled: it has no wheel for Linux'],
  }],
  ['the same row on the other release', { of: [{ name: 'python-ldap' }], build: ['libldap2-dev', 'libsasl2-dev'], runtime: ['libldap2', 'libsasl2-2'] }],
  ['a wheel for both usual architectures: nothing', { of: [{ name: 'lxml', version: '6.1.3', archives: [...LXML, LXML_ARM] }] }],
  ['a wheel for one of them: it may be compiled', {
    of: [{ name: 'lxml', version: '6.1.3', archives: LXML }],
    runtime: ['libxml2', 'libxslt1.1'],
    evidence: ['lxml 6.1.3 is compiled: the lock has no wheel of it for Python 3.13 on linux/arm64'],
  }],
  ['a wheel for the one platform that is built: nothing', { of: [{ name: 'lxml', archives: LXML }], target: { ...TRIXIE, platforms: ['linux/amd64'] } }],
  ['a wheel for a newer C library than the release has', {
    of: [{ name: 'lxml', archives: ['lxml-6.1.3-cp313-cp313-manylinux_2_39_x86_64.whl'] }],
    target: { ...BOOKWORM, platforms: ['linux/amd64'] },
    runtime: ['libxml2', 'libxslt1.1'],
    evidence: ['lxml is compiled: the lock has no wheel of it for Python 3.13 on linux/amd64'],
  }],
  ['a wheel for Alpine only', {
    of: [{ name: 'lxml', archives: ['lxml-6.1.3-cp313-cp313-musllinux_1_2_x86_64.whl'] }], target: { ...TRIXIE, platforms: ['linux/amd64'] }, runtime: ['libxml2', 'libxslt1.1'],
  }],
  ['a wheel that loads the system\'s library needs it all the same', {
    of: [{ name: 'pyodbc', archives: ['pyodbc-5.3.0-cp313-cp313-manylinux_2_28_x86_64.whl', 'pyodbc-5.3.0-cp313-cp313-manylinux_2_28_aarch64.whl'] }],
    runtime: ['libodbc2', 'unixodbc'],
    evidence: ['pyodbc comes as a wheel that loads the system\'s library'],
  }],
  ['and its headers, where it is compiled', { of: [{ name: 'pyodbc', archives: ['pyodbc-5.3.0.tar.gz'] }], build: ['unixodbc-dev'], runtime: ['libodbc2', 'unixodbc'] }],
  ['Python code that runs a program', { of: [{ name: 'pdf2image', archives: ['pdf2image-1.17.0-py3-none-any.whl'] }], runtime: ['poppler-utils'], evidence: ['pdf2image loads or runs what is in it'] }],
  ['psycopg 3 alone loads libpq', { of: [{ name: 'psycopg', version: '3.3.9' }], runtime: ['libpq5'] }],
  ['with its binary, not', { of: [{ name: 'psycopg' }, { name: 'psycopg-binary' }] }],
  ['nor where the extra asks for it', { of: [{ name: 'psycopg', extras: ['binary', 'pool'] }] }],
  ['the extra that compiles', { of: [{ name: 'psycopg', extras: ['c'] }], runtime: ['libpq5'], evidence: ['psycopg-c is compiled: it has no wheel for Linux'] }],
  ['a row for old versions only', { of: [{ name: 'python-snappy', version: '0.6.1' }], build: ['libsnappy-dev'], runtime: ['libsnappy1v5'] }],
  ['not for new ones', { of: [{ name: 'python-snappy', version: '0.7.3' }] }],
  ['not for an unknown one', { of: [{ name: 'python-snappy' }] }],
  ['a version that is none', { of: [{ name: 'python-snappy', version: 'main' }] }],
  ['a name that every object has', { of: [{ name: 'constructor' }, { name: 'to-string' }] }],
  ['one compiled without a row is left to the check of the build', { of: [{ name: 'rare', archives: ['rare-1.tar.gz'] }] }],
  ['a module of a larger distribution', {
    of: [{ name: 'django' }],
    target: { ...TRIXIE, modules: ['django.contrib.gis', 'os'] },
    runtime: ['libgdal36', 'libgeos-c1t64', 'libproj25', 'proj-data'],
    evidence: ['the application uses django.contrib.gis'],
  }],
  ['what the user says of one, in any spelling', {
    of: [{ name: 'python-ldap' }, { name: 'psycopg2' }],
    target: { ...TRIXIE, given: { Python_LDAP: { buildPackages: ['libldap-dev=2.6.*'] }, psycopg2: {} } },
    build: ['libldap-dev=2.6.*'],
    evidence: ['given for python-ldap'],
  }],
  ['what the user says of one that nothing names', { of: [{ name: 'flask' }], target: { ...TRIXIE, given: { hidden: { runtimePackages: ['libhidden1'] } } }, runtime: ['libhidden1'] }],
];

test.each(ROWS)('%s', (_, { of, target = TRIXIE, build = [], runtime = [], evidence }) => {
  const found = detectNativePackages(of, target);
  expect(found.value).toEqual({ build, runtime });
  expect(found.problems).toEqual([]);
  if (evidence) expect(found.findings.map((finding) => finding.evidence)).toEqual(evidence);
});

test('a finding names the option, the packages and what to write otherwise', () => {
  expect(detectNativePackages([{ name: 'xmlsec', version: '1.3.17', archives: ['xmlsec-1.3.17.tar.gz'] }], TRIXIE).findings).toEqual([
    {
      subject: 'buildPackages',
      value: 'libxmlsec1-dev',
      evidence: 'xmlsec 1.3.17 is compiled: the lock has no wheel of it for Python 3.13 on linux/amd64 and linux/arm64',
      override: 'nativePackages: { \'xmlsec\': {} } for none, or with its own buildPackages and runtimePackages',
    },
    {
      subject: 'runtimePackages',
      value: 'libxml2 libxmlsec1t64 libxmlsec1t64-openssl',
      evidence: 'xmlsec 1.3.17 is compiled: the lock has no wheel of it for Python 3.13 on linux/amd64 and linux/arm64',
      override: 'nativePackages: { \'xmlsec\': {} } for none, or with its own buildPackages and runtimePackages',
    },
  ]);
});

test('the order of the distributions changes nothing', () => {
  const of = [{ name: 'uwsgi' }, { name: 'pyodbc' }, { name: 'cairosvg' }, { name: 'psycopg2' }];
  expect(detectNativePackages([...of].reverse(), TRIXIE)).toEqual(detectNativePackages(of, TRIXIE));
});

test('a slip in the name of an installed distribution is a problem', () => {
  expect(detectNativePackages([{ name: 'psycopg2' }], { ...TRIXIE, given: { pyscopg2: {} } }).problems)
    .toEqual(['nativePackages has "pyscopg2", which is not among the dependencies (did you mean \'psycopg2\'?)']);
});

test('a program that the release does not have is a warning', () => {
  expect(detectNativePackages([{ name: 'pdfkit' }], BOOKWORM)).toMatchObject({ value: { runtime: ['wkhtmltopdf'] }, warnings: [] });
  expect(detectNativePackages([{ name: 'pdfkit' }], TRIXIE)).toMatchObject({
    value: { runtime: [] },
    warnings: [{
      code: 'native-package-gone',
      message: 'pdfkit runs wkhtmltopdf, which Debian trixie does not have; take the release before it, base: PythonBase.debian({ release: DebianRelease.BOOKWORM }), or another tool',
    }],
  });
});

import * as fs from 'node:fs';
import * as path from 'node:path';
import { describeWithDocker, docker, imageSize, RestrictedContainer, runPrinted } from './support/docker';
import { Project, Synthesized } from './support/project';

const APPS = path.join(__dirname, '../apps');
const RESTRICTED = ['--user', '10001:10001', '--read-only', '--tmpfs', '/tmp', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];

const main = (id: string, options: string) => `
  import { App, Chart } from 'cdk8s';
  import { AppStage, DebianRelease, NodeAssets, PythonBase, PythonVenvImage, PythonVersion } from 'cdk8s-python-venv';
  const app = new App();
  export const web = new PythonVenvImage(new Chart(app, 'minimal'), '${id}', {
    context: 'app', repository: 'registry.example.com/minimal-${id}', appStage: AppStage.MINIMAL, ${options}
  });
  [DebianRelease, NodeAssets, PythonBase, PythonVersion];
  app.synth();`;

/** What Python prints in a container of the image, as a Pod would run it. */
function python(image: string, code: string, ...options: string[]): string {
  return docker('run', '--rm', ...RESTRICTED, ...options, image, 'python', '-c', code);
}

/** What a server may ask its system: of each something that a list of libraries does not have. */
const ASKS = `
import ctypes, ctypes.util, getpass, json, mimetypes, os, platform, pwd, readline, socket, sqlite3, ssl, sys, tempfile, time, uuid, zoneinfo, locale
context = ssl.create_default_context()
tempfile.NamedTemporaryFile().write(b"x")
print(json.dumps({
    "user": [pwd.getpwuid(os.getuid()).pw_name, getpass.getuser(), os.path.expanduser("~")],
    "authorities": context.cert_store_stats()["x509_ca"] > 100 and context.verify_mode == ssl.CERT_REQUIRED,
    "summer": str(zoneinfo.ZoneInfo("America/Sao_Paulo").utcoffset(__import__("datetime").datetime(2026, 7, 1))),
    "localhost": socket.gethostbyname("localhost"),
    "port": socket.getservbyname("https"),
    "locale": locale.setlocale(locale.LC_ALL, ""),
    "library": [ctypes.util.find_library("c"), ctypes.CDLL(ctypes.util.find_library("sqlite3")) is not None],
    "debian": platform.freedesktop_os_release()["VERSION_CODENAME"],
    "modes": [oct(os.stat(path).st_mode & 0o7777) for path in ("/tmp", "/var/tmp")],
    "programs": sorted(name for folder in ("/bin", "/sbin") for name in os.listdir(folder)),
}))`;

describeWithDocker('a minimal image', () => {
  const made: string[] = [];
  function build(project: Project): Synthesized {
    const web = project.synth();
    runPrinted(web.bakeCommand, project.folder);
    made.push(web.image);
    return web;
  }
  afterAll(() => made.forEach((image) => docker('rmi', '--force', image)));

  test('of a small application serves, has what a server asks for and nothing to run, and is at most 0.08 of the single-stage image', async () => {
    const project = new Project('small', { 'main.ts': main('small', 'strip: true') });
    const web = build(project);
    const container = new RestrictedContainer(web.image);
    try {
      expect(await container.get('/healthz')).toMatchObject({ status: 200, text: 'ok' });
      expect(container.exec('sleep', '0')).toBe('');
      expect(container.stop()).toEqual({ exitCode: 0, within5s: true });
    } finally {
      container.remove();
    }
    expect(JSON.parse(python(web.image, ASKS))).toEqual({
      user: ['app', 'app', '/tmp'],
      authorities: true,
      summer: '-1 day, 21:00:00',
      localhost: '127.0.0.1',
      port: 443,
      locale: 'C.UTF-8',
      library: ['libc.so.6', true],
      debian: 'trixie',
      modes: ['0o1777', '0o1777'],
      programs: ['env', 'ldconfig', 'sleep'],
    });
    expect(() => docker('run', '--rm', web.image, 'sh')).toThrow('"sh": executable file not found in $PATH');
    // no bytecode is stale, and none is made: every module of Python's own library comes from its cache
    const verbose = docker('run', '--rm', ...RESTRICTED, '--entrypoint', 'python', web.image, '-c',
      'import subprocess, sys; print(subprocess.run([sys.executable, "-v", "-c", "import asyncio, ssl, http.server"], capture_output=True, text=True).stderr)');
    expect(verbose).toMatch(/code object from '\/usr\/local\/lib\/python3\.13\/asyncio\/__pycache__\/__init__\.cpython-313\.pyc'/);
    expect(verbose.match(/code object from '\/usr\/local\/[^']*\.py'|bytecode is stale|# wrote/g)).toBeNull();
    expect(python(web.image, 'import os; print(sorted(os.listdir("/var/lib/dpkg/status.d"))[:3], os.path.exists("/usr/share/doc/libc6/copyright"))'))
      .toBe('[\'base-files\', \'base-files.md5sums\', \'ca-certificates\'] True');
    const single = project.singleStage(web);
    runPrinted(single.command, project.folder);
    const [many, one] = [imageSize(web.image), imageSize(single.image)];
    process.stdout.write(`small, minimal: ${many} bytes, ${one} in one stage, ratio ${(many / one).toFixed(3)}\n`);
    expect(many / one).toBeLessThanOrEqual(0.08);
  });

  test('of psycopg2 and lxml, compiled and stripped, on a base with a certificate of its own, converts, resolves and verifies', async () => {
    const project = new Project('article', {
      'main.ts': main('article', `
        strip: true, runtimePackages: ['libpq5', 'libxml2', 'libxslt1.1'],
        base: PythonBase.custom({ builderImage: 'python:3.13-trixie', appImage: 'e2e/minimal-base:1', python: PythonVersion.V3_13, release: DebianRelease.TRIXIE }),
        assets: NodeAssets.yarn({ sources: ['gulpfile.js', 'media'], command: ['gulp', 'build', '--production'], output: 'static_final' }),
        command: ['uvicorn', 'seed_shop.asgi:app', '--host=0.0.0.0', '--port=8000', '--timeout-graceful-shutdown=3'],`),
      'base/Dockerfile': 'FROM python:3.13-slim-trixie\nCOPY ca.crt /usr/local/share/ca-certificates/e2e.crt\nRUN update-ca-certificates\n',
      'base/certificates.sh': [
        'set -eu', 'cd /base', 'export RANDFILE=/tmp/rnd',
        'openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=e2e authority" -addext keyUsage=critical,keyCertSign -keyout ca.key -out ca.crt',
        'for name in server stranger; do openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout $name.key -out $name.csr; done',
        'printf "subjectAltName=DNS:localhost\\nauthorityKeyIdentifier=keyid\\n" > names',
        'openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -days 2 -extfile names -out server.crt',
        'openssl x509 -req -in stranger.csr -signkey stranger.key -days 2 -extfile names -out stranger.crt',
        'chmod a+r ./*', '',
      ].join('\n'),
    });
    const base = path.join(project.folder, 'base');
    docker('run', '--rm', '--volume', `${base}:/base`, 'python:3.13-trixie', 'sh', '/base/certificates.sh');
    docker('build', '--tag', 'e2e/minimal-base:1', base);
    made.push('e2e/minimal-base:1');
    const web = build(project);

    const container = new RestrictedContainer(web.image);
    try {
      expect(await container.get('/')).toMatchObject({ status: 200 });
      expect(container.stop()).toEqual({ exitCode: 0, within5s: true });
    } finally {
      container.remove();
    }
    // character sets are modules of libc that no library is linked with
    expect(python(web.image, `
import ctypes.util, lxml.etree, lxml.html, psycopg2
print(lxml.html.fromstring('<meta charset=windows-1251><p>\\u041f\\u0440\\u0438\\u0432\\u0435\\u0442'.encode('cp1251')).text_content(), lxml.etree.fromstring('<?xml version="1.0" encoding="EUC-JP"?><a>\\u65e5\\u672c</a>'.encode('euc-jp')).text, ctypes.util.find_library('pq'))`))
      .toBe('Привет 日本 libpq.so.5');
    expect(python(web.image, `
import socket, ssl, threading
for name in 'server', 'stranger':
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(f'/base/{name}.crt', f'/base/{name}.key')
    listener = socket.create_server(('127.0.0.1', 0))
    def serve():
        try: served.wrap_socket(listener.accept()[0], server_side=True)
        except ssl.SSLError: pass
    threading.Thread(target=serve, daemon=True).start()
    try: print(name, ssl.create_default_context().wrap_socket(socket.create_connection(listener.getsockname()), server_hostname='localhost').version())
    except ssl.SSLCertVerificationError as error: print(name, error.verify_message)`, '--volume', `${base}:/base:ro`))
      .toBe('server TLSv1.3\nstranger self-signed certificate');
    docker('network', 'create', 'e2e-minimal');
    try {
      const named = docker('run', '--detach', '--network', 'e2e-minimal', '--network-alias', 'database', web.image, 'sleep', '60');
      expect(python(web.image, 'import socket; print(socket.gethostbyname("database"))', '--network', 'e2e-minimal')).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
      docker('rm', '--force', named);
    } finally {
      docker('network', 'rm', 'e2e-minimal');
    }
    process.stdout.write(`article, minimal and stripped: ${imageSize(web.image)} bytes\n`);
  });

  test('of a Django project collects the static files without a shell, and serves them', async () => {
    const project = new Project(undefined, { 'main.ts': main('django', 'temporaryPaths: [\'logs\']') });
    fs.cpSync(path.join(APPS, 'django-collectstatic/app'), path.join(project.folder, 'app'), { recursive: true });
    const web = build(project);
    const container = new RestrictedContainer(web.image, 8000, { SECRET_KEY: 'only-for-this-test' });
    try {
      expect(await container.get('/static/exhibits/site.css')).toMatchObject({ status: 200, text: expect.stringContaining('rebeccapurple') });
      expect(container.exec('python', 'manage.py', 'check')).toContain('no issues');
      expect(container.exec('python', '-c', 'import os; print(os.readlink("/app/logs"))')).toBe('/tmp');
      expect(container.stop()).toEqual({ exitCode: 0, within5s: true });
    } finally {
      container.remove();
    }
  });
});

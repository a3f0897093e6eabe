import { Distribution } from '../../python/dependency-installer';

/**
 * What a distribution brings with it, for sources that name only what is asked for: `fastapi[standard]` in a
 * requirements file has uvicorn.
 */
const BRINGS: { readonly [name: string]: readonly string[] } = {
  'fastapi[standard]': ['uvicorn'], 'fastapi[standard-no-fastapi-cloud-cli]': ['uvicorn'], 'fastapi[all]': ['uvicorn'], 'fastapi-cli': ['uvicorn'], 'fastapi-cli[standard]': ['uvicorn'],
  'litestar[standard]': ['uvicorn'], 'litestar[full]': ['uvicorn'], 'litestar-granian': ['granian'], 'litestar-granian[uvloop]': ['granian'],
  'python-fasthtml': ['uvicorn'], 'responder': ['uvicorn'], 'nicegui': ['uvicorn'], 'connexion[uvicorn]': ['uvicorn'], 'gradio': ['uvicorn'],
  'quart': ['hypercorn'], 'channels[daphne]': ['daphne'], 'uvicorn-worker': ['gunicorn', 'uvicorn'], 'reflex': ['granian'],
  'gunicorn[gevent]': ['gevent'], 'gunicorn[eventlet]': ['eventlet'], 'gunicorn[tornado]': ['tornado'], 'gevent-websocket': ['gevent'], 'pyuwsgi': ['uwsgi'],
  'dash': ['flask'], 'flask-socketio': ['flask', 'python-socketio'], 'esmerald[standard]': ['uvicorn'],
};

/** What is installed, by normalised names. */
export class Installed {
  private readonly versions = new Map<string, string | undefined>();

  constructor(distributions: readonly Distribution[]) {
    for (const { name, version, extras = [] } of distributions) {
      this.versions.set(name, version);
      for (const key of [name, ...extras.map((extra) => `${name}[${extra}]`)]) {
        if (Object.hasOwn(BRINGS, key)) BRINGS[key].forEach((brought) => this.versions.has(brought) || this.versions.set(brought, undefined));
      }
    }
  }

  /** Whether nothing is known: an installer need not say what it installs. */
  public get isUnknown(): boolean {
    return this.versions.size === 0;
  }

  public has(name: string): boolean {
    return this.versions.has(name);
  }

  /** Whether a distribution is at least of a version; one without a known version is the newest. */
  public isAtLeast(name: string, major: number, minor: number): boolean {
    const version = this.versions.get(name);
    const [, known, knownMinor] = /^v?(\d+)(?:\.(\d+))?/.exec(version ?? '') ?? [];
    if (known === undefined) return true;
    return Number(known) > major || (Number(known) === major && Number(knownMinor ?? 0) >= minor);
  }
}

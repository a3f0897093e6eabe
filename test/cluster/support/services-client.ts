import { spawnSync } from 'node:child_process';
import { inside, Load } from './network';

/** What a server answered, 0 when it did not. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Somebody who calls a Service by a name, as those do who come through an Ingress. */
export class Client {
  constructor(private readonly base: string, private readonly host: string) {}

  public get(url: string): Answer {
    return this.curl(url);
  }

  /** Sends a form of Django's, with the token that it wants to find in a cookie as well. */
  public post(url: string, fields: { readonly [name: string]: string }): Answer {
    const token = 'x'.repeat(32);
    const data = Object.entries({ csrfmiddlewaretoken: token, ...fields }).flatMap(([name, value]) => ['--data-urlencode', `${name}=${value}`]);
    return this.curl(url, '--cookie', `csrftoken=${token}`, ...data);
  }

  /** Requests at a steady rate, until they are stopped, for ten minutes at most. */
  public load(perSecond: number, paths: readonly string[]): Load {
    return new Load(this.base, perSecond, paths, this.host);
  }

  private curl(url: string, ...options: string[]): Answer {
    const words = ['curl', '--silent', '--max-time', '10', '--header', `Host: ${this.host}`, '--write-out', '\n%{http_code}', ...options, `${this.base}${url}`];
    const { stdout } = spawnSync('nsenter', inside(...words), { encoding: 'utf8' });
    const end = stdout.lastIndexOf('\n');
    return { status: Number(stdout.slice(end + 1)), text: stdout.slice(0, end) };
  }
}

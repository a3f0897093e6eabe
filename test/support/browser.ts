import { ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { temporaryDirectory } from './temporary-app';

/** What the browser did while a page was open, beside showing it. */
export interface PageEvents {
  readonly requests: string[];
  readonly errors: string[];
}

/**
 * A real browser without a window, asked over its pipe.
 * @see https://chromedevtools.github.io/devtools-protocol/
 */
export class Browser {
  public readonly events: PageEvents = { requests: [], errors: [] };
  private readonly process: ChildProcess;
  private readonly waiting = new Map<number, { resolve: (result: any) => void; reject: (error: Error) => void }>();
  private readonly once = new Map<string, () => void>();
  private count = 0;
  private session: string | undefined;

  constructor(program: string) {
    this.process = spawn(program, ['--no-sandbox', '--disable-gpu', '--remote-debugging-pipe', `--user-data-dir=${temporaryDirectory()}`], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    let text = '';
    (this.process.stdio[4] as Readable).setEncoding('utf8').on('data', (part: string) => {
      const messages = (text + part).split('\0');
      text = messages.pop() ?? '';
      messages.forEach((message) => this.receive(JSON.parse(message)));
    });
  }

  /** Opens a file in a page of this size, and waits until it is shown. */
  public async open(text: string, name: string, width = 1280, height = 900, dark = false): Promise<void> {
    const file = path.join(temporaryDirectory(), name);
    fs.writeFileSync(file, text);
    if (this.session === undefined) {
      const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
      this.session = (await this.send('Target.attachToTarget', { targetId, flatten: true })).sessionId;
      await Promise.all(['Page', 'Runtime', 'Network', 'Log'].map((domain) => this.send(`${domain}.enable`)));
    }
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    await this.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
    const shown = new Promise<void>((resolve) => this.once.set('Page.loadEventFired', resolve));
    await this.send('Page.navigate', { url: `file://${file}` });
    await shown;
  }

  /** The value of an expression in the page. */
  public async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Any command of the protocol. */
  public send(method: string, params: object = {}): Promise<any> {
    const id = ++this.count;
    const message = { id, method, params, ...(this.session === undefined ? {} : { sessionId: this.session }) };
    (this.process.stdio[3] as Writable).write(`${JSON.stringify(message)}\0`);
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  public async close(): Promise<void> {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.session = undefined; // it is the browser that is told, not a page
    void this.send('Browser.close');
    const late = setTimeout(() => this.process.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(late);
    this.process.stdio.forEach((stream) => stream?.destroy());
  }

  private receive({ id, result, error, method, params }: any): void {
    if (id !== undefined) {
      const { resolve, reject } = this.waiting.get(id)!;
      this.waiting.delete(id);
      if (error) reject(new Error(error.message));
      else resolve(result);
      return;
    }
    if (method === 'Network.requestWillBeSent') this.events.requests.push(params.request.url);
    if (method === 'Runtime.exceptionThrown') this.events.errors.push(params.exceptionDetails.text);
    if (method === 'Log.entryAdded' && params.entry.level === 'error') this.events.errors.push(params.entry.text);
    this.once.get(method)?.();
  }
}

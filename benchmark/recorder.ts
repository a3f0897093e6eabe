import * as os from 'node:os';
import { Sample } from './results-file';

/** Collects runs of values, with the load of the machine at each. */
export class Recorder {
  private readonly entries = new Map<string, Sample>();
  private readonly retried = new Map<string, number>();

  /** @param wanted whether a measure was asked for; what is not is measured where others need it, and dropped */
  constructor(private readonly wanted: (measure: string) => boolean) {}

  public add(measure: string, app: string, contender: string, value: number): void {
    if (!this.wanted(measure)) return;
    const key = [measure, app, contender].join('\n');
    const { values, loads } = this.entries.get(key) ?? { values: [], loads: [] };
    this.entries.set(key, {
      measure,
      app,
      contender,
      values: [...values, value],
      loads: [...loads, Number(os.loadavg()[0].toFixed(2))],
      date: new Date().toISOString().slice(0, 19),
    });
  }

  /** Package registries stumble: three attempts, and each that failed is told in the results. */
  public async attempt<T>(app: string, contender: string, action: () => T | Promise<T>): Promise<T> {
    for (let failures = 0; ; failures++) {
      try {
        return await action();
      } catch (error) {
        if (failures === 2) throw error;
        process.stderr.write(`again: ${String(error)}\n`);
        const key = [app, contender].join('\n');
        this.retried.set(key, (this.retried.get(key) ?? 0) + 1);
        await new Promise((resolve) => setTimeout(resolve, 5000));
      }
    }
  }

  public get samples(): Sample[] {
    return [...this.entries.values()].map((sample) => {
      const retries = this.retried.get([sample.app, sample.contender].join('\n'));
      return retries ? { ...sample, retries } : sample;
    });
  }
}

/**
 * Keeps results until the running program gives way to something else. One synth validates and renders without doing so,
 * once for each chart: what it has done once it need not do again.
 */
export class OncePerTurn<T> {
  private readonly results = new Map<string, T>();
  private forgetting = false;

  /** The result of `make` for a key. */
  public get(key: string, make: () => T): T {
    if (!this.results.has(key)) this.set(key, make());
    return this.results.get(key) as T;
  }

  public peek(key: string): T | undefined {
    return this.results.get(key);
  }

  public set(key: string, value: T): void {
    this.results.set(key, value);
    if (this.forgetting) return;
    this.forgetting = true;
    queueMicrotask(() => this.forget());
  }

  public forget(): void {
    this.results.clear();
    this.forgetting = false;
  }
}

/**
 * Everything that is wrong with one construct's input, reported together.
 *
 * A user who fixes one mistake should not meet the next one on the following run.
 */
export class Problems {
  private readonly messages: string[] = [];

  /** Notes a problem: what is wrong, the value received, the way out. */
  public add(message: string): void {
    if (!this.messages.includes(message)) this.messages.push(message);
  }

  /** Runs `check` and notes the message of the error that it throws, for values that refuse themselves. */
  public attempt<T>(check: () => T): T | undefined {
    try {
      return check();
    } catch (error) {
      this.add(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  /** Every problem that was noted, in order. */
  public get all(): readonly string[] {
    return this.messages;
  }

  /** Throws one error that tells every problem; does nothing when there is none. */
  public throwIfAny(path: string): void {
    if (this.messages.length > 0) throw this.toError(path);
  }

  /** One error that names the construct and lists every problem. */
  public toError(path: string): Error {
    const [only] = this.messages;
    if (this.messages.length === 1) return new Error(`[${path}] ${only}`);
    return new Error(`[${path}] ${this.messages.length} problems:\n${this.messages.map((message) => `  - ${message}`).join('\n')}`);
  }
}

/** The text of an unknown value in an error: JSON, so that spaces and quotes are seen. */
export function received(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

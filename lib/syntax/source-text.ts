/** A text with the places of its lines, so that an offset has a line and a column. */
export class SourceText {
  private readonly starts: number[] = [0];

  constructor(public readonly text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  /** The line of an offset, counted from 1. */
  public line(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low + 1 < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** The column of an offset, counted from 1. */
  public column(offset: number): number {
    return offset - this.starts[this.line(offset) - 1] + 1;
  }

  public slice(from: number, to: number): string {
    return this.text.slice(from, to);
  }
}

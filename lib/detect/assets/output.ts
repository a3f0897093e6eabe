/** A directory or file that a build writes, and what says so. */
export interface Output {
  /** Relative to the context. */
  readonly path: string;
  readonly file: string;
  readonly line?: number;
  /** What stands there: `build.outDir`, `-o`. */
  readonly says: string;
}

/** What a command writes, or why that is not known. */
export interface CommandOutputs {
  readonly outputs: readonly Output[];
  /** `webpack.config.js:12 output.path is computed` */
  readonly unknown?: string;
}

/** `--out x`, `--out=x` */
export function optionValue(words: readonly string[], option: string): string | undefined {
  for (let i = 0; i < words.length; i++) {
    if (words[i] === option && words[i + 1] !== undefined && !words[i + 1].startsWith('--')) return words[i + 1];
    if (words[i].startsWith(`${option}=`)) return words[i].slice(option.length + 1);
  }
  return undefined;
}

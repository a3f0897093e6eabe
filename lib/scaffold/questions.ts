import { Call, Expression, readExpression } from './expression';
import { Finding } from '../core/finding';

/** What the directory does not tell, and the options that would. */
export interface Question {
  readonly text: string;
  /** Those that the text spells out. */
  readonly options: ReadonlyArray<readonly [string, Expression]>;
}

const OPTIONS = ['assets', 'base', 'command', 'dependencies', 'environment', 'installSecrets', 'packageIndexes', 'port', 'runtimePackages'];

/** The questions of a directory: each problem, with the options that it offers. */
export function questions(problems: readonly string[]): Question[] {
  return problems.map((text) => ({
    text,
    options: [...text.matchAll(new RegExp(`\\b(${OPTIONS.join('|')}): `, 'g'))].flatMap((found) => {
      const expression = readExpression(text.slice(found.index + found[0].length));
      return expression ? [[found[1], expression] as const] : [];
    }),
  }));
}

/** What the application seems to need beside its server, as calls of the image's methods. */
export function offeredCalls(findings: readonly Finding[]): Call[] {
  return findings.filter(({ subject }) => subject === 'offer').flatMap(({ value }) => value.split(/ and (?=\w+\()/)).flatMap((text) => {
    const call = readExpression(text);
    return call?.kind === 'call' && call.of === undefined ? [call] : [];
  });
}

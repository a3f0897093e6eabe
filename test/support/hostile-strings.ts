import * as fc from 'fast-check';

/** Strings that would end a word, expand, start an instruction or hide a flag somewhere, if a quoter let them. */
export const HOSTILE: readonly string[] = [
  '', ' ', '  leading', 'trailing  ', 'two words', 'tab\there', 'line\nbreak', 'a\r\nb', '\n', 'ends with newline\n', 'a\n\nb', '\nEOT\n', 'EOT\nEOT2',
  '"', '\'', '"quoted"', 'it\'s', '\'\'', 'un"balanced', '\\', 'ends\\', '\\\\', '\\n', '\\"', '\\$', '\\\nRUN id', 'a\\ b', '\\u0041',
  '$', '$HOME', '${HOME}', '${HOME:-x}', '$$', '$(id)', '$\'x\'', '\\${HOME}', '`id`', '%{if true}x%{endif}', '%', '%s', '%%{x}', '$${x}', '${"a"}', '$%{',
  '#', '# comment', '#!/bin/sh', 'a # b', '# syntax=evil', '# escape=`', 'escape=`', '# hadolint ignore=DL3008',
  '<<EOF', '1<<EOF', '<<\'EOF\'', 'a<<EOF', '<', '>', '>/dev/null', '2>&1', '|', ' && ', '&& id', ';', '; id', '!', '!x', '!!', '{', '}', '(', ')', '~', '~root',
  '--flag', '--from=x', '--mount=type=secret,id=x', '-', '--', '=', 'a=b', 'a=', '=b', 'FOO=bar', 'if', 'time', 'done',
  '[', ']', '[]', '["a"]', '["a", "b"', '[a]', '[!a]', '[^a]', '[[]', '*', '**', '?', 'a*b', '*.py', '**/x', '^', '^a^b', 'a^[b', '{a,b}', '[ ]',
  'FROM scratch', 'x\nFROM scratch', 'RUN id', 'ONBUILD RUN id', 'AS x', 'a/../b', './a', '/a', '../a', '..', '.', 'a//b', 'a/', 'a b/c d',
  'é', '日本', '😀', 'e\u0301', '\u00a0', 'a\u00a0b', 'end\u00a0', '\u3000x\u3000', '\ufeff', '\ufeffx', '\u2028', '\u2029', '\u0085', '\u200b', '\u202e', 'à', 'ą',
  '\u0000', 'a\u0000b', '\u001b[31m', '\u007f', '\ud800', '\udc00a', 'https://example.com/x', 'git@github.com:a/b', 'C:\\x', ',', 'a,b', ':', '@', '+', '&', '&amp;',
];

const PIECES = [
  ...HOSTILE.filter((text) => text.length > 0 && text.length < 9), 'a', 'b', 'x1', '/', '.', ' ', '\t', '"', '\'', '\\', '$', '`', '#', '<<', 'EOF', '{', '}', '=', '--', '*', '[', ']',
];

/** Any string, most of them made of pieces that mean something to a parser. */
export const hostileString: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

/** The same strings on each run, so that a failure stays one. */
export function hostileSample(count: number, seed: number): string[] {
  return [...new Set([...HOSTILE, ...fc.sample(hostileString, { numRuns: count, seed })])];
}

/** The value of `act`, or the message of the error with which it refused. */
export function attempt<T>(act: () => T): { value: T } | { refused: string } {
  try {
    return { value: act() };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}

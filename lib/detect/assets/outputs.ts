import { posix } from 'path';
import { isProgram } from './build-script';
import { bundlerOutputs, programOutputs } from './bundler-config';
import { CommandOutputs, optionValue } from './output';
import { RunCommand } from './script-roles';
import { PackageJson } from '../../node/package-json';
import { JavaScriptEvaluator } from '../../syntax/javascript-evaluator';
import { contextPath } from '../../syntax/javascript-paths';

const NOTHING: CommandOutputs = { outputs: [] };
/** Options that name what a program writes. */
const OUTPUT_OPTIONS: { readonly [program: string]: readonly string[] } = {
  'tailwindcss': ['-o', '--output'],
  '@tailwindcss/cli': ['-o', '--output'],
  'postcss': ['-o', '--output', '-d', '--dir'],
  'esbuild': ['--outfile', '--outdir'],
  'parcel': ['--dist-dir', '-d', '--out-dir'],
  'node-sass': ['-o', '--output'],
  'stylus': ['-o', '--out'],
  'cleancss': ['-o', '--output'],
  'lightningcss': ['-o', '--output-file', '-d', '--output-dir'],
  'terser': ['-o', '--output'],
  'uglifyjs': ['-o', '--output'],
  'browserify': ['-o', '--outfile'],
  'babel': ['-d', '--out-dir', '-o', '--out-file'],
  'swc': ['-d', '--out-dir', '-o', '--out-file'],
  'svgo': ['-o', '--output'],
  'svg-sprite': ['--dest'],
  'bun': ['--outdir', '--outfile'],
  'unocss': ['-o', '--out-file'],
  'tsup': ['-d', '--out-dir'],
  'tsc': ['--outDir', '--outFile'],
  'webpack': ['-o', '--output-path'],
  'webpack-cli': ['-o', '--output-path'],
  'rspack': ['-o', '--output-path'],
  'vite': ['--outDir'],
  'astro': ['--outDir'],
  'rollup': ['-d', '--dir', '-o', '--file'],
  'rolldown': ['-d', '--dir', '-o', '--file'],
  'vue-cli-service': ['--dest'],
  'ng': ['--output-path'],
  'microbundle': ['-o', '--output'],
};
/** Programs that get what they read and what they write as plain words, the target last. */
const TARGET_LAST = new Set(['cp', 'mv', 'copyfiles', 'cpx', 'cpx2', 'cpy', 'ncp', 'copy', 'lessc']);

/** What one command of a script writes. */
export function commandOutputs(command: RunCommand, of: PackageJson, line: number, evaluator: JavaScriptEvaluator): CommandOutputs {
  const [program, ...rest] = command.words;
  const directory = posix.join(of.directory, command.directory);
  const found = (path: string, says: string): CommandOutputs => {
    if (/[$*`]|^~/.test(path)) return { outputs: [], unknown: `${of.path}:${line} ${says} ${path} is computed` };
    const inside = contextPath(path, directory);
    if (inside === undefined) return { outputs: [], unknown: `${of.path}:${line} ${says} ${path} leaves the context` };
    return { outputs: [{ path: inside, file: of.path, line, says: `${says} ${path}` }] };
  };
  if (command.redirect !== undefined) return command.redirect.startsWith('/dev/') ? NOTHING : found(command.redirect, '>');
  const options = OUTPUT_OPTIONS[program] ?? [];
  for (const option of options) {
    const value = optionValue(rest, option);
    if (value !== undefined) return found(value, option);
  }
  if (program === 'sass') return sassOutputs(rest, found);
  if (program === 'node-sass') {
    const plain = rest.filter((word) => !word.startsWith('-'));
    return plain.length > 1 ? found(plain[1], 'writes') : { outputs: [], unknown: `${of.path}:${line} node-sass without a target` };
  }
  if (TARGET_LAST.has(program)) {
    const plain = rest.filter((word) => !word.startsWith('-'));
    const target = plain[plain.length - 1];
    return plain.length > 1 && target !== undefined ? copied(plain, target, found) : NOTHING;
  }
  if (isProgram(command)) return programOutputs(command, of, line, directory, evaluator);
  if (command.role === 'bundle') return bundlerOutputs(command, of, line, directory, evaluator);
  return NOTHING;
}

/** One file copied to a file is that file; into a directory it is that directory's, which may hold others. */
function copied(plain: readonly string[], target: string, found: (path: string, says: string) => CommandOutputs): CommandOutputs {
  const sources = plain.slice(0, -1);
  if (target.endsWith('/') && sources.every((source) => /\.\w+$/.test(source) && !/[*?{]/.test(source))) {
    return { outputs: sources.flatMap((source) => found(posix.join(target, posix.basename(source)), 'copies to').outputs) };
  }
  return found(target, 'copies to');
}

/** @see https://sass-lang.com/documentation/cli/dart-sass/#many-to-many-mode */
function sassOutputs(rest: readonly string[], found: (path: string, says: string) => CommandOutputs): CommandOutputs {
  const plain = rest.filter((word, i) => !word.startsWith('-') && !/^(?:-I|--load-path|--style|-s)$/.test(rest[i - 1] ?? ''));
  const pairs = plain.flatMap((word) => /^[^:]+:([^:]+)$/.exec(word)?.[1] ?? []);
  const targets = pairs.length > 0 ? pairs : plain.slice(1, 2);
  return { outputs: targets.flatMap((target) => found(target, 'writes').outputs), unknown: targets.map((target) => found(target, 'writes').unknown).find((one) => one !== undefined) };
}

import { posix } from 'path';
import { angularOutputs } from './angular';
import { CommandOutputs, optionValue, Output } from './output';
import { RunCommand } from './script-roles';
import { writtenPaths } from './written-paths';
import { PackageJson } from '../../node/package-json';
import { JavaScriptEvaluator } from '../../syntax/javascript-evaluator';
import { contextPath } from '../../syntax/javascript-paths';
import { alternatives, at, callsIn, JsValue, property, text, texts, UNDEFINED, UNKNOWN } from '../../syntax/javascript-value';

/** Where a value of a configuration stands and what it is relative to. */
interface Question {
  readonly command: RunCommand;
  readonly of: PackageJson;
  readonly line: number;
  /** Where the command runs, relative to the context. */
  readonly directory: string;
  readonly evaluator: JavaScriptEvaluator;
}

const ENDINGS = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'];

/** What a bundler writes by its configuration, or by its default when that is silent. */
export function bundlerOutputs(
  command: RunCommand, of: PackageJson, line: number, directory: string, evaluator: JavaScriptEvaluator,
): CommandOutputs {
  const question = { command, of, line, directory, evaluator };
  const [program] = command.words;
  switch (program) {
    case 'webpack': case 'webpack-cli': return webpack(question, 'webpack.config');
    case 'rspack': return webpack(question, 'rspack.config');
    case 'vite': return vite(question);
    case 'rollup': case 'rolldown': return rollup(question, `${program}.config`);
    case 'react-scripts': case 'react-app-rewired': case 'craco': return fixed(question, command.environment.get('BUILD_PATH') ?? 'build', `default of ${program}`);
    case 'parcel': return fixed(question, 'dist', 'default of parcel');
    case 'microbundle': case 'tsup': return fixed(question, 'dist', `default of ${program}`);
    case 'snowpack': return fixed(question, 'build', 'default of snowpack');
    case 'vue-cli-service': return configured(question, ['vue.config'], ['outputDir'], 'dist');
    case 'astro': return configured(question, ['astro.config'], ['outDir'], 'dist');
    case 'rsbuild': return configured(question, ['rsbuild.config'], ['output', 'distPath', 'root'], 'dist');
    case 'next': return next(question);
    case 'nuxt': case 'nuxi': return command.words[1] === 'generate' ? fixed(question, of.dependencies.includes('nuxt') && !of.dependencies.includes('@nuxt/types') ? '.output/public' : 'dist', `${program} generate`)
      : { outputs: [], unknown: `${of.path}:${line} ${program} builds a server of its own` };
    case 'ng': return angularOutputs(command.words, directory, evaluator);
    case 'gulp': case 'gulp-cli': return calls(question, ['gulpfile', 'gulpfile.esm', 'gulpfile.babel'], ['dest']);
    case 'mix': return calls(question, ['webpack.mix'], ['setPublicPath']);
    case 'encore': return calls(question, ['webpack.config'], ['setOutputPath']);
    default: return { outputs: [], unknown: `${of.path}:${line} what ${program} writes is not known` };
  }
}

function fixed({ of, line, directory }: Question, path: string, says: string): CommandOutputs {
  return { outputs: [{ path: posix.join(directory, path), file: of.path, line, says }] };
}

/** The configuration file: named by the command, or the first with the usual name. */
function findConfig({ command, directory, evaluator }: Question, names: readonly string[]): string | undefined {
  const given = ['--config', '-c'].map((option) => optionValue(command.words, option)).find((value) => value !== undefined && !value.startsWith('-'));
  const candidates = given === undefined ? names.flatMap((name) => ENDINGS.map((ending) => name + ending))
    : [given, ...ENDINGS.map((ending) => given + ending)];
  return candidates.map((name) => posix.join(directory, name)).find((path) => evaluator.module(path) !== undefined);
}

/** The configurations that a file exports: also those of a list, and what a function returns for a build. */
function configsOf(value: JsValue, args: readonly JsValue[], depth = 5): JsValue[] {
  if (depth === 0) return [UNKNOWN];
  return alternatives(value).flatMap((one) => {
    if (one.kind === 'function') return configsOf(one.call(args), args, depth - 1);
    return one.kind === 'list' ? one.items.flatMap((item) => configsOf(item, args, depth - 1)) : [one];
  });
}

/** Paths at a value; relative ones count from a directory. */
function pathsAt(value: JsValue, from: string, file: string, says: string): CommandOutputs {
  const paths = texts(value);
  if (paths === undefined) return { outputs: [], unknown: `${file} computes ${says}` };
  const inside = paths.map((path) => contextPath(path, from));
  if (inside.includes(undefined)) return { outputs: [], unknown: `${file} has ${says} outside of the context` };
  return { outputs: inside.flatMap((path): Output[] => path === undefined ? [] : [{ path, file, says }]) };
}

function together(parts: readonly CommandOutputs[]): CommandOutputs {
  return { outputs: parts.flatMap(({ outputs }) => outputs), unknown: parts.map(({ unknown }) => unknown).find((one) => one !== undefined) };
}

/** One value of a configuration, with a default. */
function configured(question: Question, names: readonly string[], path: readonly string[], otherwise: string): CommandOutputs {
  const file = findConfig(question, names);
  if (file === undefined) return fixed(question, otherwise, `default of ${question.command.words[0]}`);
  return together(configsOf(question.evaluator.exports(file), [UNKNOWN]).map((config) => {
    const value = at(config, ...path);
    return value.kind === 'constant' ? fixed(question, otherwise, `default of ${question.command.words[0]}`) : pathsAt(value, question.directory, file, path.join('.'));
  }));
}

/** @see https://webpack.js.org/configuration/output/#outputpath */
function webpack(question: Question, name: string): CommandOutputs {
  const file = findConfig(question, [name, '.webpack/webpack.config']);
  if (file === undefined) return fixed(question, 'dist', 'default of webpack');
  const production = question.command.words.includes('--mode=production') || /production/.test(optionValue(question.command.words, '--mode') ?? '');
  const environment: JsValue = { kind: 'object', entries: new Map([['production', { kind: 'constant', value: true }]]) };
  const mode: JsValue = { kind: 'object', entries: new Map([['mode', production ? text('production') : UNKNOWN]]) };
  return together(configsOf(question.evaluator.exports(file), [environment, mode]).map((config) => {
    if (config.kind === 'call') return { outputs: [] }; // an override that the environment may bring
    if (config.kind !== 'object') return { outputs: [], unknown: `${file} computes its configuration` };
    const path = at(config, 'output', 'path');
    const main = path.kind === 'constant' ? fixed(question, 'dist', 'default of webpack') : pathsAt(path, question.directory, file, 'output.path');
    return together([main, ...trackers(config, question, file)]);
  }));
}

/** django-webpack-loader reads what webpack-bundle-tracker wrote. */
function trackers(config: JsValue, { directory }: Question, file: string): CommandOutputs[] {
  return callsIn(property(config, 'plugins')).filter(({ name }) => name === 'BundleTracker').map(({ args }) => {
    const folder = texts(at(args[0] ?? UNDEFINED, 'path')) ?? [];
    const name = texts(at(args[0] ?? UNDEFINED, 'filename')) ?? [];
    const path = posix.join(...folder.slice(0, 1).map((one) => posix.isAbsolute(one) ? one : posix.join('.', one)), name[0] ?? 'webpack-stats.json');
    return pathsAt(text(name[0]?.startsWith('/') ? name[0] : path), directory, file, 'BundleTracker');
  });
}

/** @see https://vite.dev/config/build-options#build-outdir */
function vite(question: Question): CommandOutputs {
  const [, , ...rest] = question.command.words;
  const plain = rest.filter((word, i) => !word.startsWith('-') && !/^(?:-c|-m|-l|--config|--mode|--base|--outDir|--logLevel|--target)$/.test(rest[i - 1] ?? ''));
  const base = posix.join(question.directory, plain[0] ?? '.');
  const file = findConfig({ ...question, directory: base }, ['vite.config']) ?? findConfig(question, ['vite.config']);
  if (file === undefined) return fixed({ ...question, directory: base }, 'dist', 'default of Vite');
  const mode = text(optionValue(rest, '--mode') ?? optionValue(rest, '-m') ?? 'production');
  const argument: JsValue = { kind: 'object', entries: new Map<string, JsValue>([['mode', mode], ['command', text('build')]]) };
  return together(configsOf(question.evaluator.exports(file), [argument]).map((config) => {
    if (config.kind !== 'object') return { outputs: [], unknown: `${file} computes its configuration` };
    const root = at(config, 'root');
    const roots = root.kind === 'constant' ? [base] : texts(root)?.map((path) => contextPath(path, base));
    if (roots === undefined || roots.includes(undefined)) return { outputs: [], unknown: `${file} computes root` };
    const outDir = at(config, 'build', 'outDir');
    if (outDir.kind !== 'constant') return together(roots.map((from = base) => pathsAt(outDir, from, file, 'build.outDir')));
    // Litestar's plugin builds into its own directory
    const [litestar] = callsIn(property(config, 'plugins')).filter(({ name }) => name === 'litestar');
    const bundle = litestar && (['bundleDir', 'bundleDirectory'].map((key) => at(litestar.args[0] ?? UNDEFINED, key)).find(({ kind }) => kind !== 'constant') ?? text('public'));
    return together(roots.map((from = base) => bundle ? pathsAt(bundle, from, file, 'litestar.bundleDir') : fixed({ ...question, directory: from }, 'dist', 'default of Vite')));
  }));
}

/** @see https://rollupjs.org/configuration-options/#output-dir */
function rollup(question: Question, name: string): CommandOutputs {
  const file = findConfig(question, [name]);
  if (file === undefined) return { outputs: [], unknown: `${question.of.path}:${question.line} rollup has no configuration file and no output` };
  return together(configsOf(question.evaluator.exports(file), [UNKNOWN]).map((config) => {
    if (config.kind !== 'object') return { outputs: [], unknown: `${file} computes its configuration` };
    const outputs = configsOf(at(config, 'output'), []).map((output) => {
      const directory = at(output, 'dir');
      return directory.kind === 'constant' ? pathsAt(at(output, 'file'), question.directory, file, 'output.file') : pathsAt(directory, question.directory, file, 'output.dir');
    });
    const copies = callsIn(property(config, 'plugins')).filter((call) => call.name === 'copy').flatMap((call) => {
      const targets = at(call.args[0] ?? UNDEFINED, 'targets');
      return targets.kind === 'list' ? targets.items.map((target) => pathsAt(at(target, 'dest'), question.directory, file, 'copy dest')) : [];
    });
    return together([...outputs, ...copies]);
  }));
}

/** Next.js is a server, unless it exports. */
function next(question: Question): CommandOutputs {
  const file = findConfig(question, ['next.config']);
  const configs = file === undefined ? [] : configsOf(question.evaluator.exports(file), [UNKNOWN, UNKNOWN]);
  const exported = question.command.words[1] === 'export' || configs.some((config) => (texts(at(config, 'output')) ?? []).includes('export'));
  if (!exported) return { outputs: [], unknown: `${question.of.path}:${question.line} next builds a server of its own` };
  const directory = configs.flatMap((config) => texts(at(config, 'distDir')) ?? [])[0];
  return fixed(question, directory ?? 'out', file === undefined ? 'next export' : `output: 'export' in ${file}`);
}

/** Every call of these names in a file that is a program: `.pipe(gulp.dest('static'))`. */
function calls(question: Question, files: readonly string[], names: readonly string[]): CommandOutputs {
  const file = findConfig(question, files) ?? findConfig(question, files.map((name) => `${name}/index`));
  const module = file === undefined ? undefined : question.evaluator.module(file);
  if (!file || !module) return { outputs: [], unknown: `${question.of.path}:${question.line} ${question.command.words[0]} has no configuration file` };
  const found = module.find('CallExpression').flatMap((node): CommandOutputs[] => {
    const callee = node.firstChild;
    const list = node.lastChild;
    const name = callee && module.text(callee.name === 'MemberExpression' && callee.lastChild ? callee.lastChild : callee);
    if (!name || !names.includes(name) || list?.name !== 'ArgList') return [];
    const argument = list.firstChild?.nextSibling;
    if (!argument || argument.name === ')') return [];
    const paths = pathsAt(question.evaluator.evaluate(module, argument), question.directory, file, name);
    const line = module.line(node);
    return [{ outputs: paths.outputs.map((output) => ({ ...output, line })), unknown: paths.unknown && `${file}:${line} computes ${name}` }];
  });
  return found.length === 0 ? { outputs: [], unknown: `${file} does not say where ${question.command.words[0]} writes` } : together(found);
}

/** A program of the application's own: what it lets esbuild write (`outdir: 'dist'`), and what it writes itself. */
export function programOutputs(
  command: RunCommand, of: PackageJson, line: number, directory: string, evaluator: JavaScriptEvaluator,
): CommandOutputs {
  const name = command.words.find((word) => /\.[cm]?[jt]s$/.test(word)) ?? '';
  const file = posix.join(directory, name);
  const module = evaluator.module(file);
  const found = (module?.find('Property') ?? []).flatMap((node): CommandOutputs[] => {
    const key = node.firstChild;
    const value = node.lastChild;
    if (!module || !key || !value || !/^(?:outdir|outfile)$/.test(module.text(key))) return [];
    return [pathsAt(evaluator.evaluate(module, value), directory, file, module.text(key))];
  });
  // beside a bundler it writes what nobody serves, such as a list of the sizes
  if (module && found.length === 0) {
    found.push(...writtenPaths(module, evaluator).map(({ path, says, line: writtenAt }) => {
      const { outputs, unknown } = pathsAt(path, directory, file, says);
      return { outputs: outputs.map((output) => ({ ...output, line: writtenAt })), unknown };
    }));
  }
  if (found.length === 0) return { outputs: [], unknown: `${of.path}:${line} what ${name} writes is not known` };
  return together(found);
}

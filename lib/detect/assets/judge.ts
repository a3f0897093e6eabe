import { posix } from 'path';
import { BuildScript, findBuildScript, isProgram, lineOf } from './build-script';
import { dockerfileOf } from './dockerfiles';
import { Candidate } from './find-candidates';
import { missingProgram } from './missing-program';
import { Output } from './output';
import { commandOutputs } from './outputs';
import { whereNodeModules, whyServed } from './served';
import { IAppFiles } from '../../core/app-files';
import { Checkout } from '../../core/checkout';
import { GitIgnore } from '../../core/git-ignore';
import { isStale } from '../../node/assets-paths';
import { PackageJson } from '../../node/package-json';
import { JavaScriptEvaluator } from '../../syntax/javascript-evaluator';

/** What a package.json is to the application. */
export type Verdict =
  /** Nothing of it reaches the application. */
  | { readonly kind: 'none'; readonly why: string; readonly line?: number; readonly script?: BuildScript; readonly outputs?: readonly Output[] }
  | { readonly kind: 'build'; readonly script: BuildScript; readonly outputs: readonly Output[]; readonly why: string }
  /** Only its authors know. */
  | {
    readonly kind: 'ask';
    readonly what: string;
    readonly line: number;
    readonly script?: string;
    readonly outputs?: readonly Output[];
    /** Another front end does not answer for it. */
    readonly isOwn?: boolean;
  };

/** Folders of documentation, tests and examples. */
const ASIDE = /^(?:docs?|documentation|tests?|e2e|e2e-tests|examples?|samples?|demo|benchmarks?|scripts|tools|tooling|storybook|\.github|cypress|playwright|functional-tests|integration-tests)$/i;
/** Configurations of programs that make static files. */
const CONFIGS = /^(?:gulpfile|Gruntfile|webpack\.config|webpack\.mix|vite\.config|rollup\.config|rspack\.config)(?:\.\w+)?\.(?:js|mjs|cjs|ts)$/i;

/** Decides what a package.json is; packages that the code serves as they are installed are an output, too. */
export function judge(candidate: Candidate, files: IAppFiles, checkout: Checkout): Verdict {
  const verdict = judgeBuild(candidate, files, checkout);
  const { packageJson } = candidate;
  const aside = verdict.kind === 'none' && verdict.outputs === undefined && (packageJson.dependencies.length === 0 || isAside(packageJson.directory) !== undefined);
  const served = verdict.kind === 'ask' || aside ? undefined : whereNodeModules(packageJson.directory, files);
  if (served === undefined || verdict.kind === 'ask') return verdict;
  const installed: Output = { path: posix.join(packageJson.directory, 'node_modules'), file: packageJson.path, says: 'node_modules' };
  if (verdict.kind === 'build') return { ...verdict, outputs: [...verdict.outputs, installed], why: `${verdict.why}; ${served}` };
  const runs = /\/\.bin\//.test(served) ? '; that is a program for Node, which the image does not have' : '';
  return { kind: 'ask', line: verdict.line ?? 1, script: verdict.script?.name, outputs: [...(verdict.outputs ?? []), installed], isOwn: true, what: `is installed for the application (${served}), and ${verdict.why}${runs}` };
}

function isAside(directory: string): string | undefined {
  return directory.split('/').find((name) => ASIDE.test(name));
}

/** What its scripts run, and where that writes. */
function judgeBuild({ packageJson, workspace }: Candidate, files: IAppFiles, checkout: Checkout): Verdict {
  const { directory, path } = packageJson;
  const aside = isAside(directory);
  if (aside !== undefined) return { kind: 'none', why: `${path} lies in ${aside}/, which is not part of the application` };
  const { script, several } = findBuildScript(packageJson);
  if (several) {
    const names = several.map(({ name }) => `'${name}'`).join(' and ');
    return { kind: 'ask', line: several[0].line, what: `has several scripts that make static files (${names}) and none that runs them all; add a script 'build' that does` };
  }
  if (!script) {
    const packing = directory === '.' ? runsNode(files) : undefined;
    if (packing !== undefined) return { kind: 'ask', line: 1, isOwn: true, what: `has no script that makes static files, and ${packing} makes them when a package is built, where the image has no Node.js; add a script 'build' that does` };
    return withoutScript(packageJson, files, workspace !== undefined);
  }
  const ignore = new GitIgnore(checkout);
  const { outputs, unknown } = outputsOf(packageJson, script, files, ignore);
  const server = unknown !== undefined && /server of its own/.test(unknown);
  if (server) return { kind: 'none', why: `${unknown.replace(/^\S+ /, `${path}:${script.line} `)}, which is no part of this image`, line: script.line, script };
  const kept = outputs.filter((output) => !isStale(output.path, files, ignore) && ignore.findBelow(output.path) === undefined);
  const missing = outputs.filter((output) => !kept.includes(output));
  const served = whyServed({ files, checkout, directory, outputs: outputs.map((output) => output.path) });
  if (outputs.length > 0 && missing.length === 0) {
    const names = outputs.map((output) => output.path).join(', ');
    return { kind: 'none', why: `${names} (written by script '${script.name}') ${outputs.length === 1 ? 'is' : 'are'} part of the checkout, and Git does not ignore ${outputs.length === 1 ? 'it' : 'them'}`, line: script.line, script, outputs };
  }
  if (unknown !== undefined || outputs.length === 0) {
    return { kind: 'ask', line: script.line, script: script.name, outputs, what: `has script '${script.name}', which makes static files, but ${unknown ?? 'nothing says where it writes them'}` };
  }
  if (outputs.some((output) => `${directory}/`.startsWith(`${output.path}/`) || output.path === '.')) {
    return { kind: 'ask', line: script.line, script: script.name, what: `has script '${script.name}', which writes into the directory of package.json itself (${outputs[0].says}); name the files that it makes` };
  }
  const absent = served === undefined ? undefined : missingProgram({ packageJson, ...(workspace ? { workspace } : {}) }, script, files);
  if (absent !== undefined) return { kind: 'ask', line: script.line, script: script.name, outputs, what: absent };
  if (served !== undefined) return { kind: 'build', script, outputs, why: served };
  const own = dockerfileOf(directory, checkout);
  if (own !== undefined) return { kind: 'none', why: `${own} makes an image of its own from it, and nothing of the application uses ${outputs[0].path}`, line: script.line, script, outputs };
  return {
    kind: 'ask',
    line: script.line,
    script: script.name,
    outputs,
    what: `has script '${script.name}', which writes ${outputs.map((output) => output.path).join(' and ')}, and nothing says whether the application serves that`,
  };
}

/** Where a project's own build runs a package manager of Node; undefined where it does not. */
function runsNode(files: IAppFiles): string | undefined {
  for (const path of ['setup.py', 'hatch_build.py', 'build.py'].filter((name) => files.fileExists(name))) {
    const text = files.readFile(path);
    const at = text.search(/["'](?:npm|yarn|pnpm)(?:["']|\s+(?:install|ci|run)\b)/);
    if (at >= 0) return `${path}:${text.slice(0, at).split('\n').length}`;
  }
  return undefined;
}

/** Everything that a script writes: an output within another one comes with it. */
export function outputsOf(
  of: PackageJson, script: BuildScript, files: IAppFiles, ignore: GitIgnore,
): { outputs: readonly Output[]; unknown?: string } {
  const evaluator = new JavaScriptEvaluator((path) => files.fileExists(path) ? files.readFile(path) : undefined, of.directory);
  const parts = script.commands.map((command) => commandOutputs(command, of, lineOf(of, command.script), evaluator));
  // beside the one file that a configuration names its plugins write others: a folder that nothing of the checkout is in is all theirs
  const own = (folder: string) => folder !== '.' && folder !== of.directory && (!files.directoryExists(folder) || isStale(folder, files, ignore));
  const all = parts.flatMap(({ outputs }) => outputs).map((output) => output.says === 'output.file' && own(posix.dirname(output.path)) ? { ...output, path: posix.dirname(output.path) } : output);
  const outputs = all.filter((output, i) => all.findIndex((other) => other.path === output.path) === i
    && !all.some((other) => other.path !== output.path && `${output.path}/`.startsWith(`${other.path}/`)))
    .filter(({ path }) => !/(?:^|\/)node_modules(?:\/|$)/.test(path));
  // what a program of the application's own writes beside a bundler is not known, and no reason to ask
  const telling = parts.filter((_, i) => outputs.length === 0 || !isProgram(script.commands[i]));
  return { outputs, unknown: telling.map(({ unknown }) => unknown).find((one) => one !== undefined) };
}

function withoutScript(of: PackageJson, files: IAppFiles, isWorkspace: boolean): Verdict {
  const config = files.listDirectory(of.directory).find((name) => CONFIGS.test(name));
  const names = Object.keys(of.scripts);
  if (config !== undefined && !isWorkspace && !/^vite/.test(config)) {
    const tool = /^gulp/i.test(config) ? 'gulp' : /^grunt/i.test(config) ? 'grunt' : config.split('.')[0].replace('webpack.mix', 'mix');
    if (of.dependencies.some((name) => name === tool || name === `${tool}-cli`)) {
      return { kind: 'ask', line: 1, what: `has ${tool} among its packages and ${posix.join(of.directory, config)}, but no script that runs it; pass assets.command` };
    }
  }
  if (names.length > 0) return { kind: 'none', why: `its scripts make no static files (${names.slice(0, 6).join(', ')}${names.length > 6 ? ', …' : ''})`, line: lineOf(of, names[0]) };
  if (of.workspaces.length > 0) return { kind: 'none', why: 'it has workspaces and no script' };
  return { kind: 'none', why: 'it has no scripts, so nothing is built' };
}

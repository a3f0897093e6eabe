import { posix } from 'path';
import { findBuildScript } from './assets/build-script';
import { Candidate, findCandidates } from './assets/find-candidates';
import { judge, outputsOf, Verdict } from './assets/judge';
import { describeAssets, optionsOf } from './assets/options';
import { IAppFiles } from '../core/app-files';
import { Checkout } from '../core/checkout';
import { Detected } from '../core/detected';
import { Finding } from '../core/finding';
import { GitIgnore } from '../core/git-ignore';
import { NodeAssets } from '../node/node-assets';
import { NodeAssetsOptions } from '../node/node-assets-options';

/** What is known when static files are looked for. */
export interface AssetsQuestion {
  readonly files: IAppFiles;
  readonly checkout: Checkout;
  /** What the user gave: then only what is left out of it is looked for. */
  readonly given?: NodeAssets;
}

const NONE = 'assets: NodeAssets.none()';

/**
 * Finds out whether Node builds static files for the application, and how. A package.json for linters only, one whose results are part of
 * the checkout and one of another image are none; what only the authors know is asked.
 */
export function detectAssets({ files, checkout, given }: AssetsQuestion): Detected<NodeAssets> {
  if (given) return completed(given, files, checkout);
  const problems: string[] = [];
  const candidates = findCandidates(files, problems);
  const verdicts = candidates.map((candidate) => ({ candidate, verdict: judge(candidate, files, checkout) }));
  const builds = verdicts.flatMap(({ candidate, verdict }) => verdict.kind === 'build' ? [{ candidate, verdict }] : []);
  const asked = verdicts.flatMap(({ candidate, verdict }) => verdict.kind === 'ask' ? [{ candidate, verdict }] : []);
  const findings = verdicts.flatMap(({ candidate, verdict }) => verdict.kind === 'none' ? [noneFinding(candidate, verdict, files)] : []);
  // a front end that is certain answers for those that are not, unless they write beside it
  problems.push(...asked.filter(({ verdict }) => builds.length === 0 || verdict.isOwn)
    .map(({ candidate, verdict }) => question(candidate, verdict, files)));
  if (builds.length > 1) {
    const lines = builds.map(({ candidate, verdict }) => `assets: ${describeAssets(optionsOf(candidate, verdict.script, verdict.outputs, files))}`);
    problems.push(`${builds.map(({ candidate }) => candidate.packageJson.path).join(' and ')} each build static files, and an image has one stage for them; `
      + `choose with ${lines.join(' or ')}, or give the context's package.json workspaces and a script that builds all`);
  }
  const [build] = builds;
  if (build === undefined || builds.length > 1) return { findings, warnings: [], problems };
  const found = optionsOf(build.candidate, build.verdict.script, build.verdict.outputs, files);
  problems.push(...found.problems);
  const line = build.verdict.script.line;
  const { path, scripts } = build.candidate.packageJson;
  return {
    value: found.factory(found.options),
    findings: [{
      subject: 'assets',
      value: describeAssets(found),
      evidence: [`${path}:${line} ${build.verdict.script.name}: ${scripts[build.verdict.script.name]}`, ...build.verdict.outputs.map((output) => `${output.file}${output.line ? `:${output.line}` : ''} ${output.says}`),
        build.verdict.why, ...found.evidence].filter((one, i, all) => all.indexOf(one) === i).join('; '),
      file: path,
      line,
      alternatives: [...build.verdict.script.alternatives, ...found.alternatives, ...asked.map(({ candidate, verdict }) => `${candidate.packageJson.path}: ${verdict.what}`)],
      override: NONE,
    }, ...findings],
    warnings: found.warnings,
    problems,
  };
}

/** What the user gave, with the outputs that the bundler's configuration names. */
function completed(given: NodeAssets, files: IAppFiles, checkout: Checkout): Detected<NodeAssets> {
  const options = given._incomplete;
  const finding = given._givenFinding;
  const asIs = { value: given, findings: finding ? [finding] : [], warnings: [] };
  if (options === undefined) return { ...asIs, problems: [] };
  const directory = posix.normalize(options.directory ?? '.').replace(/(?<=.)\/$/, '');
  const candidate = findCandidates(files, []).find(({ packageJson }) => packageJson.directory === directory);
  if (!candidate) return { ...asIs, problems: [] }; // the plan says what is wrong with the directory
  const { packageJson } = candidate;
  const name = options.script ?? 'build';
  const own = options.command ? { name: 'assets', scripts: { assets: options.command.join(' ') } } : { name, scripts: packageJson.scripts };
  const scripts = own.name in own.scripts ? { [own.name]: own.scripts[own.name], ...packageJson.scripts } : {};
  const { script } = findBuildScript({ ...packageJson, scripts });
  const chosen = script?.name === own.name ? script : undefined;
  if (!chosen) return { ...asIs, problems: [] };
  const { outputs, unknown } = outputsOf(packageJson, chosen, files, new GitIgnore(checkout));
  if (outputs.length === 0) return { ...asIs, problems: unknown === undefined ? [] : [`assets.output is not given, and ${unknown}; name the directory that the build writes`] };
  const relative = outputs.map(({ path }) => posix.relative(directory, path) || '.');
  return {
    value: given._with(relative.length === 1 ? { output: relative[0] } : { outputs: relative }),
    findings: [{ subject: 'assets.output', value: relative.join(', '), evidence: outputs.map((output) => `${output.file}${output.line ? `:${output.line}` : ''} ${output.says}`).join('; '), file: outputs[0].file, override: 'output: \'…\' in NodeAssets' }],
    warnings: [],
    problems: [],
  };
}

function noneFinding(candidate: Candidate, verdict: Verdict & { kind: 'none' }, files: IAppFiles): Finding {
  const { path } = candidate.packageJson;
  const override = verdict.script ? optionsOf(candidate, verdict.script, verdict.outputs ?? [], files) : undefined;
  return {
    subject: 'assets',
    value: 'none',
    evidence: verdict.why.startsWith(path) ? verdict.why : `${path}${verdict.line ? `:${verdict.line}` : ''}: ${verdict.why}`,
    file: path,
    ...(verdict.line ? { line: verdict.line } : {}),
    ...(override ? { override: `assets: ${describeAssets(override)}` } : {}),
  };
}

/** The exact question, with the two lines of which one is to be written. */
function question(candidate: Candidate, verdict: Verdict & { kind: 'ask' }, files: IAppFiles): string {
  const { packageJson } = candidate;
  const options: NodeAssetsOptions = verdict.script === undefined ? {} : { script: verdict.script };
  const script = verdict.script === undefined ? undefined : findBuildScript(packageJson).script;
  const found = optionsOf(candidate, script ?? { name: 'build', line: verdict.line, commands: [], alternatives: [] }, verdict.outputs ?? [], files, options);
  return `${packageJson.path}:${verdict.line} ${verdict.what}; pass assets: ${describeAssets(found)} if the image needs it, or ${NONE} if not`;
}

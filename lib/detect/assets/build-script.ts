import { calledScripts, expandScript, RunCommand } from './script-roles';
import { scriptCommands } from './script-commands';
import { PackageJson } from '../../node/package-json';

/** The script of package.json that makes static files, and what it runs. */
export interface BuildScript {
  readonly name: string;
  readonly line: number;
  readonly commands: readonly RunCommand[];
  /** Scripts that were not taken, each with the reason. */
  readonly alternatives: readonly string[];
}

/** One script, several that could be meant, or none. */
export interface FoundScripts {
  readonly script?: BuildScript;
  readonly several?: readonly BuildScript[];
}

/** Names by which a build for production is called, the most telling first. */
const NAMES = ['build', 'build:prod', 'build-prod', 'build:production', 'build-production', 'prod', 'production', 'dist', 'compile', 'bundle', 'assets', 'build:assets', 'build:all',
  'webpack', 'vite', 'gulp', 'rollup', 'css', 'build:css', 'build-css', 'tailwind', 'tailwind:build', 'sass', 'heroku-postbuild'];
const DEVELOPMENT = /(?:^|[:_-])(?:dev|development|watch|start|serve|debug|test|analy[sz]e|stats|lint|verify|mocked|preview)(?:[:_-]|$)/i;

/** Judges scripts by what they run, and takes the name only where several run a bundler. */
export function findBuildScript(of: PackageJson): FoundScripts {
  const names = Object.keys(of.scripts);
  const builds = names.filter((name) => !/^(?:pre|post)(?!css|build$|prod)/.test(name) || !names.includes(name.replace(/^(?:pre|post)/, '')))
    .filter((name) => !/^(?:preinstall|install|postinstall|prepare|prepublish\w*|version|preversion|postversion)$/.test(name))
    .map((name) => ({ name, commands: expandScript(of, name) }))
    .filter(({ name, commands }) => commands.some((command) => command.role === 'bundle' || (NAMES.includes(name) && isProgram(command))) && !commands.some(({ role }) => role === 'development' || role === 'server'))
    .map(({ name, commands }): BuildScript => ({ name, line: lineOf(of, name), commands, alternatives: [] }));
  const production = builds.filter(({ name }) => !DEVELOPMENT.test(name));
  const candidates = production.length > 0 ? production : builds;
  const called = new Set(candidates.flatMap(({ name }) => scriptCommands(of.scripts[name]).flatMap((command) => calledScripts(of, command) ?? [])));
  const top = candidates.filter(({ name }) => !called.has(name));
  const named = NAMES.map((name) => top.find((one) => one.name === name)).find((one) => one !== undefined);
  const [chosen] = top.length === 1 ? top : named && /^(?:build|prod|production|dist|compile|bundle)/.test(named.name) ? [named] : [];
  if (chosen) {
    const others = candidates.filter((one) => one !== chosen);
    return { script: { ...chosen, alternatives: others.map(({ name }) => `script '${name}': ${called.has(name) ? 'run by another' : `'${chosen.name}' is the build`}`) } };
  }
  return top.length > 1 ? { several: top } : {};
}

/** A program of the application's own: it may do anything, and its script is called a build. */
export function isProgram({ role, words }: RunCommand): boolean {
  return role === 'unknown' && /^(?:node|tsx|ts-node|bun|deno)$/.test(words[0]) && words.some((word) => /\.[cm]?[jt]s$/.test(word));
}

/** The line of package.json that a script stands in. */
export function lineOf(of: PackageJson, script: string): number {
  const key = JSON.stringify(script);
  const lines = of.text.split('\n');
  const start = Math.max(0, lines.findIndex((line) => line.includes('"scripts"')));
  const found = lines.findIndex((line, i) => i >= start && line.includes(key) && line.slice(line.indexOf(key) + key.length).trimStart().startsWith(':'));
  return found === -1 ? 1 : found + 1;
}

import { ScriptCommand, scriptCommands } from './script-commands';
import { PackageJson } from '../../node/package-json';

/** What a program of a script does for the static files. */
export type Role = 'bundle' | 'write' | 'server' | 'development' | 'tooling' | 'unknown';

/** Programs that make static files out of sources. */
const BUNDLERS = new Set(['webpack', 'webpack-cli', 'vite', 'rollup', 'parcel', 'esbuild', 'tailwindcss', '@tailwindcss/cli', 'postcss', 'sass', 'node-sass', 'lessc', 'stylus',
  'gulp', 'gulp-cli', 'grunt', 'rspack', 'rsbuild', 'react-scripts', 'react-app-rewired', 'craco', 'vue-cli-service', 'ng', 'astro', 'snowpack', 'mix', 'encore', 'browserify',
  'babel', 'swc', 'terser', 'uglifyjs', 'cleancss', 'svelte-kit', 'vue-tsc', 'next', 'nuxt', 'nuxi', 'rolldown', 'microbundle', 'brunch', 'elm', 'spago', 'unocss', 'bulma', 'lightningcss', 'tsup', 'tsdown']);
/** Programs that put files somewhere: static files only beside a bundler, or if nothing else makes any. */
const WRITERS = new Set(['cp', 'copyfiles', 'cpx', 'cpx2', 'cpy', 'ncp', 'copy', 'mv', 'tsc', 'svgo', 'svg-sprite', 'concat', 'concat-cli']);
/** Programs that check, test, format, document, publish or tidy. */
const TOOLING = new Set(['eslint', 'prettier', 'stylelint', 'biome', 'jest', 'vitest', 'mocha', 'karma', 'cypress', 'playwright', 'wdio', 'husky', 'lint-staged', 'commitlint',
  'semantic-release', 'release-it', 'changeset', 'standard-version', 'conventional-changelog', 'markdownlint', 'markdownlint-cli2', 'redocly', 'docusaurus', 'vitepress', 'vuepress', 'typedoc',
  'storybook', 'start-storybook', 'build-storybook', 'rm', 'rimraf', 'del', 'del-cli', 'mkdir', 'mkdirp', 'shx', 'echo', 'exit', 'true', 'test', 'sort-package-json', 'npm-check-updates', 'ncu', 'depcheck',
  'license-checker', 'better-npm-audit', 'audit-ci', 'c8', 'nyc', 'codecov', 'pyright', 'openapi-ts', 'openapi-generator-cli', 'swagger-cli', 'newman', 'lighthouse', 'pa11y', 'pa11y-ci', 'backstop',
  'git', 'docker', 'docker-compose', 'make', 'pytest', 'poetry', 'email', 'patch-package', 'html-validate', 'i18next', 'i18next-parser', 'i18next-conv', 'msw', 'djlint', 'curlylint', 'xo', 'standard', 'tslint', 'cspell', 'knip', 'mjml', 'maizzle']);

/** A command, and the script it stands in. */
export interface RunCommand extends ScriptCommand {
  readonly script: string;
  readonly role: Role;
}

/** Every program that a script runs, also through other scripts. */
export function expandScript(of: PackageJson, name: string, seen: readonly string[] = []): RunCommand[] {
  const script = of.scripts[name];
  if (script === undefined || seen.includes(name) || seen.length > 10) return [];
  const around = seen.length === 0 ? [`pre${name}`, name, `post${name}`] : [name];
  return around.filter((one) => one in of.scripts && !seen.includes(one)).flatMap((one) => scriptCommands(of.scripts[one]).flatMap((command) => {
    const called = calledScripts(of, command);
    if (called) return called.flatMap((next) => expandScript(of, next, [...seen, name]));
    return [{ ...command, script: one, role: roleOf(command) }];
  }));
}

/** The scripts of the same package.json that a command runs; undefined when it runs something else. */
export function calledScripts(of: PackageJson, { words, directory }: ScriptCommand): string[] | undefined {
  const [program, ...rest] = words;
  if (directory !== '.') return undefined;
  const names = Object.keys(of.scripts);
  const matching = (pattern: string) => pattern.includes('*')
    ? names.filter((name) => name.startsWith(pattern.replace(/\*+$/, ''))) : names.filter((name) => name === pattern);
  if (/^(?:npm|pnpm|yarn|bun)$/.test(program)) {
    const plain = rest.filter((word) => !word.startsWith('-'));
    const name = /^(?:run|run-script)$/.test(plain[0] ?? '') ? plain[1] : program === 'yarn' || program === 'pnpm' ? plain[0] : undefined;
    const elsewhere = rest.some((word) => /^(?:--prefix|--cwd|-C|--workspace|-w|--filter|-F|--workspaces)(?:=|$)/.test(word)) || plain[0] === 'workspace';
    return name !== undefined && !elsewhere && names.includes(name) ? [name] : undefined;
  }
  if (/^(?:npm-run-all2?|run-s|run-p)$/.test(program)) return rest.filter((word) => !word.startsWith('-')).flatMap(matching);
  if (program === 'concurrently' || program === 'wireit') {
    const called = rest.flatMap((word) => /^(?:npm:|(?:npm|pnpm|yarn) run )(.+)$/.exec(word)?.[1] ?? []);
    return called.length > 0 ? called.flatMap(matching) : undefined;
  }
  return undefined;
}

export function roleOf({ words, redirect }: ScriptCommand): Role {
  const [program, ...rest] = words;
  const plain = rest.filter((word) => !word.startsWith('-'));
  if (rest.some((word) => /^(?:--watch|-w|--watch=.*|--serve.*|--mode=development)$/.test(word))) return 'development';
  if (/-dev-server$/.test(program) || /^(?:nodemon|livereload|browser-sync|http-server|serve|chokidar|live-server)$/.test(program)) return 'development';
  if (program === 'next' || program === 'nuxt' || program === 'nuxi' || program === 'svelte-kit') return /^(?:build|generate|export)$/.test(plain[0] ?? '') ? 'bundle' : 'server';
  if (program === 'vite' || program === 'astro') return plain[0] === 'build' ? 'bundle' : plain[0] === 'check' ? 'tooling' : 'development';
  if (/^(?:parcel|react-scripts|react-app-rewired|craco|vue-cli-service|ng|rsbuild|snowpack)$/.test(program)) return plain[0] === 'build' ? 'bundle' : /^(?:test|eject|lint)$/.test(plain[0] ?? '') ? 'tooling' : 'development';
  if (/^(?:webpack|webpack-cli|rspack)$/.test(program)) return /^(?:serve|watch|s|w|dev)$/.test(plain[0] ?? '') ? 'development' : 'bundle';
  if (/^(?:gulp|gulp-cli|grunt)$/.test(program)) return /^(?:watch|serve|dev|test|lint|start)/.test(plain[0] ?? '') ? 'development' : 'bundle';
  if (program === 'mix') return plain[0] === 'watch' ? 'development' : 'bundle';
  if (program === 'bun') return plain[0] === 'build' ? 'bundle' : 'unknown';
  if (program === 'vue-tsc') return 'tooling';
  if (program === 'tsc') return rest.some((word) => /^(?:--noEmit|--build|-b|--emitDeclarationOnly)$/.test(word)) ? 'tooling' : 'write';
  if (program === 'tsr') return 'tooling';
  if (BUNDLERS.has(program)) return 'bundle';
  if (WRITERS.has(program)) return 'write';
  if (TOOLING.has(program) || /(?:^|[-/@])(?:lint|test|prettier|format)/.test(program)) return 'tooling';
  return redirect === undefined ? 'unknown' : 'write';
}

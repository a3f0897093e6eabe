import { posix } from 'path';
import { BuildScript } from './build-script';
import { IAppFiles } from '../../core/app-files';
import { PackageJson } from '../../node/package-json';
import { JavaScriptModule } from '../../syntax/javascript-module';

const CONFIG = /^(?:tailwind|postcss|vite|webpack|rollup|rspack|esbuild|build|gulpfile|svelte|unocss|uno|purgecss)[\w.-]*\.(?:js|mjs|cjs|ts)$/;

/**
 * Directories outside of that of package.json that its build reads: templates that Tailwind searches, packages of a theme. Everything
 * within comes along anyway; relative to that directory, sorted.
 */
export function outsideSources(of: PackageJson, script: BuildScript, files: IAppFiles): string[] {
  if (of.directory === '.') return [];
  const found = new Set<string>();
  const add = (path: string, from: string): void => {
    if (!/^(?:\.\/)*\.\.\//.test(path)) return;
    const inside = posix.join(from, path.replace(/[*?{[(!][^]*$/, ''));
    const normal = posix.normalize(inside).replace(/\/$/, '');
    const existing = files.fileExists(normal) || files.directoryExists(normal) ? normal : undefined;
    if (existing === undefined || existing === '.' || existing.startsWith('..') || `${existing}/`.startsWith(`${of.directory}/`)) return;
    // a folder around package.json would bring everything: the more particular ones of it are named one by one
    if (!`${of.directory}/`.startsWith(`${existing}/`)) found.add(posix.relative(of.directory, existing));
  };
  files.listDirectory(of.directory).filter((name) => CONFIG.test(name)).forEach((name) => {
    const path = posix.join(of.directory, name);
    if (!files.fileExists(path)) return;
    const module = new JavaScriptModule(path, files.readFile(path));
    module.find('String').forEach((node) => add(module.string(node), of.directory));
  });
  script.commands.forEach(({ words, directory }) => {
    words.slice(1).forEach((word) => add(word.replace(/^--?[\w-]+=/, ''), posix.join(of.directory, directory)));
    // Tailwind 4 names its sources in the stylesheet
    words.filter((word) => word.endsWith('.css')).map((word) => posix.join(of.directory, directory, word)).filter((path) => files.fileExists(path)).forEach((path) => {
      for (const [, source] of files.readFile(path).matchAll(/@(?:source|import|config|plugin)\s+(?:not\s+)?["']([^"'\n]+)["']/g)) add(source, posix.dirname(path));
    });
  });
  return withoutNested([...found].sort());
}

function withoutNested(paths: readonly string[]): string[] {
  return paths.filter((path) => !paths.some((other) => other !== path && path.startsWith(`${other}/`)));
}

import { AppIndex } from './app-index';
import { EnvironmentRead, requiredVariables } from './environment-reads';
import { AppResolver } from './resolve-app';

/** Modules beyond this number are not followed. */
const MOST = 60;

/** Variables that a module and what it imports from the application read without a default, by name. */
export function importedReads(index: AppIndex, resolver: AppResolver, file: string, root: string): EnvironmentRead[] {
  const queue = [file];
  const found = new Map<string, EnvironmentRead>();
  for (let i = 0; i < queue.length && i < MOST; i++) {
    const text = index.text(queue[i]);
    const scope = resolver.scope(queue[i], root);
    if (/environ|getenv|Settings|config|env\b/.test(text)) requiredVariables(scope).forEach((read) => found.has(read.name) || found.set(read.name, read));
    for (const source of [...scope.imports.values(), ...scope.stars]) {
      const next = scope.find(source) ?? scope.find(source.slice(0, Math.max(0, source.lastIndexOf('.'))));
      if (next !== undefined && !queue.includes(next)) queue.push(next);
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

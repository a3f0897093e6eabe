import { Wanted } from './names';
import { IDependencyInstaller } from '../../python/dependency-installer';

/** A file that says what to install. */
export interface Source {
  readonly kind: 'uv' | 'poetry' | 'pdm' | 'pipenv' | 'requirements' | 'project';
  /** The file that it is known by: `uv.lock`. */
  readonly file: string;
  /** What is installed for production; undefined when that is not known without running something. */
  readonly wanted?: readonly Wanted[];
  /** What the application asks for itself, where that is less than what is installed. */
  readonly direct?: readonly Wanted[];
  /** How much is in it, in an error: `34 packages`. */
  readonly size: string;
  /** The line that chooses it: `PythonDependencies.uv()`. */
  readonly call: string;
  readonly install: () => IDependencyInstaller;
}

/** A file that looks like a source and is not taken, with the reason. */
export interface Passed {
  readonly file: string;
  readonly why: string;
}

/** `a, b, c and 4 more`. */
export function listed(names: readonly string[], most = 5): string {
  const sorted = [...names].sort();
  return sorted.length > most ? `${sorted.slice(0, most).join(', ')} and ${sorted.length - most} more` : sorted.join(', ');
}

/** Names of the first that the second has not, sorted. */
export function without(names: readonly Wanted[], others: readonly Wanted[]): string[] {
  const known = new Set(others.map(({ name }) => name));
  return [...new Set(names.map(({ name }) => name).filter((name) => !known.has(name)))].sort();
}

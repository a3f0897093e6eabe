import { posix } from 'path';
import { AppIndex } from './app-index';
import { Candidate } from './candidate';
import { isTable, readToml, table } from '../../python/app-document';
import { normalName } from '../../python/requirement';
import { APP_DIRECTORY } from '../../python/virtualenv';

/** Where a command runs, and what it needs to find its modules there. */
export interface StartPlace {
  readonly directory: string;
  readonly environment: { readonly [name: string]: string };
}

/** Where a candidate's module is found: the folder to start in, or the path of a `src` layout. */
export function placeOf(index: AppIndex, { root, framework, module }: Candidate): StartPlace {
  if (posix.basename(root) !== 'src' || framework.name.startsWith('Django')) return { directory: root, environment: {} };
  const directory = posix.dirname(root);
  // a package is installed into the virtualenv, where its own src/ would only hide what building it made
  const isInstalled = packs(index, directory, module.split('.')[0]);
  return { directory, environment: isInstalled ? {} : { PYTHONPATH: posix.join(APP_DIRECTORY, root) } };
}

/** Whether building the project in a directory puts a module of its `src` folder at the top. */
function packs(index: AppIndex, directory: string, module: string): boolean {
  const file = posix.join(directory, 'pyproject.toml');
  if (!/^\s*\[build-system\]/m.test(index.text(file))) return index.exists(posix.join(directory, 'setup.py'));
  const pyproject = readToml(index.files, file, []) ?? {};
  const poetry = table(table(pyproject.tool).poetry);
  if (!/^poetry/.test(String(table(pyproject['build-system'])['build-backend'] ?? ''))) return true;
  // Poetry takes what it is told, under the path that it is told, or the package that is called as the project
  const packages = Array.isArray(poetry.packages) ? poetry.packages.filter(isTable) : undefined;
  if (packages) return packages.some(({ from, include }) => typeof from === 'string' && posix.normalize(from) === 'src' && String(include).split('/')[0] === module);
  return normalName(String(poetry.name ?? table(pyproject.project).name ?? '')) === normalName(module);
}

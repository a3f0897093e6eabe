import { posix } from 'path';
import { distance } from 'fastest-levenshtein';
import { IAppFiles } from '../../core/app-files';
import { Checkout } from '../../core/checkout';

const KNOWN = ['requirements.txt', 'pyproject.toml', 'Pipfile', 'Pipfile.lock', 'uv.lock', 'poetry.lock', 'pdm.lock', 'setup.py', 'setup.cfg'];

/** Read by other tools, and by none that this library runs. */
const OTHERS: { readonly [file: string]: string } = {
  'environment.yml': 'conda, which is not pip: its packages cannot go into a virtualenv',
  'environment.yaml': 'conda, which is not pip: its packages cannot go into a virtualenv',
  'pixi.toml': 'pixi, whose packages are those of conda',
  'pylock.toml': 'PEP 751, which the pip of the images does not yet install from',
};

const NOT_ENTERED = /^(?:\..*|node_modules|site-packages|venv|env|dist|build|__pycache__|docs?|tests?|examples?|samples?|scripts|tools)$/;

/** Why there is nothing to install from, and what to do about it. */
export function nothingFound(files: IAppFiles, repository: Checkout | undefined, settingsOnly: boolean): string {
  const names = files.listDirectory('.').filter((name) => files.fileExists(name));
  const ignored = KNOWN.find((name) => !files.fileExists(name) && /^(?:it leads|the ignore rules)/.test(files.explainMissing(name)));
  if (ignored !== undefined) return `no dependency file: ${ignored} does not reach the build: ${files.explainMissing(ignored)}`;
  const slip = names.find((name) => !KNOWN.includes(name) && KNOWN.some((known) => isSlip(name, known)));
  if (slip !== undefined) {
    const meant = KNOWN.find((known) => isSlip(slip, known)) ?? '';
    const call = /\.txt$/.test(slip) ? `, or write dependencies: PythonDependencies.requirements({ file: '${slip}' })` : '';
    return `no dependency file, but '${slip}', which looks like ${meant}; rename it${call}`;
  }
  const other = Object.keys(OTHERS).find((name) => names.includes(name));
  const below = applicationsBelow(files);
  if (below.length > 0) {
    const at = (folder: string) => `context: '${posix.join(repository?.context.replace(/\\/g, '/') ?? '.', folder)}'`;
    const what = below.map(({ folder, file }) => `${folder} has ${file}: ${at(folder)}`);
    return `no dependency file in the context itself; the application seems to be further down (${what.join('; ')})`;
  }
  if (other !== undefined) return `no dependency file but ${other}, of ${OTHERS[other]}; add requirements.txt, or pass 'dependencies'`;
  const expected = 'expected requirements.txt, uv.lock, poetry.lock, pdm.lock, Pipfile.lock, pyproject.toml or setup.py';
  const settings = settingsOnly ? ' (pyproject.toml has only settings of tools)' : '';
  const python = names.some((name) => name.endsWith('.py')) || files.listDirectory('.').some((name) => files.fileExists(`${name}/__init__.py`));
  return python
    ? `no dependency file: ${expected}${settings}; add one (an empty requirements.txt, if nothing is to be installed), or pass 'dependencies'`
    : `no dependency file and no Python in the context: ${expected}; give the directory of the application as context`;
}

/** `requirement.txt`, `requirements.txt.txt`, `Requirements.txt`, `pyproject.tml`. */
function isSlip(name: string, known: string): boolean {
  const lower = name.toLowerCase();
  if (lower === known.toLowerCase() || lower === `${known}.txt`.toLowerCase() || name === known.replace(/\.[a-z]+$/, '')) return true;
  return name.length < 40 && distance(lower, known.toLowerCase()) <= 2 && posix.extname(name) !== '.lock' && posix.extname(name) !== '.py';
}

/** The nearest folders that have a dependency file. */
function applicationsBelow(files: IAppFiles): Array<{ folder: string; file: string }> {
  let level = ['.'];
  for (let depth = 0; depth < 3; depth += 1) {
    level = level.flatMap((folder) => files.listDirectory(folder).filter((name) => !NOT_ENTERED.test(name)).map((name) => posix.join(folder, name)))
      .filter((folder) => files.directoryExists(folder)).slice(0, 200);
    const found = level.flatMap((folder) => {
      const file = KNOWN.filter((name) => name !== 'setup.cfg').find((name) => files.fileExists(posix.join(folder, name)));
      return file === undefined ? [] : [{ folder, file }];
    });
    if (found.length > 0) return found.slice(0, 4);
  }
  return [];
}

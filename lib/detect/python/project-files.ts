import { parse } from 'toml';
import { specifiers } from './series';
import { lineOf } from './version-files';
import { VersionStatement } from './version-statement';
import { IAppFiles } from '../../core/app-files';
import { table } from '../../python/app-document';
import { readSetupCfg } from '../../python/setup-cfg';
import { readSetupPy } from '../../python/setup-py';

/** The ranges that a project declares for itself, and those that its locks were made for. */
export function projectFiles(files: IAppFiles): VersionStatement[] {
  return [...pyproject(files), ...setup(files), ...lockHeader(files)];
}

function pyproject(files: IAppFiles): VersionStatement[] {
  const file = 'pyproject.toml';
  if (!files.fileExists(file)) return [];
  let root: { readonly [key: string]: unknown };
  try {
    root = table(parse(files.readFile(file)));
  } catch {
    return []; // the installer that reads it says what is wrong with it
  }
  const project = table(root.project)['requires-python'];
  const poetry = table(table(table(root.tool).poetry).dependencies).python;
  const poetryRange = typeof poetry === 'string' ? poetry : table(poetry).version;
  return [
    ...range(files, file, 'requires-python', project, /^\s*requires-python\s*=/),
    ...range(files, file, 'python', poetryRange, /^\s*python\s*=/),
  ];
}

/** What setup.cfg and the call of setup() say. */
function setup(files: IAppFiles): VersionStatement[] {
  return [
    ...range(files, 'setup.cfg', 'python_requires', readSetupCfg(files)?.python, /^python_requires\s*[=:]/),
    ...range(files, 'setup.py', 'python_requires', readSetupPy(files)?.python, /\bpython_requires\s*=/),
  ];
}

/** What a lock was resolved for; the key stands near the top or the end, alone on its line. */
function lockHeader(files: IAppFiles): VersionStatement[] {
  const keys: ReadonlyArray<readonly [string, RegExp]> = [
    ['uv.lock', /^requires-python = "([^"\n]{1,80})"/m],
    ['poetry.lock', /^python-versions = "([^"\n]{1,80})"(?=\n(?:content-hash|lock-version))/m],
    ['pdm.lock', /^requires_python = "([^"\n]{1,80})"/m],
  ];
  return keys.flatMap(([file, pattern]) => {
    if (!files.fileExists(file)) return [];
    const text = files.readFile(file);
    // pdm writes the key for each package, too: its own stands in [[metadata.targets]]
    const section = file === 'pdm.lock' ? text.slice(0, Math.max(0, text.indexOf('\n[[package]]'))) : text;
    const match = pattern.exec(section);
    if (!match) return [];
    const line = section.slice(0, match.index).split('\n').length;
    return range(files, file, match[0].split(' ')[0], match[1], undefined, line);
  });
}

function range(files: IAppFiles, file: string, key: string, value: unknown, pattern: RegExp | undefined, line?: number): VersionStatement[] {
  if (typeof value !== 'string') return [];
  return [{ file, line: line ?? (pattern && lineOf(files, file, pattern)), says: `${key} '${value}'`, kind: 'range', specifiers: specifiers(value) }];
}

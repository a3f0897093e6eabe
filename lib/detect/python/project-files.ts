import { parse } from 'toml';
import { lineOf } from './version-files';
import { VersionStatement } from './version-statement';
import { IAppFiles } from '../../core/app-files';
import { table } from '../../python/app-document';
import { specifiers } from '../../python/series';
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
  ];
  return [...keys.flatMap(([file, pattern]) => {
    if (!files.fileExists(file)) return [];
    const text = files.readFile(file);
    const match = pattern.exec(text);
    return match ? range(files, file, match[0].split(' ')[0], match[1], undefined, lineAt(text, match.index)) : [];
  }), ...pdmTargets(files)];
}

/** The targets of pdm.lock: one of those that a Linux image can be has to hold. */
function pdmTargets(files: IAppFiles): VersionStatement[] {
  const file = 'pdm.lock';
  if (!files.fileExists(file)) return [];
  const text = files.readFile(file).split('\n[[package]]', 1)[0];
  const targets = [...text.matchAll(/^\[\[metadata\.targets\]\]\n((?:[^[\n].*\n?)*)/gm)]
    .filter(([, body]) => !/^platform = "(?!linux|manylinux)/m.test(body));
  const ranges = targets.map(([, body]) => /^requires_python = "([^"\n]{1,80})"/m.exec(body)?.[1]);
  const [first] = targets;
  // a target without a range is for every Python
  return first === undefined || ranges.includes(undefined) ? []
    : range(files, file, 'requires_python', ranges.join(' || '), undefined, lineAt(text, first.index + first[0].search(/^requires_python/m)));
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function range(files: IAppFiles, file: string, key: string, value: unknown, pattern: RegExp | undefined, line?: number): VersionStatement[] {
  if (typeof value !== 'string') return [];
  return [{ file, line: line ?? (pattern && lineOf(files, file, pattern)), says: `${key} '${value}'`, kind: 'range', specifiers: specifiers(value) }];
}

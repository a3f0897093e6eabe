import { posix } from 'path';
import { IAppFiles } from '../../core/app-files';
import { parsePython } from '../../syntax/parse-python';
import { PythonModule } from '../../syntax/python-tree';

/** Directories that hold no code that runs in production, or none of the application's own. */
const SKIPPED = /^(?:\..*|node_modules|bower_components|site-packages|__pycache__|tests?|testing|unittests?|integration_tests|.*_tests|migrations|versions|docs?|docs?_src|documentation|examples?|samples|demos|fixtures|locale|locales|translations|static|staticfiles|templates|media|assets|v?env|virtualenv|.*\.egg-info|build|dist|htmlcov|vendor|third_party|cdk8s\.out|benchmarks?|notebooks|tools|ci)$/;

/** Files of tests and of tools. */
const SKIPPED_FILE = /^(?:test_.*|.*_tests?|tests|conftest|setup|noxfile|tasks?_?test|fabfile|docs?_conf|conf_test|locustfile.*)\.py$/;

/** A file beyond this size is generated. */
const LARGEST = 1_000_000;

/** How deep directories are looked into. */
const DEEPEST = 8;

const KNOWN = new WeakMap<IAppFiles, AppIndex>();

/** What an application's directory has, read once, each file parsed at most once and only when asked for. */
export class AppIndex {
  public static of(files: IAppFiles): AppIndex {
    const known = KNOWN.get(files) ?? new AppIndex(files);
    KNOWN.set(files, known);
    return known;
  }

  /** Python files that may run in production, nearest first. */
  public readonly sources: readonly string[];
  /** Everything else that is not skipped. */
  public readonly others: readonly string[];
  private readonly texts = new Map<string, string>();
  private readonly modules = new Map<string, PythonModule>();
  private readonly broken = new Map<string, string>();

  private constructor(public readonly files: IAppFiles) {
    const found: string[] = [];
    const visit = (folder: string, depth: number) => {
      for (const name of files.listDirectory(folder)) {
        const path = folder === '.' ? name : `${folder}/${name}`;
        const isFile = /\.[A-Za-z0-9]+$/.test(name) && files.fileExists(path);
        if (!isFile && files.isSymbolicLink(path)) continue; // where it leads is looked at there
        if (!isFile && files.directoryExists(path)) {
          if (depth < DEEPEST && !SKIPPED.test(name) && !files.fileExists(`${path}/pyvenv.cfg`)) visit(path, depth + 1);
        } else if (isFile || files.fileExists(path)) {
          found.push(path);
        }
      }
    };
    visit('.', 0);
    const depth = (path: string) => path.split('/').length;
    found.sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
    this.sources = found.filter((path) => path.endsWith('.py') && !SKIPPED_FILE.test(posix.basename(path)));
    this.others = found.filter((path) => !path.endsWith('.py'));
  }

  public exists(path: string): boolean {
    return this.files.fileExists(path);
  }

  /** Text of a file; empty when it cannot be read or is generated. */
  public text(path: string): string {
    const known = this.texts.get(path);
    if (known !== undefined) return known;
    let text = '';
    try {
      text = this.files.fileExists(path) ? this.files.readFile(path) : '';
    } catch (error) {
      this.broken.set(path, error instanceof Error ? error.message : String(error));
    }
    if (text.length > LARGEST) text = '';
    this.texts.set(path, text);
    return text;
  }

  public module(path: string): PythonModule {
    const known = this.modules.get(path);
    if (known) return known;
    const module = parsePython(this.text(path));
    this.modules.set(path, module);
    return module;
  }

  /** Where files that were parsed are no Python. */
  public mistakes(paths: readonly string[]): string[] {
    return paths.flatMap((path) => {
      const { mistake } = this.module(path);
      return mistake ? [`${path}:${mistake.line}:${mistake.column} is no Python, so it cannot be imported; correct the syntax`] : [];
    });
  }

  /** The file of a dotted module below a root; a package is its `__init__.py`, or its folder's path with `/` when it has none. */
  public fileOf(module: string, root: string): string | undefined {
    const path = posix.join(root, module.replace(/\./g, '/'));
    if (this.exists(`${path}.py`)) return `${path}.py`;
    return this.exists(`${path}/__init__.py`) ? `${path}/__init__.py` : undefined;
  }

  /** The folder above the outermost package that a file is in: what has to be on Python's path. */
  public packageRoot(file: string): string {
    let folder = posix.dirname(file);
    while (folder !== '.' && this.exists(`${folder}/__init__.py`)) folder = posix.dirname(folder);
    return folder;
  }
}

/** The dotted name of a file below a root. */
export function moduleName(file: string, root: string): string {
  const inside = root === '.' ? file : file.slice(root.length + 1);
  return inside.replace(/(?:^|\/)__init__\.py$|\.py$/, '').replace(/\//g, '.');
}

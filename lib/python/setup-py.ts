import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { SetupArguments } from './setup-arguments';
import { IAppFiles } from '../core/app-files';

/** How deep variables and calls are followed: a file may define them by each other. */
const DEEPEST = 12;

/** What an expression gives, as far as it can be told without running it. */
interface Value {
  readonly strings: readonly string[];
  readonly reads: readonly string[];
  readonly unreadable?: string;
}

/** Reads the call of setup() in setup.py; undefined when there is no such file or call. Nothing is run. */
export function readSetupPy(files: IAppFiles): SetupArguments | undefined {
  if (!files.fileExists('setup.py')) return undefined;
  const text = files.readFile('setup.py');
  if (text.length > 1024 * 1024) return undefined;
  return new SetupPy(files, text).read();
}

class SetupPy {
  private readonly top: SyntaxNode;
  private readonly assigned = new Map<string, SyntaxNode[]>();
  private readonly functions = new Map<string, SyntaxNode>();
  private readonly calls: SyntaxNode[] = [];

  constructor(private readonly files: IAppFiles, private readonly text: string) {
    this.top = parser.parse(text).topNode;
    this.collect();
  }

  public read(): SetupArguments | undefined {
    const setup = this.calls.find((call) => {
      const callee = this.source(call.firstChild);
      return callee === 'setup' || callee === 'setuptools.setup' || callee === 'core.setup';
    });
    if (!setup) return undefined;
    const given = this.keywords(setup.getChild('ArgList'));
    const requires = given.get('install_requires');
    const value = requires && this.evaluate(requires, 0);
    const name = given.get('name');
    const [literal] = name ? this.evaluate(name, 0).strings : [];
    const scripts = given.get('entry_points');
    const pythons = given.get('python_requires');
    const [python] = pythons ? this.evaluate(pythons, 0).strings : [];
    return {
      ...(literal === undefined ? {} : { name: literal }),
      ...(python === undefined ? {} : { python }),
      ...(value && value.unreadable === undefined && value.reads.length === 0 ? { requires: value.strings } : {}),
      reads: value?.reads ?? [],
      ...(value?.unreadable !== undefined && value.reads.length === 0 ? { unreadable: value.unreadable } : {}),
      extras: Object.fromEntries(this.dictionary(given.get('extras_require'), 0).map(([key, node]) => [key, this.evaluate(node, 0).strings])),
      scripts: this.dictionary(scripts, 0).filter(([key]) => key === 'console_scripts')
        .flatMap(([, node]) => this.evaluate(node, 0).strings).map((line) => line.split('=')[0].trim()),
      isPackage: ['packages', 'py_modules', 'package_dir'].some((argument) => given.has(argument)),
    };
  }

  private collect(): void {
    this.top.cursor().iterate((ref) => {
      if (ref.name === 'CallExpression') this.calls.push(ref.node);
      if (ref.name === 'FunctionDefinition') this.functions.set(this.source(ref.node.getChild('VariableName')), ref.node);
      if (ref.name === 'AssignStatement' || ref.name === 'UpdateStatement') {
        const target = ref.node.firstChild;
        const value = ref.node.lastChild;
        if (target?.name === 'VariableName' && value) {
          const before = ref.name === 'UpdateStatement' ? this.assigned.get(this.source(target)) ?? [] : [];
          this.assigned.set(this.source(target), [...before, value]);
        }
      }
    });
  }

  /** Keyword arguments by name; those of `**arguments` come from the dictionary of that name. */
  private keywords(list: SyntaxNode | null): Map<string, SyntaxNode> {
    const found = new Map<string, SyntaxNode>();
    for (let node = list?.firstChild ?? null; node; node = node.nextSibling) {
      const value = node.nextSibling?.nextSibling;
      if (node.name === 'VariableName' && node.nextSibling?.name === 'AssignOp' && value) found.set(this.source(node), value);
      if (this.source(node) === '**' && node.nextSibling) this.dictionary(node.nextSibling, 0).forEach(([key, entry]) => found.set(key, entry));
    }
    return found;
  }

  private dictionary(node: SyntaxNode | undefined, depth: number): Array<[string, SyntaxNode]> {
    if (!node || depth > DEEPEST) return [];
    if (node.name === 'VariableName') return (this.assigned.get(this.source(node)) ?? []).flatMap((value) => this.dictionary(value, depth + 1));
    if (node.name === 'CallExpression' && this.source(node.firstChild) === 'dict') return [...this.keywords(node.getChild('ArgList'))];
    if (node.name !== 'DictionaryExpression') return [];
    const pairs: Array<[string, SyntaxNode]> = [];
    for (let key = node.firstChild; key; key = key.nextSibling) {
      const value = key.nextSibling?.nextSibling;
      if (key.name === 'String' && key.nextSibling?.name === ':' && value) pairs.push([literalText(this.source(key)), value]);
    }
    return pairs;
  }

  private evaluate(node: SyntaxNode, depth: number): Value {
    if (depth > DEEPEST) return this.unknown(node);
    switch (node.name) {
      case 'String': return { strings: literalText(this.source(node)).split('\n').map((line) => line.trim()).filter((line) => line !== ''), reads: [] };
      case 'ContinuedString': return { strings: [children(node).map((part) => literalText(this.source(part))).join('')], reads: [] };
      case 'None': return { strings: [], reads: [] };
      case 'ParenthesizedExpression':
      case 'ArrayExpression':
      case 'TupleExpression':
      case 'SetExpression':
        return together(children(node).map((child) => this.evaluate(child, depth + 1)));
      case 'BinaryExpression':
        return this.source(children(node)[1] ?? null) === '+' || node.getChild('ArithOp')
          ? together(children(node).filter(({ name }) => name !== 'ArithOp').map((child) => this.evaluate(child, depth + 1)))
          : this.unknown(node);
      case 'VariableName': {
        const values = this.assigned.get(this.source(node));
        return values ? together(values.map((value) => this.evaluate(value, depth + 1))) : this.unknown(node);
      }
      default: return this.computed(node, depth);
    }
  }

  /** A call: split text, a list of something, or the lines of a file that its words name. */
  private computed(node: SyntaxNode, depth: number): Value {
    const method = node.name === 'CallExpression' ? node.firstChild : null;
    const subject = method?.name === 'MemberExpression' ? method.firstChild : null;
    if (subject?.name === 'String' && /^(?:split|splitlines|strip)$/.test(this.source(method?.lastChild ?? null))) {
      return { strings: literalText(this.source(subject)).split(/\s*\n\s*/).filter((line) => line !== ''), reads: [] };
    }
    if (method && /^(?:list|sorted|tuple|set)$/.test(this.source(method))) {
      const argument = children(node.getChild('ArgList')).at(0);
      if (argument) return this.evaluate(argument, depth + 1);
    }
    const reads = [...new Set(this.filesNamed(node, depth, new Set()))];
    return reads.length > 0 ? { strings: [], reads } : this.unknown(node);
  }

  /** Files of the directory that an expression names, also through the variables and functions that it uses. */
  private filesNamed(node: SyntaxNode, depth: number, seen: Set<string>): string[] {
    const found: string[] = [];
    node.cursor().iterate((ref) => {
      if (ref.name === 'ArgList') {
        const words = children(ref.node).filter(({ name }) => name === 'String').map((word) => literalText(this.source(word)));
        found.push(words.join('/'), ...words);
      } else if (ref.name === 'VariableName') {
        const name = this.source(ref.node);
        if (seen.has(name) || depth > DEEPEST) return;
        seen.add(name);
        const uses = [...this.assigned.get(name) ?? [], ...this.functions.has(name) ? [this.functions.get(name)] : [], ...this.opened(name)];
        uses.forEach((use) => use && found.push(...this.filesNamed(use, depth + 1, seen)));
      } else if (ref.name === 'String') {
        found.push(literalText(this.source(ref.node)));
      }
    });
    return found.map((path) => path.replace(/^\.\//, '')).filter((path) => /\.(?:txt|in|pip)$/.test(path) && this.files.fileExists(path));
  }

  /** `with open('requirements.txt') as name`. */
  private opened(name: string): SyntaxNode[] {
    return this.calls.filter((call) => call.parent?.name === 'WithStatement' && this.source(call.nextSibling) === 'as' && this.source(call.nextSibling?.nextSibling ?? null) === name);
  }

  private unknown(node: SyntaxNode): Value {
    const line = this.text.slice(0, node.from).split('\n').length;
    return { strings: [], reads: [], unreadable: `line ${line} computes them (${this.source(node).split('\n')[0].slice(0, 60)})` };
  }

  private source(node: SyntaxNode | null): string {
    return node ? this.text.slice(node.from, node.to) : '';
  }
}

function together(values: readonly Value[]): Value {
  const unreadable = values.find((value) => value.unreadable !== undefined)?.unreadable;
  return {
    strings: values.flatMap(({ strings }) => strings),
    reads: values.flatMap(({ reads }) => reads),
    ...(unreadable === undefined ? {} : { unreadable }),
  };
}

/** Children that are expressions. */
function children(node: SyntaxNode | null): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node?.firstChild ?? null; child; child = child.nextSibling) {
    if (/^[A-Z]/.test(child.name) && child.name !== 'Comment') found.push(child);
  }
  return found;
}

/** What a string literal says; escapes do not occur in names of files and requirements. */
function literalText(source: string): string {
  return source.replace(/^[rbuRBU]{0,2}/, '').replace(/^("""|'''|"|')([^]*)\1$/, '$2');
}

import { posix } from 'path';
import type { SyntaxNode } from '@lezer/common';
import { declarationsIn } from './javascript-declarations';
import { childrenOf, expressionsOf, JavaScriptModule } from './javascript-module';
import { absolutePath, callLibrary } from './javascript-paths';
import { alternatives, anyOf, fromJson, JsValue, merged, property, text, UNDEFINED, UNKNOWN } from './javascript-value';

/** Reads a file of the application, relative to the context; undefined when it is not there. */
export type ReadFile = (path: string) => string | undefined;

/** Functions of bundlers that give back what they get. */
const IDENTITY = /^(?:define\w*|withTamagui|wrap\w*|withMDX)$/;
/** Functions that lay objects over each other. */
const MERGE = /^(?:merge|mergeConfig|assign|webpackMerge|mergeWithCustomize|mergeWithRules|smart)$/;
/** Enough for every configuration that was seen, by far; a file made to keep us busy ends here. */
const BUDGET = 50_000;
/** How deep expressions and calls may lie in each other. */
const DEPTH = 100;

type Frame = ReadonlyMap<SyntaxNode['from'], ReadonlyMap<string, JsValue>>;

/** Tells what configuration files export, without running them. */
export class JavaScriptEvaluator {
  private readonly modules = new Map<string, JavaScriptModule | undefined>();
  private readonly exported = new Map<string, JsValue>();
  private readonly names = new Map<string, JsValue>();
  private budget = BUDGET;
  private depth = 0;

  /** @param directory where the build runs, relative to the context */
  constructor(private readonly readFile: ReadFile, private readonly directory: string) {}

  public module(path: string): JavaScriptModule | undefined {
    if (!this.modules.has(path)) {
      const source = this.readFile(path);
      this.modules.set(path, source === undefined ? undefined : new JavaScriptModule(path, source));
    }
    return this.modules.get(path);
  }

  /** What the file exports as its default, or as `module.exports`. */
  public exports(path: string): JsValue {
    const known = this.exported.get(path);
    if (known) return known;
    this.exported.set(path, UNKNOWN); // while it is being read: two files that need each other
    const value = this.readExports(path);
    this.exported.set(path, value);
    return value;
  }

  /** The value of an expression of a file. */
  public evaluate(module: JavaScriptModule, node: SyntaxNode, frame: Frame = new Map()): JsValue {
    if (this.budget-- <= 0 || this.depth >= DEPTH) return UNKNOWN;
    this.depth++;
    try {
      return this.evaluateNode(module, node, frame);
    } finally {
      this.depth--;
    }
  }

  private evaluateNode(module: JavaScriptModule, node: SyntaxNode, frame: Frame): JsValue {
    const parts = expressionsOf(node);
    const first = (): JsValue => parts.length > 0 ? this.evaluate(module, parts[0], frame) : UNKNOWN;
    switch (node.name) {
      case 'String': return text(module.string(node));
      case 'TemplateString': return this.template(module, node, frame);
      case 'Number': return { kind: 'constant', value: Number(module.text(node)) };
      case 'BooleanLiteral': return { kind: 'constant', value: module.text(node) === 'true' };
      case 'ParenthesizedExpression': case 'AwaitExpression': return first();
      case 'VariableName': return this.name(module, node, frame);
      case 'ArrayExpression': return this.list(module, node, frame);
      case 'ObjectExpression': return this.object(module, node, frame);
      case 'MemberExpression': return this.member(module, node, frame);
      case 'CallExpression': case 'NewExpression': return this.call(module, node, frame);
      case 'ConditionalExpression': return this.conditional(module, parts, frame);
      case 'BinaryExpression': return this.binary(module, node, frame);
      case 'ArrowFunction': case 'FunctionExpression': case 'FunctionDeclaration': return this.lambda(module, node, frame);
      default: return UNKNOWN;
    }
  }

  private readExports(path: string): JsValue {
    if (path.endsWith('.json')) {
      try {
        return fromJson(JSON.parse(this.readFile(path) ?? ''));
      } catch {
        return UNKNOWN;
      }
    }
    const module = this.module(path);
    if (!module) return UNKNOWN;
    const values: JsValue[] = [];
    for (const node of childrenOf(module.root)) {
      const parts = expressionsOf(node);
      if (node.name === 'ExportDeclaration' && childrenOf(node).some((child) => child.name === 'default') && parts.length > 0) {
        values.push(this.evaluate(module, parts[parts.length - 1]));
      }
      const assigned = parts[0]?.name === 'AssignmentExpression' ? expressionsOf(parts[0]) : [];
      if (assigned.length === 2 && /^(?:module\.exports|exports\.default)$/.test(module.text(assigned[0]))) values.push(this.evaluate(module, assigned[1]));
    }
    return values.length === 0 ? UNKNOWN : values[values.length - 1];
  }

  private name(module: JavaScriptModule, node: SyntaxNode, frame: Frame): JsValue {
    const name = module.text(node);
    if (name === '__dirname') return text(absolutePath(posix.dirname(module.path)));
    if (name === '__filename') return text(absolutePath(module.path));
    if (name === 'undefined') return UNDEFINED;
    for (let scope: SyntaxNode | null = node.parent; scope; scope = scope.parent) {
      const bound = frame.get(scope.from)?.get(name);
      if (bound && /Function/.test(scope.name)) return bound;
      const declared = declarationsIn(module, scope).get(name);
      if (!declared) continue;
      const key = `${module.path}:${declared.node.from}:${name}`;
      const known = this.names.get(key);
      if (known) return known;
      this.names.set(key, UNKNOWN); // while it is being told: a name that needs itself
      const value = this.declared(module, declared.node, declared.path, declared.from, frame);
      if (frame.size === 0) this.names.set(key, value);
      else this.names.delete(key);
      return value;
    }
    return { kind: 'imported', name };
  }

  private declared(module: JavaScriptModule, node: SyntaxNode, path: readonly string[], from: string | undefined, frame: Frame): JsValue {
    const whole = from === undefined ? this.evaluate(module, node, frame) : this.imported(module, from);
    return path.reduce(property, whole);
  }

  /** Another file of the application, or a library by its name. */
  private imported(module: JavaScriptModule, name: string): JsValue {
    if (!name.startsWith('.')) return { kind: 'imported', name: name.replace(/^node:/, '') };
    const path = posix.join(posix.dirname(module.path), name);
    const found = [path, ...['.js', '.mjs', '.cjs', '.ts', '.json', '/index.js'].map((ending) => path + ending)]
      .find((candidate) => /\.[a-z]+$/.test(candidate) && this.readFile(candidate) !== undefined);
    return found === undefined ? UNKNOWN : this.exports(found);
  }

  private member(module: JavaScriptModule, node: SyntaxNode, frame: Frame): JsValue {
    const written = module.text(node);
    if (written === 'import.meta.dirname') return text(absolutePath(posix.dirname(module.path)));
    if (written === 'import.meta.url') return text(`file://${absolutePath(module.path)}`);
    // what a build finds in its environment is not known here; what is set nowhere is not set
    if (/^process\.env\b/.test(written)) return /NODE_ENV$/.test(written) ? UNKNOWN : UNDEFINED;
    const [of, name] = expressionsOf(node);
    if (!of || !name) return UNKNOWN;
    const key = name.name === 'PropertyName' ? module.text(name) : this.evaluate(module, name, frame);
    if (typeof key !== 'string' && key.kind !== 'text') return UNKNOWN;
    return property(this.evaluate(module, of, frame), typeof key === 'string' ? key : key.text);
  }

  private call(module: JavaScriptModule, node: SyntaxNode, frame: Frame): JsValue {
    const parts = expressionsOf(node);
    const list = parts.find((part) => part.name === 'ArgList');
    const [callee] = parts;
    if (!callee || callee === list) return UNKNOWN;
    const args = list ? expressionsOf(list).map((arg) => this.evaluate(module, arg, frame)) : [];
    const written = module.text(callee);
    if (written === 'require') return args[0]?.kind === 'text' ? this.imported(module, args[0].text) : UNKNOWN;
    const target = this.evaluate(module, callee, frame);
    if (target.kind === 'imported') {
      const result = callLibrary(target.name, args, absolutePath(this.directory));
      if (result) return result;
    }
    if (target.kind === 'function') return target.call(args);
    const last = callee.name === 'MemberExpression' ? expressionsOf(callee).pop() : callee;
    const name = last ? module.text(last) : '';
    if (MERGE.test(name)) return merged(args.flatMap(alternatives), true);
    if (IDENTITY.test(name) && args.length > 0) return args[args.length - 1];
    return { kind: 'call', name, args };
  }

  private template(module: JavaScriptModule, node: SyntaxNode, frame: Frame): JsValue {
    let result = '';
    let end = node.from + 1;
    for (const part of childrenOf(node).filter(({ name }) => name === 'Interpolation')) {
      const [inner] = expressionsOf(part).filter(({ name }) => !name.startsWith('Interpolation'));
      const value = inner ? this.evaluate(module, inner, frame) : UNKNOWN;
      if (value.kind !== 'text') return UNKNOWN;
      result += module.text(module.root).slice(end, part.from) + value.text;
      end = part.to;
    }
    return text(result + module.text(module.root).slice(end, node.to - 1));
  }

  private list(module: JavaScriptModule, node: SyntaxNode, frame: Frame): JsValue {
    const items: JsValue[] = [];
    let spread = false;
    for (const child of childrenOf(node)) {
      if (child.name === 'Spread') spread = true;
      if (!/^[A-Z]/.test(child.name) || /^(?:Spread|LineComment|BlockComment)$/.test(child.name)) continue;
      const value = this.evaluate(module, child, frame);
      items.push(...(spread && value.kind === 'list' ? value.items : [value]));
      spread = false;
    }
    return { kind: 'list', items };
  }

  private object(module: JavaScriptModule, node: SyntaxNode, frame: Frame): JsValue {
    let result: JsValue = { kind: 'object', entries: new Map() };
    for (const entry of childrenOf(node).filter(({ name }) => name === 'Property')) {
      const parts = childrenOf(entry).filter(({ name }) => /^[A-Z]/.test(name));
      const [key] = parts;
      const value = parts[parts.length - 1];
      if (!key) continue;
      if (key.name === 'Spread') {
        result = merged([result, this.evaluate(module, value, frame)], false);
        continue;
      }
      const name = key.name === 'String' ? module.string(key) : module.text(key);
      const of = parts.some((part) => part.name === 'ParamList') ? this.lambda(module, entry, frame)
        : value === key ? this.name(module, key, frame) : this.evaluate(module, value, frame);
      result = merged([result, { kind: 'object', entries: new Map([[name, of]]) }], false);
    }
    return result;
  }

  private conditional(module: JavaScriptModule, parts: readonly SyntaxNode[], frame: Frame): JsValue {
    const values = parts.filter(({ name }) => name !== 'LogicOp');
    return values.length === 3 ? anyOf(values.slice(1).map((part) => this.evaluate(module, part, frame))) : UNKNOWN;
  }

  private binary(module: JavaScriptModule, node: SyntaxNode, frame: Frame): JsValue {
    const all = childrenOf(node);
    const [left, operator, right] = all;
    if (all.length < 2) return UNKNOWN;
    if (/\b(?:satisfies|as)\b/.test(module.text(operator))) return this.evaluate(module, left, frame);
    if (!right) return UNKNOWN;
    const [a, b] = [left, right].map((part) => this.evaluate(module, part, frame));
    switch (module.text(operator)) {
      case '+': return a.kind === 'text' && b.kind === 'text' ? text(a.text + b.text) : UNKNOWN;
      case '||': case '??': return a.kind === 'constant' && !a.value ? b : a.kind === 'unknown' ? anyOf([a, b]) : a;
      case '&&': return b;
      default: return UNKNOWN;
    }
  }

  private lambda(module: JavaScriptModule, node: SyntaxNode, frame: Frame): JsValue {
    return {
      kind: 'function',
      call: (args) => {
        const parameters = childrenOf(node).filter(({ name }) => name === 'ParamList').flatMap(expressionsOf);
        const single = node.name === 'ArrowFunction' ? childrenOf(node).filter(({ name }) => name === 'VariableDefinition') : [];
        const bound = new Map([...single, ...parameters].map((parameter, i) => [module.text(parameter), args[i] ?? UNKNOWN]));
        const inner: Frame = new Map([...frame, [node.from, bound]]);
        const [body] = expressionsOf(node).slice(-1);
        if (!body || this.budget <= 0) return UNKNOWN;
        if (body.name !== 'Block') return this.evaluate(module, body, inner);
        const returned = returnsOf(body).map((value) => this.evaluate(module, value, inner));
        return returned.length === 0 ? UNDEFINED : anyOf(returned);
      },
    };
  }
}

/** What a function returns, without what functions in it return. */
function returnsOf(block: SyntaxNode, depth = 20): SyntaxNode[] {
  if (depth === 0) return [];
  return childrenOf(block).flatMap((node) => {
    if (node.name === 'ReturnStatement') return expressionsOf(node).slice(0, 1);
    if (/Function|Expression$|Declaration$/.test(node.name)) return [];
    return returnsOf(node, depth - 1);
  });
}

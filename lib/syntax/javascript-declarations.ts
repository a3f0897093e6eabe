import type { SyntaxNode } from '@lezer/common';
import { childrenOf, expressionsOf, JavaScriptModule } from './javascript-module';

/** Where a name gets its value: an expression or another file, and the properties of it. */
export interface Declaration {
  readonly node: SyntaxNode;
  /** The file or library that it is imported from. */
  readonly from?: string;
  readonly path: readonly string[];
}

const NONE: ReadonlyMap<string, Declaration> = new Map();
const known = new WeakMap<JavaScriptModule, Map<number, ReadonlyMap<string, Declaration>>>();

/** The names that a block or a file declares itself. */
export function declarationsIn(module: JavaScriptModule, scope: SyntaxNode): ReadonlyMap<string, Declaration> {
  if (scope.name !== 'Script' && scope.name !== 'Block') return NONE;
  const scopes = known.get(module) ?? new Map<number, ReadonlyMap<string, Declaration>>();
  known.set(module, scopes);
  const key = scope.name === 'Script' ? -1 : scope.from;
  const found = scopes.get(key) ?? new Map(childrenOf(scope).flatMap((node) => declare(module, node)));
  scopes.set(key, found);
  return found;
}

function declare(module: JavaScriptModule, node: SyntaxNode): Array<[string, Declaration]> {
  switch (node.name) {
    case 'VariableDeclaration': return variables(module, node);
    case 'FunctionDeclaration': return childrenOf(node).filter(({ name }) => name === 'VariableDefinition').slice(0, 1)
      .map((name) => [module.text(name), { node, path: [] }]);
    case 'ImportDeclaration': return imports(module, node);
    case 'ExportDeclaration': return childrenOf(node).flatMap((child) => declare(module, child));
    default: return [];
  }
}

function variables(module: JavaScriptModule, node: SyntaxNode): Array<[string, Declaration]> {
  const result: Array<[string, Declaration]> = [];
  const children = childrenOf(node);
  children.forEach((child, i) => {
    if (child.name !== 'VariableDefinition' && child.name !== 'ObjectPattern') return;
    const equals = children.slice(i + 1, i + 3).findIndex(({ name }) => name === 'Equals');
    const value = equals === -1 ? undefined : children[i + equals + 2];
    if (!value) return;
    if (child.name === 'VariableDefinition') {
      result.push([module.text(child), { node: value, path: [] }]);
      return;
    }
    for (const entry of expressionsOf(child)) {
      const [key, name = key] = expressionsOf(entry);
      if (key) result.push([module.text(name), { node: value, path: [module.text(key)] }]);
    }
  });
  return result;
}

function imports(module: JavaScriptModule, node: SyntaxNode): Array<[string, Declaration]> {
  const children = childrenOf(node);
  const source = children.find(({ name }) => name === 'String');
  if (!source) return [];
  const from = module.string(source);
  const direct = children.filter(({ name }) => name === 'VariableDefinition').map((name): [string, Declaration] => [module.text(name), { node, from, path: [] }]);
  const group = children.filter(({ name }) => name === 'ImportGroup').flatMap((child) => {
    const words = childrenOf(child);
    return words.flatMap((word, i): Array<[string, Declaration]> => {
      if (word.name !== 'VariableDefinition') return [];
      const renamed = words[i - 1]?.name === 'as' ? words[i - 2] : undefined;
      return [[module.text(word), { node, from, path: [module.text(renamed ?? word)] }]];
    });
  });
  return [...direct, ...group];
}

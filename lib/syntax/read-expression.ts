import type { SyntaxNode } from '@lezer/common';
import { stringValue } from './python-strings';
import { Call, Expression } from './python-tree';
import { SourceText } from './source-text';

/** Nesting beyond which a value is not read: generated files nest deeper than a call stack. */
const DEEPEST = 200;

/** Lists longer than this are data, not settings. */
const LONGEST = 5000;

/** Nodes that are punctuation or words of the grammar, not values. */
export function isValue(node: SyntaxNode): boolean {
  return /^[A-Z]/.test(node.name) && !/^(?:AssignOp|UpdateOp|TypeDef|ArithOp|BitOp|CompareOp|LogicOp|Comment|Body|ParamList|PropertyName|FormatConversion|FormatSelfDoc|FormatSpec|Escape|At)$/.test(node.name);
}

export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    found.push(child);
    if (found.length > LONGEST) break;
  }
  return found;
}

/** Reads a node of the grammar's Expression group. */
export function readExpression(node: SyntaxNode, source: SourceText, depth = 0): Expression {
  const line = source.line(node.from);
  const text = () => source.slice(node.from, node.to);
  const inner = (child: SyntaxNode) => readExpression(child, source, depth + 1);
  if (depth > DEEPEST) return { kind: 'other', parts: [], line };
  const values = () => children(node).filter(isValue);
  switch (node.name) {
    case 'String': return { kind: 'string', value: stringValue(text()), line };
    case 'FormatString': return readFormat(node, inner, source, line);
    case 'ContinuedString': {
      const parts = values().map(inner);
      const texts = parts.map((part) => part.kind === 'string' ? part.value : undefined);
      return texts.includes(undefined) ? { kind: 'other', parts, line } : { kind: 'string', value: texts.join(''), line };
    }
    case 'Number': {
      const value = Number(text().replace(/_/g, ''));
      return Number.isNaN(value) ? { kind: 'other', parts: [], line } : { kind: 'number', value, line };
    }
    case 'Boolean': return { kind: 'constant', value: text() === 'True', line };
    case 'None': return { kind: 'constant', value: null, line };
    case 'VariableName': return { kind: 'name', name: text(), line };
    case 'ParenthesizedExpression': {
      const [only] = values();
      return only ? inner(only) : { kind: 'other', parts: [], line };
    }
    case 'AwaitExpression': {
      const only = values().at(-1);
      return only ? inner(only) : { kind: 'other', parts: [], line };
    }
    case 'ArrayExpression': case 'TupleExpression': case 'SetExpression':
      return { kind: 'list', items: values().map(inner), line };
    case 'DictionaryExpression': return { kind: 'dict', entries: entries(node, inner), line };
    case 'CallExpression': return readCall(node, inner, source, line);
    case 'MemberExpression': return readMember(node, inner, source, line);
    case 'BinaryExpression': {
      const [left, right] = values();
      if (!left || !right) break;
      const operator = source.slice(left.to, right.from).replace(/[\s\\]+/g, ' ').trim();
      return { kind: 'binary', operator, left: inner(left), right: inner(right), line };
    }
  }
  return { kind: 'other', parts: values().map(inner), line };
}

/** `f'{base}/logs'` is `base + '/logs'`; with a conversion or a format it is not known. */
function readFormat(node: SyntaxNode, inner: (child: SyntaxNode) => Expression, source: SourceText, line: number): Expression {
  const holes = children(node).filter((child) => child.name === 'FormatReplacement');
  const quoted = /^[A-Za-z]*("{3}|'{3}|"|')/.exec(source.slice(node.from, node.to));
  const isPlain = holes.length > 0 && quoted && holes.every((hole) => children(hole).filter(isValue).length === 1
    && !children(hole).some((child) => /^Format|^=$/.test(child.name)));
  if (!isPlain) return { kind: 'other', parts: holes.flatMap((hole) => children(hole).filter(isValue).map(inner)), line };
  const parts: Expression[] = [];
  const literal = (from: number, to: number) => to > from && parts.push({ kind: 'string', value: source.slice(from, to).replace(/\{\{/g, '{').replace(/\}\}/g, '}'), line });
  let from = node.from + quoted[0].length;
  for (const hole of holes) {
    literal(from, hole.from);
    parts.push(...children(hole).filter(isValue).map(inner));
    from = hole.to;
  }
  literal(from, node.to - quoted[1].length);
  return parts.slice(1).reduce((left, right): Expression => ({ kind: 'binary', operator: '+', left, right, line }), parts[0]);
}

function entries(node: SyntaxNode, inner: (child: SyntaxNode) => Expression): Array<readonly [Expression, Expression]> {
  const found: Array<readonly [Expression, Expression]> = [];
  let key: SyntaxNode | undefined;
  let colon = false;
  for (const child of children(node)) {
    if (child.name === ':') {colon = true;} else if (child.name === ',' || child.name === '**') {key = undefined;} else if (isValue(child)) {
      if (colon && key) found.push([inner(key), inner(child)]);
      key = colon ? undefined : child;
      colon = false;
    }
  }
  return found;
}

function readCall(node: SyntaxNode, inner: (child: SyntaxNode) => Expression, source: SourceText, line: number): Call {
  const [callee] = children(node).filter(isValue);
  const list = node.getChild('ArgList');
  const call = list ? readArguments(list, inner, source) : { args: [], keywords: [], isOpen: false };
  return { kind: 'call', callee: callee ? inner(callee) : { kind: 'other', parts: [], line }, ...call, line };
}

/** The arguments of a call, or the bases of a class. */
export function readArguments(list: SyntaxNode, inner: (child: SyntaxNode) => Expression, source: SourceText): Pick<Call, 'args' | 'keywords' | 'isOpen'> {
  const args: Expression[] = [];
  const keywords: Array<readonly [string, Expression]> = [];
  let isOpen = false;
  let starred = false;
  const nodes = children(list);
  for (let i = 0; i < nodes.length; i++) {
    const child = nodes[i];
    if (child.name === ',') {
      starred = false;
    } else if (child.name === '*' || child.name === '**') {
      isOpen = starred = true;
    } else if (isValue(child)) {
      if (nodes[i + 1]?.name === 'AssignOp' && nodes[i + 2] && isValue(nodes[i + 2])) {
        keywords.push([source.slice(child.from, child.to), inner(nodes[i + 2])]);
        i += 2;
      } else if (!starred) {
        args.push(inner(child));
      }
    }
  }
  return { args, keywords, isOpen };
}

function readMember(node: SyntaxNode, inner: (child: SyntaxNode) => Expression, source: SourceText, line: number): Expression {
  const [objectNode, ...rest] = children(node).filter((child) => isValue(child) || child.name === 'PropertyName');
  if (!objectNode) return { kind: 'other', parts: [], line };
  const object = inner(objectNode);
  const property = rest.find((child) => child.name === 'PropertyName');
  if (property) {
    const name = source.slice(property.from, property.to);
    return object.kind === 'name' ? { kind: 'name', name: `${object.name}.${name}`, line } : { kind: 'member', object, name, line };
  }
  const [index] = rest;
  if (index && rest.length === 1) return { kind: 'subscript', object, index: inner(index), line };
  return { kind: 'other', parts: [object, ...rest.map(inner)], line };
}

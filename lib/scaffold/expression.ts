/** What the library writes when it says how to decide: a small part of TypeScript, so that it can be said in other languages. */
export type Expression =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | Options
  | Call
  | { readonly kind: 'constant'; readonly of: string; readonly name: string };

/** `{ output: 'dist' }` */
export interface Options { readonly kind: 'options'; readonly entries: ReadonlyArray<readonly [string, Expression]> }

/** `NodeAssets.npm(…)`; without a class, a method of the image: `addJob(…)` */
export interface Call { readonly kind: 'call'; readonly of?: string; readonly method: string; readonly args: readonly Expression[] }

/** The expression that a text begins with; undefined when it is none, or leaves something open (`…`). */
export function readExpression(text: string): Expression | undefined {
  return read(text)?.[0];
}

type Read = readonly [Expression, string] | undefined;

function read(text: string): Read {
  const from = text.trimStart();
  const quoted = /^(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/.exec(from);
  if (quoted) return [{ kind: 'text', value: (quoted[1] ?? quoted[2]).replace(/\\(.)/g, '$1') }, from.slice(quoted[0].length)];
  const digits = /^\d+\b/.exec(from);
  if (digits) return [{ kind: 'number', value: digits[0] }, from.slice(digits[0].length)];
  if (from.startsWith('[')) return readList(from.slice(1), ']', (items) => ({ kind: 'list', items }));
  if (from.startsWith('{')) return readOptions(from.slice(1));
  const called = /^(?:([A-Z]\w*)\.)?([a-z]\w*)\(/.exec(from);
  if (called) {
    const [head, of, method] = called;
    return readList(from.slice(head.length), ')', (args) => ({ kind: 'call', ...(of === undefined ? {} : { of }), method, args }));
  }
  const constant = /^([A-Z]\w*)\.([A-Z][A-Z0-9_]*)\b/.exec(from);
  return constant ? [{ kind: 'constant', of: constant[1], name: constant[2] }, from.slice(constant[0].length)] : undefined;
}

function readList(text: string, end: string, make: (items: Expression[]) => Expression): Read {
  const items: Expression[] = [];
  for (let rest = text.trimStart(); ; rest = rest.trimStart()) {
    if (rest.startsWith(end)) return [make(items), rest.slice(1)];
    const item = read(rest);
    if (!item) return undefined;
    items.push(item[0]);
    rest = separated(item[1], end);
    if (rest === '') return undefined;
  }
}

function readOptions(text: string): Read {
  const entries: Array<readonly [string, Expression]> = [];
  for (let rest = text.trimStart(); ; rest = rest.trimStart()) {
    if (rest.startsWith('}')) return [{ kind: 'options', entries }, rest.slice(1)];
    const key = /^([A-Za-z_]\w*):/.exec(rest);
    const value = key ? read(rest.slice(key[0].length)) : undefined;
    if (!key || !value) return undefined;
    entries.push([key[1], value[0]]);
    rest = separated(value[1], '}');
    if (rest === '') return undefined;
  }
}

/** What follows a comma; the text itself when it is the end that follows, and nothing when it is neither. */
function separated(text: string, end: string): string {
  const rest = text.trimStart();
  if (rest.startsWith(',')) return rest.slice(1);
  return rest.startsWith(end) ? rest : '';
}

/** Classes of the library that an expression names, sorted. */
export function classesOf(expression: Expression): string[] {
  switch (expression.kind) {
    case 'list': return sorted(expression.items.flatMap(classesOf));
    case 'options': return sorted(expression.entries.flatMap(([, value]) => classesOf(value)));
    case 'call': return sorted([...(expression.of === undefined ? [] : [expression.of]), ...expression.args.flatMap(classesOf)]);
    case 'constant': return [expression.of];
    default: return [];
  }
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

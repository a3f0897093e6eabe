import { Call, Expression, Statement } from './python-tree';

/** Statements that run when the module is imported: those inside `if`, `try`, `with` too, those of functions not. */
export function* executed(body: readonly Statement[]): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    if (statement.kind === 'block') yield* executed(statement.body);
    if (statement.kind === 'if' && !isMainGuard(statement)) for (const branch of statement.branches) yield* executed(branch.body);
  }
}

/** Every statement, at any depth. */
export function* everyStatement(body: readonly Statement[]): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    if (statement.kind === 'block' || statement.kind === 'function' || statement.kind === 'class') yield* everyStatement(statement.body);
    if (statement.kind === 'if') for (const branch of statement.branches) yield* everyStatement(branch.body);
  }
}

/** `if __name__ == '__main__':` */
export function isMainGuard(statement: Statement): boolean {
  const test = statement.kind === 'if' ? statement.branches[0]?.test : undefined;
  if (test?.kind !== 'binary' || test.operator !== '==') return false;
  const sides = [test.left, test.right];
  return sides.some((side) => side.kind === 'name' && side.name === '__name__') && sides.some((side) => side.kind === 'string' && side.value === '__main__');
}

/** The values that stand directly in a statement. */
export function valuesOf(statement: Statement): Expression[] {
  switch (statement.kind) {
    case 'assign': return [...statement.targets, ...(statement.value ? [statement.value] : [])];
    case 'expression': return [statement.value];
    case 'return': return statement.value ? [statement.value] : [];
    case 'function': return [...statement.decorators];
    case 'class': return [...statement.bases, ...statement.decorators];
    case 'if': return statement.branches.flatMap(({ test }) => test ? [test] : []);
    case 'block': case 'other': return [...statement.parts];
    case 'import': return [];
  }
}

/** A value and all values inside it, with the value around each. */
export function* everyValue(value: Expression, around?: Expression): Generator<readonly [Expression, Expression | undefined]> {
  yield [value, around];
  for (const inner of insideOf(value)) yield* everyValue(inner, value);
}

function insideOf(value: Expression): readonly Expression[] {
  switch (value.kind) {
    case 'call': return [value.callee, ...value.args, ...value.keywords.map(([, given]) => given)];
    case 'list': return value.items;
    case 'dict': return value.entries.flat();
    case 'binary': return [value.left, value.right];
    case 'subscript': return [value.object, value.index];
    case 'member': return [value.object];
    case 'other': return value.parts;
    default: return [];
  }
}

/** Every call in these statements, at any depth. */
export function* everyCall(body: readonly Statement[]): Generator<Call> {
  for (const statement of everyStatement(body)) {
    for (const value of valuesOf(statement)) for (const [inner] of everyValue(value)) if (inner.kind === 'call') yield inner;
  }
}

/** An argument by its name, or else by its place. */
export function argument(call: Call, name: string, place?: number): Expression | undefined {
  return call.keywords.find(([keyword]) => keyword === name)?.[1] ?? (place === undefined ? undefined : call.args[place]);
}

export function stringOf(value: Expression | undefined): string | undefined {
  return value?.kind === 'string' ? value.value : undefined;
}

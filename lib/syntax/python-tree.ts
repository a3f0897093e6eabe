/** What can stand where Python wants a value, as far as reading an application needs it. */
export type Expression =
  | { readonly kind: 'string'; readonly value: string; readonly line: number }
  | { readonly kind: 'number'; readonly value: number; readonly line: number }
  | { readonly kind: 'constant'; readonly value: boolean | null; readonly line: number }
  /** A name, with dots where it has them: `os.environ`. */
  | { readonly kind: 'name'; readonly name: string; readonly line: number }
  | Call
  /** A list, a tuple or a set. */
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly line: number }
  | { readonly kind: 'dict'; readonly entries: ReadonlyArray<readonly [Expression, Expression]>; readonly line: number }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression; readonly line: number }
  | { readonly kind: 'subscript'; readonly object: Expression; readonly index: Expression; readonly line: number }
  /** An attribute of something that is no plain name: `create().app`. */
  | { readonly kind: 'member'; readonly object: Expression; readonly name: string; readonly line: number }
  /** Everything else, f-strings included: its value is not known, what is inside it is. */
  | { readonly kind: 'other'; readonly parts: readonly Expression[]; readonly line: number };

/** A call, with its arguments in order and by name; `*args` and `**kwargs` make `isOpen`. */
export interface Call {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly args: readonly Expression[];
  readonly keywords: ReadonlyArray<readonly [string, Expression]>;
  readonly isOpen: boolean;
  readonly line: number;
}

/** A parameter of a function. */
export interface Parameter {
  readonly name: string;
  /** Whether a call has to give it. */
  readonly isRequired: boolean;
}

/** A name that an import makes. */
export interface ImportedName {
  /** The name in this module; `*` for all of them. */
  readonly local: string;
  /** What it is, with the leading dots of a relative import: `flask.Flask`, `.models.User`. */
  readonly source: string;
}

/** A function with what it returns and needs. */
export interface FunctionStatement {
  readonly kind: 'function';
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly decorators: readonly Expression[];
  readonly returns?: Expression;
  readonly body: readonly Statement[];
  readonly line: number;
}

/** A statement of a module. */
export type Statement =
  | { readonly kind: 'import'; readonly names: readonly ImportedName[]; readonly line: number }
  | { readonly kind: 'assign'; readonly targets: readonly Expression[]; readonly operator: string; readonly annotation?: Expression; readonly value?: Expression; readonly line: number }
  | { readonly kind: 'expression'; readonly value: Expression; readonly line: number }
  | { readonly kind: 'return'; readonly value?: Expression; readonly line: number }
  | FunctionStatement
  | { readonly kind: 'class'; readonly name: string; readonly bases: readonly Expression[]; readonly decorators: readonly Expression[]; readonly body: readonly Statement[]; readonly line: number }
  | { readonly kind: 'if'; readonly branches: ReadonlyArray<{ readonly test?: Expression; readonly body: readonly Statement[] }>; readonly line: number }
  /** `with`, `for`, `while`, `try`, `match`: what runs inside runs in the same scope. */
  | { readonly kind: 'block'; readonly parts: readonly Expression[]; readonly body: readonly Statement[]; readonly line: number }
  | { readonly kind: 'other'; readonly parts: readonly Expression[]; readonly line: number };

/** Where a file is no Python. */
export interface SyntaxMistake {
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
}

/** A parsed module. What is around a mistake is still there. */
export interface PythonModule {
  readonly body: readonly Statement[];
  readonly mistake?: SyntaxMistake;
}

import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { Expression, FunctionStatement, ImportedName, Parameter, PythonModule, Statement, SyntaxMistake } from './python-tree';
import { children, isValue, readArguments, readExpression } from './read-expression';
import { SourceText } from './source-text';

/**
 * Parses a module. Nothing of it runs, and a mistake costs only what is around it.
 * @see https://docs.python.org/3/reference/grammar.html
 */
export function parsePython(text: string): PythonModule {
  // the grammar knows \n, and a lone \r of an old Mac ends a line, too
  const source = new SourceText(text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'));
  const tree = parser.parse(source.text);
  const reader = new ModuleReader(source);
  const mistake = reader.mistake(tree.topNode);
  return { body: reader.statements(tree.topNode), ...(mistake ? { mistake } : {}) };
}

class ModuleReader {
  constructor(private readonly source: SourceText) {}

  public mistake(top: SyntaxNode): SyntaxMistake | undefined {
    let first: number | undefined;
    top.cursor().iterate((node) => {
      if (first === undefined && node.type.isError) first = node.from;
      return first === undefined;
    });
    // one error makes others, so only the first says anything
    if (first === undefined || isBeyondGrammar(this.source.text, first)) return undefined;
    return { line: this.source.line(first), column: this.source.column(first) };
  }

  public statements(parent: SyntaxNode): Statement[] {
    const found: Statement[] = [];
    for (let node = parent.firstChild; node; node = node.nextSibling) found.push(...this.statement(node));
    return found;
  }

  private statement(node: SyntaxNode): Statement[] {
    const line = this.source.line(node.from);
    switch (node.name) {
      case 'StatementGroup': return this.statements(node);
      case 'ImportStatement': return [{ kind: 'import', names: this.imports(node), line }];
      case 'AssignStatement': return [this.assign(node, line)];
      case 'UpdateStatement': {
        const [target, value] = this.values(node);
        const operator = node.getChild('UpdateOp');
        return target && value ? [{ kind: 'assign', targets: [target], operator: operator ? this.text(operator) : '+=', value, line }] : [];
      }
      case 'ExpressionStatement': return this.values(node).map((value) => ({ kind: 'expression', value, line }));
      case 'ReturnStatement': {
        const [value] = this.values(node);
        return [{ kind: 'return', ...(value ? { value } : {}), line }];
      }
      case 'FunctionDefinition': return [this.define(node, [], line)];
      case 'ClassDefinition': return [this.defineClass(node, [], line)];
      case 'DecoratedStatement': return this.decorated(node);
      case 'IfStatement': return [this.conditional(node, line)];
      case 'WithStatement': case 'ForStatement': case 'WhileStatement': case 'TryStatement':
        return [{ kind: 'block', parts: this.values(node), body: this.bodies(node), line }];
      case 'MatchStatement': {
        const clauses = node.getChild('MatchBody')?.getChildren('MatchClause') ?? [];
        return [{ kind: 'block', parts: this.values(node), body: clauses.flatMap((clause) => this.bodies(clause)), line }];
      }
    }
    return /Statement$/.test(node.name) ? [{ kind: 'other', parts: this.values(node), line }] : [];
  }

  private assign(node: SyntaxNode, line: number): Statement {
    const sides: Expression[][] = [[]];
    let annotation: Expression | undefined;
    for (const child of children(node)) {
      if (child.name === 'AssignOp') sides.push([]);
      else if (child.name === 'TypeDef') [annotation] = this.values(child);
      else if (isValue(child)) sides[sides.length - 1].push(this.value(child));
    }
    const together = (side: Expression[]): Expression => side.length === 1 ? side[0] : { kind: 'list', items: side, line };
    const value = sides.length > 1 ? together(sides[sides.length - 1]) : undefined;
    const targets = sides.slice(0, Math.max(1, sides.length - 1)).map(together);
    return { kind: 'assign', targets, operator: '=', ...(annotation ? { annotation } : {}), ...(value ? { value } : {}), line };
  }

  private decorated(node: SyntaxNode): Statement[] {
    const decorators = node.getChildren('Decorator').map((decorator) => this.decorator(decorator));
    return children(node).flatMap((child): Statement[] => {
      const line = this.source.line(child.from);
      if (child.name === 'FunctionDefinition') return [this.define(child, decorators, line)];
      return child.name === 'ClassDefinition' ? [this.defineClass(child, decorators, line)] : [];
    });
  }

  private decorator(node: SyntaxNode): Expression {
    const line = this.source.line(node.from);
    const name = node.getChildren('VariableName').map((part) => this.text(part)).join('.');
    const callee: Expression = { kind: 'name', name, line };
    const list = node.getChild('ArgList');
    return list ? { kind: 'call', callee, ...readArguments(list, (child) => this.value(child), this.source), line } : callee;
  }

  private define(node: SyntaxNode, decorators: readonly Expression[], line: number): FunctionStatement {
    const name = node.getChild('VariableName');
    const parameters = node.getChild('ParamList');
    const [returns] = node.getChild('TypeDef') ? this.values(node.getChild('TypeDef') as SyntaxNode) : [];
    return {
      kind: 'function', name: name ? this.text(name) : '', parameters: parameters ? this.parameters(parameters) : [], decorators,
      ...(returns ? { returns } : {}), body: this.bodies(node), line,
    };
  }

  private defineClass(node: SyntaxNode, decorators: readonly Expression[], line: number): Statement {
    const name = node.getChild('VariableName');
    const list = node.getChild('ArgList');
    const bases = list ? readArguments(list, (child) => this.value(child), this.source).args : [];
    return { kind: 'class', name: name ? this.text(name) : '', bases, decorators, body: this.bodies(node), line };
  }

  private parameters(list: SyntaxNode): Parameter[] {
    const found: Array<{ name: string; isRequired: boolean }> = [];
    let star = false;
    for (const child of children(list)) {
      if (child.name === '*' || child.name === '**') star = true;
      else if (child.name === ',') star = false;
      else if (child.name === 'VariableName') {
        // what follows `=` is a default, not a parameter
        if (child.prevSibling?.name === 'AssignOp') continue;
        found.push({ name: this.text(child), isRequired: !star });
      } else if (child.name === 'AssignOp' && found.length > 0) {
        found[found.length - 1].isRequired = false;
      }
    }
    return found;
  }

  private conditional(node: SyntaxNode, line: number): Statement {
    const branches: Array<{ test?: Expression; body: Statement[] }> = [];
    let test: Expression | undefined;
    for (const child of children(node)) {
      if (child.name === 'Body') {
        branches.push({ ...(test ? { test } : {}), body: this.statements(child) });
        test = undefined;
      } else if (isValue(child)) {
        test = this.value(child);
      }
    }
    return { kind: 'if', branches, line };
  }

  private imports(node: SyntaxNode): ImportedName[] {
    const words = children(node).filter((child) => child.name !== '(' && child.name !== ')').map((child) => this.text(child));
    const from = words[0] === 'from';
    const at = words.indexOf('import');
    const source = from ? words.slice(1, at).join('') : '';
    const names: ImportedName[] = [];
    let dotted = '';
    const rest = words.slice(at + 1);
    for (let i = 0; i <= rest.length; i++) {
      const word = rest[i];
      if (word === ',' || word === undefined) {
        if (dotted !== '') names.push(from ? imported(source, dotted, dotted) : { local: dotted.split('.')[0], source: dotted.split('.')[0] });
        dotted = '';
      } else if (word === 'as') {
        const local = rest[i + 1] ?? dotted;
        names.push(from ? imported(source, dotted, local) : { local, source: dotted });
        dotted = '';
        i++;
      } else {
        dotted += word;
      }
    }
    return names;
  }

  private bodies(node: SyntaxNode): Statement[] {
    return node.getChildren('Body').flatMap((body) => this.statements(body));
  }

  private values(node: SyntaxNode): Expression[] {
    return children(node).filter(isValue).map((child) => this.value(child));
  }

  private value(node: SyntaxNode): Expression {
    return readExpression(node, this.source);
  }

  private text(node: SyntaxNode): string {
    return this.source.slice(node.from, node.to);
  }
}

function imported(source: string, name: string, local: string): ImportedName {
  return { local, source: source.endsWith('.') || source === '' ? `${source}${name}` : `${source}.${name}` };
}

/**
 * Whether an error is Python that the grammar of the parser does not know: a bare `yield`, `with (a as b, c as d):`, an
 * assignment or a star in a comprehension, an empty class pattern. What is around it is read all the same.
 */
function isBeyondGrammar(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 200), at);
  return /\byield\s*[)\]},;]*\s*$/.test(before) || /\bfor\s+$/.test(before) || /\bcase\b[^\n]*$/.test(before)
    || /^\s*(?:as\b|:=|#)/.test(text.slice(at, at + 200));
}

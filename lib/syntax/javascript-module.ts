import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/javascript';

const PARSER = parser.configure({ dialect: 'ts' });
/** Nobody writes a longer configuration; what is longer was made by a bundler. */
const LONGEST = 500_000;

/** A JavaScript or TypeScript file, parsed and never run. */
export class JavaScriptModule {
  public readonly root: SyntaxNode;

  /** @param path of the file, relative to the context */
  constructor(public readonly path: string, private readonly source: string) {
    this.root = PARSER.parse(source.length > LONGEST ? '' : source).topNode;
  }

  public text(node: SyntaxNode): string {
    return this.source.slice(node.from, node.to);
  }

  /** The line of a node, counted from 1. */
  public line(node: SyntaxNode): number {
    let line = 1;
    for (let i = this.source.indexOf('\n'); i !== -1 && i < node.from; i = this.source.indexOf('\n', i + 1)) line++;
    return line;
  }

  /** The value of a String node. */
  public string(node: SyntaxNode): string {
    return this.text(node).slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|[^])/g, (_, escape: string) => {
      if (escape.length === 5) return String.fromCharCode(parseInt(escape.slice(1), 16));
      return ({ n: '\n', t: '\t', r: '\r' } as { [escape: string]: string | undefined })[escape] ?? escape;
    });
  }

  /** Every node of these kinds, in the order of the file. */
  public find(...kinds: readonly string[]): SyntaxNode[] {
    const found: SyntaxNode[] = [];
    this.root.cursor().iterate((node) => {
      if (kinds.includes(node.name)) found.push(node.node);
    });
    return found;
  }
}

/** What is directly below a node, in order. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

/** The same without brackets, commas and operators that are punctuation only. */
export function expressionsOf(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node).filter((child) => /^[A-Z]/.test(child.name) && !/^(?:LineComment|BlockComment|Equals|Arrow|TypeArgList|TypeAnnotation)$/.test(child.name));
}

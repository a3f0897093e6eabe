import { Document } from 'yaml';

/** A list on one line, each word in quotes: how people write commands. */
export class Words {
  constructor(public readonly words: readonly string[]) {}
}

/** Values that are written; undefined entries of a map are left out. */
export type Value = string | number | boolean | Words | readonly Value[] | { readonly [key: string]: Value | undefined };

/** The YAML of a map. */
export function yamlText(value: { readonly [key: string]: Value | undefined }): string {
  const document = new Document();
  const node = (of: Value): unknown => {
    if (of instanceof Words) {
      const list = document.createNode([...of.words], { flow: true });
      list.items.forEach((item) => { Object.assign(item as object, { type: 'QUOTE_DOUBLE' }); });
      return list;
    }
    if (Array.isArray(of)) return of.map(node);
    if (typeof of !== 'object') return of;
    return Object.fromEntries(Object.entries(of).flatMap(([key, inner]) => inner === undefined ? [] : [[key, node(inner)]]));
  };
  document.contents = document.createNode(node(value));
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Each line of a text further in. */
export function indented(text: string, spaces: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(spaces));
}

/** Comment lines. */
export function comment(lines: readonly string[]): string {
  return lines.map((line) => `# ${line}`.trimEnd()).join('\n');
}

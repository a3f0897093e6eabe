import { isTable, string, Table, table } from './app-document';
import { normalName } from './requirement';

/**
 * The requirements of each group of `[dependency-groups]`, with those of the groups that it includes.
 * @see https://packaging.python.org/en/latest/specifications/dependency-groups/
 */
export function dependencyGroups(pyproject: Table): Map<string, string[]> {
  const declared = Object.entries(table(pyproject['dependency-groups']));
  const byName = new Map(declared.map(([name, list]) => [normalName(name), Array.isArray(list) ? list : []]));
  const flat = (name: string, seen: readonly string[]): string[] => (seen.includes(name) ? [] : byName.get(name) ?? []).flatMap((entry: unknown) => {
    if (typeof entry === 'string') return [entry];
    const included = isTable(entry) ? string(entry['include-group']) : undefined;
    return included === undefined ? [] : flat(normalName(included), [...seen, name]);
  });
  return new Map(declared.map(([name]) => [name, [...new Set(flat(normalName(name), []))]]));
}

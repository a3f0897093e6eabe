import * as kplus from 'cdk8s-plus-27';

/** Variables of a container by name. */
export interface Variables { readonly [name: string]: kplus.EnvValue }

/**
 * The same variables in the one order that they are written in: by name, but each after those that its value refers to, for
 * Kubernetes leaves `$(NAME)` as it is where NAME comes later. Maps of Java and Go have no order that a user could mean.
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function ordered(variables: Variables): { [name: string]: kplus.EnvValue } {
  const names = Object.keys(variables).sort();
  const known = new Set(names);
  const placed = new Set<string>();
  const begun = new Set<string>();
  const place = (name: string) => {
    // begun and not placed: a circle, which no order serves
    if (begun.has(name)) return;
    begun.add(name);
    references(variables[name].value ?? '').filter((other) => known.has(other)).sort().forEach(place);
    placed.add(name);
  };
  names.forEach(place);
  return Object.fromEntries([...placed].map((name) => [name, variables[name]]));
}

/** What `$(NAME)` in a value names; `$$` is a dollar. */
function references(value: string): string[] {
  return [...value.matchAll(/\$\$|\$\(([^)]*)\)/g)].flatMap(([, name]) => name ?? []);
}

import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
  readonly union?: { readonly types: readonly TypeReference[] };
}
interface Parameter { readonly name: string; readonly type: TypeReference }
interface Method { readonly name: string; readonly parameters?: readonly Parameter[]; readonly returns?: { readonly type: TypeReference } }
interface Type {
  readonly kind: 'class' | 'interface' | 'enum';
  readonly name: string;
  readonly datatype?: boolean;
  readonly interfaces?: readonly string[];
  readonly properties?: ReadonlyArray<{ readonly name: string; readonly type: TypeReference }>;
  readonly methods?: readonly Method[];
  readonly initializer?: { readonly parameters?: readonly Parameter[] };
}

const FILE = join(__dirname, '..', '..', '.jsii');

/**
 * Every place of the API at which a user of any language can give a string, alone or in a list or map: options as
 * `Struct.option`, parameters as `new Class(parameter)` and `Class.method(parameter)`. Read from the jsii assembly.
 */
export function stringInputs(): string[] {
  if (!existsSync(FILE)) throw new Error(`there is no jsii assembly at '${FILE}'; run npm run compile`);
  const { types } = JSON.parse(readFileSync(FILE, 'utf8')) as { types: { [fqn: string]: Type } };
  const found = new Set<string>();
  const seen = new Set<string>();

  const visit = (place: string, type: TypeReference): void => {
    if (type.primitive === 'string' || type.primitive === 'any' || type.primitive === 'json') found.add(place);
    // the keys of a map, but of those that cdk8s-plus checks, with its values
    if (type.collection?.kind === 'map' && types[type.collection.elementtype.fqn ?? '']) found.add(place);
    if (type.collection) visit(place, type.collection.elementtype);
    type.union?.types.forEach((option) => visit(place, option));
    if (type.fqn && types[type.fqn]) visitType(type.fqn);
  };
  const visitType = (fqn: string): void => {
    const type = types[fqn];
    if (seen.has(fqn) || type.kind !== 'interface') return;
    seen.add(fqn);
    type.interfaces?.filter((base) => types[base]).forEach(visitType);
    if (type.datatype) type.properties?.forEach((property) => visit(`${type.name}.${property.name}`, property.type));
    // what an interface of the user's own returns is input, too
    else type.methods?.forEach((method) => method.returns && visit(`${type.name}.${method.name}()`, method.returns.type));
  };

  for (const type of Object.values(types).filter(({ kind }) => kind === 'class')) {
    type.initializer?.parameters?.forEach(({ name, type: of }) => visit(`new ${type.name}(${name})`, of));
    type.methods?.forEach((method) => method.parameters?.forEach(({ name, type: of }) => visit(`${type.name}.${method.name}(${name})`, of)));
  }
  return [...found].sort();
}

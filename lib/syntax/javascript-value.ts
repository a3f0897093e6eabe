/**
 * What an expression of a JavaScript file can be, as far as it can be told without running it. Configuration files compute little: paths
 * from constants, an object from a function that gets the mode.
 */
export type JsValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'constant'; readonly value: boolean | number | undefined }
  | { readonly kind: 'list'; readonly items: readonly JsValue[] }
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, JsValue> }
  | { readonly kind: 'function'; readonly call: (args: readonly JsValue[]) => JsValue }
  /** What a library exports: `path`, `path.resolve`. */
  | { readonly kind: 'imported'; readonly name: string }
  /** A call of something that is not known, for those who know it. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly JsValue[] }
  /** One of these, depending on what only a run would tell. */
  | { readonly kind: 'any'; readonly of: readonly JsValue[] }
  | { readonly kind: 'unknown' };

export const UNKNOWN: JsValue = { kind: 'unknown' };
export const UNDEFINED: JsValue = { kind: 'constant', value: undefined };

export const text = (of: string): JsValue => ({ kind: 'text', text: of });

export function anyOf(values: readonly JsValue[]): JsValue {
  const flat = values.flatMap((value) => value.kind === 'any' ? value.of : [value]);
  return flat.length === 1 ? flat[0] : { kind: 'any', of: flat.slice(0, 20) };
}

/** The values that it may be, one by one. */
export function alternatives(value: JsValue): readonly JsValue[] {
  return value.kind === 'any' ? value.of : [value];
}

export function property(value: JsValue, name: string): JsValue {
  switch (value.kind) {
    case 'object': return value.entries.get(name) ?? UNDEFINED;
    case 'imported': return { kind: 'imported', name: `${value.name}.${name}` };
    case 'any': return anyOf(value.of.map((one) => property(one, name)));
    case 'list': return value.items[Number(name)] ?? UNKNOWN;
    case 'constant': return UNDEFINED;
    default: return UNKNOWN;
  }
}

/** One property below the other: `at(config, 'build', 'outDir')`. */
export function at(value: JsValue, ...names: readonly string[]): JsValue {
  return names.reduce(property, value);
}

/** The texts that it may be; undefined when it may also be something else that is not known. */
export function texts(value: JsValue): string[] | undefined {
  const found: string[] = [];
  for (const one of alternatives(value)) {
    if (one.kind === 'text') found.push(one.text);
    else if (!(one.kind === 'constant' && one.value === undefined)) return undefined;
  }
  return [...new Set(found)];
}

/** Objects laid over each other, the later ones on top; objects in objects are laid over each other, too. */
export function merged(values: readonly JsValue[], deep: boolean): JsValue {
  const entries = new Map<string, JsValue>();
  for (const value of values) {
    for (const one of alternatives(value)) {
      if (one.kind !== 'object') continue;
      one.entries.forEach((of, name) => {
        const before = entries.get(name);
        entries.set(name, deep && before?.kind === 'object' && of.kind === 'object' ? merged([before, of], true) : of);
      });
    }
  }
  return { kind: 'object', entries };
}

/** A value of JSON. */
export function fromJson(value: unknown, depth = 50): JsValue {
  if (depth === 0) return UNKNOWN;
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item: unknown) => fromJson(item, depth - 1)) };
  if (typeof value === 'object' && value !== null) {
    return { kind: 'object', entries: new Map(Object.entries(value).map(([name, of]) => [name, fromJson(of, depth - 1)])) };
  }
  return typeof value === 'boolean' || typeof value === 'number' ? { kind: 'constant', value } : UNDEFINED;
}

/** Every call in a value, also in lists and objects: plugins of a bundler. */
export function callsIn(value: JsValue, depth = 8): Array<{ readonly name: string; readonly args: readonly JsValue[] }> {
  if (depth === 0) return [];
  switch (value.kind) {
    case 'call': return [value];
    case 'list': return value.items.flatMap((item) => callsIn(item, depth - 1));
    case 'any': return value.of.flatMap((one) => callsIn(one, depth - 1));
    case 'object': return [...value.entries.values()].flatMap((one) => callsIn(one, depth - 1));
    default: return [];
  }
}

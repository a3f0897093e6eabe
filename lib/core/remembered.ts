/** Longer texts together are forgotten: a lock file may be large. */
const CHARACTERS = 8_000_000;

/**
 * The same function of one text, which does its work once for each text: the images of an App have most of their
 * dependencies in common. Only for functions whose result nobody changes.
 */
export function remembered<T>(of: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>();
  let characters = 0;
  return (text) => {
    const known = results.get(text);
    if (known !== undefined || results.has(text)) return known as T;
    const result = of(text);
    characters += text.length;
    if (characters > CHARACTERS) {
      results.clear();
      characters = text.length;
    }
    if (text.length <= CHARACTERS) results.set(text, result);
    return result;
  };
}

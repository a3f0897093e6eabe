const ESCAPES: { readonly [letter: string]: string } = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\', '\'': '\'', '"': '"', '\n': '' };

/** The value of a string literal as it is written, prefix and quotes included; f-strings have none. */
export function stringValue(literal: string): string {
  const [, prefix = '', quote = ''] = /^([A-Za-z]{0,2})("""|'''|"|')/.exec(literal) ?? [];
  const start = prefix.length + quote.length;
  const text = literal.slice(start, literal.endsWith(quote) ? Math.max(start, literal.length - quote.length) : undefined);
  return /r/i.test(prefix) ? text : unescape(text);
}

/** @see https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences */
function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([^]))/g, (all, x?: string, u?: string, long?: string, octal?: string, letter?: string) => {
    const hexadecimal = x ?? u ?? long;
    if (hexadecimal !== undefined) {
      const code = parseInt(hexadecimal, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    }
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
    return ESCAPES[letter ?? ''] ?? all;
  });
}

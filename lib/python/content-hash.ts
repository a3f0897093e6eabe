import { createHash } from 'crypto';
import { isTable } from './app-document';

/** How Python's `json.dumps` puts its text together. */
export interface JsonStyle {
  readonly item: string;
  readonly key: string;
}

/** The default of `json.dumps`. */
export const SPACED: JsonStyle = { item: ', ', key: ': ' };
/** `separators=(",", ":")`. */
export const COMPACT: JsonStyle = { item: ',', key: ':' };

/** The SHA-256 of a value's JSON with sorted keys, as Python writes it; undefined when that cannot be known. */
export function contentHash(value: unknown, style: JsonStyle = SPACED): string | undefined {
  const text = pythonJson(value, style);
  return text === undefined ? undefined : createHash('sha256').update(text).digest('hex');
}

/** The TOML parser does not tell 1.0 from 1, so a number makes the text unknown; dates have none at all. */
function pythonJson(value: unknown, style: JsonStyle): string | undefined {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return ascii(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => pythonJson(item, style));
    return items.includes(undefined) ? undefined : `[${items.join(style.item)}]`;
  }
  if (!isTable(value)) return undefined;
  const entries = Object.entries(value).sort(([a], [b]) => byCodePoint(a, b))
    .map(([key, item]) => ({ key: ascii(key), item: pythonJson(item, style) }));
  return entries.some(({ item }) => item === undefined) ? undefined : `{${entries.map(({ key, item }) => `${key}${style.key}${item}`).join(style.item)}}`;
}

/** `ensure_ascii`: every UTF-16 unit outside of ASCII by its number, and so is the control character that JSON leaves alone. */
function ascii(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => unit === '\u007f' ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const at = left.findIndex((character, i) => character !== right[i]);
  if (at < 0) return left.length - right.length;
  return (left[at].codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
}

/** A value of an INI file with the line that it starts on. */
export interface IniValue {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/**
 * Reads an INI file as Python's configparser does, and also uWSGI, whose keys may come many times: an indented line
 * belongs to the value above it.
 * @see https://docs.python.org/3/library/configparser.html#supported-ini-file-structure
 */
export function readIni(text: string): IniValue[] {
  const values: Array<{ section: string; key: string; value: string; line: number }> = [];
  let section = '';
  text.split(/\r\n|\r|\n/).forEach((raw, i) => {
    const line = raw.trim();
    const header = /^\[([^\]]*)\]/.exec(line);
    if (line === '' || line.startsWith('#') || line.startsWith(';')) return;
    if (header) {
      section = header[1].trim();
    } else if (/^\s/.test(raw) && values.length > 0 && values[values.length - 1].section === section && !/^[\w-]+\s*=/.test(line)) {
      values[values.length - 1].value += `\n${line}`;
    } else {
      const at = line.search(/[=:]/);
      const key = at < 0 ? line : line.slice(0, at).trim();
      values.push({ section, key, value: at < 0 ? '' : line.slice(at + 1).trim(), line: i + 1 });
    }
  });
  return values;
}

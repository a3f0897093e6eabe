import { satisfies } from './versions';

/** What a marker evaluates to where a part of it is not known. */
type Truth = boolean | undefined;

type Token = { readonly kind: 'variable' | 'string' | 'operator' | 'word' | 'parenthesis'; readonly text: string };

const TOKEN = /\s*(?:(?<string>"[^"]*"|'[^']*')|(?<operator>===|[<>=!~]=|[<>])|(?<parenthesis>[()])|(?<word>[A-Za-z_][A-Za-z0-9_.]*))/y;

/**
 * Whether a requirement with this marker is installed in a Linux image of CPython; undefined where the marker asks for
 * what is not known (the machine, an extra) or cannot be read.
 * @see https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers
 */
export function holdsOnLinux(marker: string, python: string): boolean | undefined {
  const tokens = tokenize(marker);
  if (!tokens) return undefined;
  const environment: { readonly [name: string]: string } = {
    os_name: 'posix',
    sys_platform: 'linux',
    platform_system: 'Linux',
    platform_python_implementation: 'CPython',
    implementation_name: 'cpython',
    python_version: python,
    python_full_version: `${python}.99`,
  };
  let at = 0;

  const either = (depth: number): Truth => {
    let value = both(depth);
    while (tokens[at]?.text === 'or') {
      at += 1;
      const right = both(depth);
      value = value === true || right === true ? true : value === undefined || right === undefined ? undefined : false;
    }
    return value;
  };
  const both = (depth: number): Truth => {
    let value = single(depth);
    while (tokens[at]?.text === 'and') {
      at += 1;
      const right = single(depth);
      value = value === false || right === false ? false : value === undefined || right === undefined ? undefined : true;
    }
    return value;
  };
  const single = (depth: number): Truth => {
    if (tokens[at]?.text === '(' && depth < 50) {
      at += 1;
      const value = either(depth + 1);
      at += 1;
      return value;
    }
    const left = tokens[at];
    let operator = tokens[at + 1]?.text ?? '';
    at += 2;
    if (operator === 'not') {
      operator = 'not in';
      at += 1;
    }
    const right = tokens[at];
    at += 1;
    return left && right ? compare(valueOf(left, environment), operator, valueOf(right, environment), [left, right].some(({ text }) => text.startsWith('python_'))) : undefined;
  };
  return either(0);
}

function tokenize(marker: string): Token[] | undefined {
  const text = marker.trim();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) return undefined;
    const [kind, value] = Object.entries(groups).find(([, part]) => part !== undefined) ?? [];
    tokens.push({ kind: kind as Token['kind'], text: value ?? '' });
  }
  return tokens;
}

function valueOf(token: Token, environment: { readonly [name: string]: string }): string | undefined {
  return token.kind === 'string' ? token.text.slice(1, -1) : environment[token.text];
}

function compare(left: string | undefined, operator: string, right: string | undefined, versions: boolean): Truth {
  if (left === undefined || right === undefined) return undefined;
  if (operator === 'in') return right.includes(left);
  if (operator === 'not in') return !right.includes(left);
  if (versions) {
    try {
      return satisfies(left, `${operator}${right}`);
    } catch {
      return undefined;
    }
  }
  if (operator === '==' || operator === '===') return left === right;
  if (operator === '!=') return left !== right;
  return undefined;
}

import { strings, Table, table } from './app-document';
import { normalName } from './requirement';
import { RequirementsLine } from './requirements-line';

/** Whether a distribution is compiled although there is a wheel, as the application's own files want it. */
export type SourceOnly = (name: string) => boolean;

/**
 * By the lines of requirements files, of which the later ones win: `--no-binary lxml,psycopg2`, `--no-binary :all:`, `--only-binary lxml`.
 * @see https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-no-binary
 */
export function byRequirements(lines: readonly RequirementsLine[]): SourceOnly {
  const names = new Set<string>();
  const except = new Set<string>();
  let all = false;
  for (const says of lines) {
    if (says.kind !== 'option' || !/^--(?:no|only)-binary$/.test(says.name)) continue;
    const compiled = says.name === '--no-binary';
    for (const word of says.value.split(',').map((each) => each.trim()).filter((each) => each !== '')) {
      if (word === ':all:') {
        all = compiled;
        names.clear();
        except.clear();
      } else if (word === ':none:') {
        if (compiled) all = false;
        (compiled ? names : except).clear();
      } else {
        (compiled ? except : names).delete(normalName(word));
        (compiled ? names : except).add(normalName(word));
      }
    }
  }
  return (name) => names.has(name) || (all && !except.has(name));
}

/**
 * By uv's settings.
 * @see https://docs.astral.sh/uv/reference/settings/#no-binary-package
 */
export function byUv(pyproject: Table): SourceOnly {
  const settings = table(table(pyproject.tool).uv);
  const names = new Set(strings(settings['no-binary-package']).map(normalName));
  return (name) => settings['no-binary'] === true || names.has(name);
}

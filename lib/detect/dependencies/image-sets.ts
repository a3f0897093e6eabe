import { notForProduction } from './names';
import { Source } from './source';
import { Use } from './usage';
import { IAppFiles } from '../../core/app-files';
import { readToml, table } from '../../python/app-document';
import { IDependencyInstaller } from '../../python/dependency-installer';
import { PythonDependencies } from '../../python/python-dependencies';
import { normalName } from '../../python/requirement';

/** Groups and extras that an image of the repository installs. */
export interface ImageSets {
  readonly installer: IDependencyInstaller;
  /** The line that chooses them. */
  readonly call: string;
  /** `Dockerfile:33 installs the extras redis, postgresql`. */
  readonly because: string;
}

const ALL = '*';

/** Options of each tool that name extras and groups; a value may be several, parted by commas or spaces. */
const OPTIONS: { readonly [kind: string]: { readonly extras: RegExp; readonly groups: RegExp; readonly all: RegExp } } = {
  uv: { extras: /^--extra$/, groups: /^--group$/, all: /^--all-extras$/ },
  poetry: { extras: /^(?:-E|--extras)$/, groups: /^(?:--with|--only)$/, all: /^--all-extras$/ },
  pdm: { extras: /^(?:-G|--group|--with)$/, groups: /^(?:-G|--group|--with)$/, all: /^$/ },
  // pip install .[redis]
  project: { extras: /^\.\/?\[$/, groups: /^--group$/, all: /^$/ },
};

/** What the first image of the repository that names extras or groups installs beside the main dependencies; undefined where none does. */
export function imageSets(files: IAppFiles, { kind }: Source, uses: readonly Use[]): ImageSets | undefined {
  const options = OPTIONS[kind];
  if (options === undefined || kind === 'requirements' || kind === 'pipenv') return undefined;
  const pyproject = readToml(files, 'pyproject.toml', []) ?? {};
  const poetry = table(table(pyproject.tool).poetry);
  const known = {
    extras: Object.keys({ ...table(table(pyproject.project)['optional-dependencies']), ...table(poetry.extras) }),
    groups: Object.keys({ ...table(pyproject['dependency-groups']), ...table(poetry.group) }),
  };
  const of = uses.filter((use) => use.deploys && use.kind === kind);
  const named = ({ words }: Use) => ({
    extras: chosen(words, options.extras, options.all, known.extras),
    groups: chosen(words, options.groups, undefined, known.groups),
  });
  const first = of.find((use) => Object.values(named(use)).some((names) => names.length > 0));
  if (first === undefined) return undefined;
  const [image] = first.where.split(':');
  const lines = of.filter(({ where }) => where.startsWith(`${image}:`)).map(named);
  const union = (key: 'extras' | 'groups') => [...new Set(lines.flatMap((line) => line[key]))].sort();
  const sets = Object.fromEntries((['extras', 'groups'] as const).map((key) => [key, union(key)] as const).filter(([, names]) => names.length > 0));
  const said = Object.entries(sets).map(([key, names]) => `the ${key} ${names.join(', ')}`).join(' and ');
  const given = Object.entries(sets).map(([key, names]) => `${key}: [${names.map((name) => `'${name}'`).join(', ')}]`).join(', ');
  return { installer: PythonDependencies[kind](sets), call: `PythonDependencies.${kind}({ ${given} })`, because: `${first.where} installs ${said}` };
}

/** Names as the project spells them; what is for development is left out, whatever image it is. */
function chosen(words: readonly string[], option: RegExp, all: RegExp | undefined, known: readonly string[]): string[] {
  const parted = words.flatMap((word) => {
    const [, directory, extras] = /^(\.\/?\[)([^\]]+)\]$/.exec(word) ?? [];
    return directory === undefined ? [word] : [directory, extras];
  });
  const values = parted.flatMap((word, i) => {
    if (all?.test(word)) return [ALL];
    const [, name, joined] = /^(--?[\w-]+)=(.*)$/.exec(word) ?? [];
    const value = name === undefined ? (option.test(word) ? parted[i + 1] : undefined) : option.test(name) ? joined : undefined;
    return value === undefined ? [] : value.split(/[\s,]+/);
  }).map((name) => (name === ALL ? name : normalName(name)));
  return known.filter((name) => (values.includes(ALL) || values.includes(normalName(name))) && notForProduction(name) === undefined);
}

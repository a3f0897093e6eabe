import { normalName } from './requirement';
import { haveServer } from './server-names';
import { Finding } from '../core/finding';
import { didYouMean } from '../core/suggestion';

/** Named requirements that are installed only when they are asked for: groups, extras, categories. */
export interface OptionalSets {
  /** What the tool calls one: `group`, `extra`, `category`. */
  readonly word: string;
  /** The option that chooses: `groups`. */
  readonly option: string;
  /** The file that declares them. */
  readonly file: string;
  /** Names of the distributions in each. */
  readonly members: ReadonlyMap<string, readonly string[]>;
}

/** What is chosen, and why. */
export interface ChosenSets {
  readonly names: readonly string[];
  readonly findings: Finding[];
  readonly problems: string[];
}

/** Names that say: not for development. */
const FOR_PRODUCTION = ['deploy', 'deployment', 'prod', 'production'];
/** Names that say: not for production. */
const FOR_DEVELOPMENT = /(?:^|-)(?:dev|development|test|tests|testing|lint|linting|doc|docs|typing|types|ci|debug|benchmark|example|examples|local|all)(?:$|-)/;

/**
 * The sets that the user chose, else those without which production is not complete: a set that is called so, or the one that
 * brings the server when nothing else does.
 */
export function chooseSets(sets: OptionalSets, given: readonly string[] | undefined, required: readonly string[]): ChosenSets {
  const { word, option, file, members } = sets;
  const known = [...members.keys()].sort();
  if (given) {
    const spelt = new Map(known.map((name) => [normalName(name), name]));
    const problems = given.filter((name) => !spelt.has(normalName(name)))
      .map((name) => `${file} has no ${word} '${name}'${didYouMean(name, known)}; there are: ${known.join(', ') || 'none'}`);
    return { names: given.map((name) => spelt.get(normalName(name)) ?? name), findings: [], problems };
  }
  const called = known.filter((name) => FOR_PRODUCTION.includes(normalName(name)));
  const complete = haveServer([...required, ...called.flatMap((name) => members.get(name) ?? [])]);
  const serving = complete ? [] : known.filter((name) =>
    !called.includes(name) && !FOR_DEVELOPMENT.test(normalName(name)) && haveServer(members.get(name) ?? []));
  // several that bring a server are alternatives, and which is meant is not known
  const names = [...called, ...(serving.length === 1 ? serving : [])].sort();
  const reason = (name: string) => called.includes(name)
    ? `the ${word} is called ${name}`
    : `the ${word} ${name} has the server, and nothing else has one`;
  return {
    names,
    problems: [],
    findings: names.map((name) => ({
      subject: 'dependencies', value: `${word} ${name}`, evidence: `${file}: ${reason(name)}`, file, override: `dependencies: …({ ${option}: [] })`,
    })),
  };
}

/** The names of what each set requires. */
export function membersOf(sets: ReadonlyMap<string, ReadonlyArray<{ readonly name: string }>>): Map<string, string[]> {
  return new Map([...sets].map(([set, requirements]) => [set, requirements.map(({ name }) => name)]));
}

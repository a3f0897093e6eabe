import { chooseSets, membersOf, OptionalSets } from '../../lib/python/optional-sets';

const sets = (members: { [name: string]: string[] }): OptionalSets => ({ word: 'group', option: 'groups', file: 'pyproject.toml', members: new Map(Object.entries(members)) });

/** Title, the sets, what is required anyway, and what is chosen with its reason. */
const CHOSEN: ReadonlyArray<readonly [string, { [name: string]: string[] }, string[], Array<[string, string]>]> = [
  ['nothing where nothing is for production', { dev: ['pytest'], docs: ['sphinx'] }, ['flask', 'gunicorn'], []],
  ['what is called so', { prod: ['sentry-sdk'], dev: ['pytest'] }, ['flask', 'gunicorn'], [['prod', 'pyproject.toml: the group is called prod']]],
  ['what is called so, in any spelling', { Production: [], Deploy: [] }, ['gunicorn'], [['Deploy', 'pyproject.toml: the group is called Deploy'], ['Production', 'pyproject.toml: the group is called Production']]],
  ['what has the only server', { web: ['uvicorn'], dev: ['pytest'] }, ['fastapi'], [['web', 'pyproject.toml: the group web has the server, and nothing else has one']]],
  ['nothing where a server is required anyway', { web: ['uvicorn'] }, ['gunicorn'], []],
  ['nothing where the server is in a group of development', { dev: ['uvicorn'], test: ['gunicorn'] }, ['fastapi'], []],
  ['nothing where two are alternatives', { uwsgi: ['uwsgi'], gunicorn: ['gunicorn'] }, ['flask'], []],
  ['only the one that is called so, where it has the server', { prod: ['gunicorn'], web: ['uvicorn'] }, ['flask'], [['prod', 'pyproject.toml: the group is called prod']]],
];

test.each(CHOSEN)('chooses %s', (_, members, required, expected) => {
  const { names, findings, problems } = chooseSets(sets(members), undefined, required);
  expect(problems).toEqual([]);
  expect(findings).toEqual(expected.map(([name, evidence]) => ({
    subject: 'dependencies', value: `group ${name}`, evidence, file: 'pyproject.toml', override: 'dependencies: …({ groups: [] })',
  })));
  expect(names).toEqual(expected.map(([name]) => name));
});

test('what the user gave is taken as the file spells it, and nothing else', () => {
  expect(chooseSets(sets({ My_Group: ['x'], prod: ['gunicorn'] }), ['my-group'], [])).toEqual({ names: ['My_Group'], findings: [], problems: [] });
  expect(chooseSets(sets({ prod: ['gunicorn'] }), [], [])).toEqual({ names: [], findings: [], problems: [] });
});

test('a name that the file has not is a problem with what there is', () => {
  expect(chooseSets(sets({ prod: [], dev: [] }), ['prd'], []).problems).toEqual(['pyproject.toml has no group \'prd\' (did you mean \'prod\'?); there are: dev, prod']);
  expect(chooseSets(sets({}), ['prod'], []).problems).toEqual(['pyproject.toml has no group \'prod\'; there are: none']);
});

test('names of members', () => {
  expect(membersOf(new Map([['a', [{ name: 'x' }, { name: 'y' }]]]))).toEqual(new Map([['a', ['x', 'y']]]));
});

import * as kplus from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { ordered } from '../../lib/kubernetes/environment';
import { Web } from '../support/web';

function variables(values: ReadonlyArray<readonly [string, string]>): { [name: string]: kplus.EnvValue } {
  return Object.fromEntries(values.map(([name, value]) => [name, kplus.EnvValue.fromValue(value)]));
}

test.each([
  ['by code point', { b: '1', B: '2', A_1: '3', A: '4' }, ['A', 'A_1', 'B', 'b']],
  ['after what it refers to', { A: '$(Z)/$(Y)', Y: '1', Z: '2', M: '3' }, ['Y', 'Z', 'A', 'M']],
  ['through several', { A: '$(B)', B: 'x$(C)', C: '$(D)', D: '' }, ['D', 'C', 'B', 'A']],
  ['$$ is a dollar', { A: '$$(Z)', Z: '' }, ['A', 'Z']],
  ['$$$( is a dollar and a reference', { A: '$$$(Z)', Z: '' }, ['Z', 'A']],
  ['itself, what nobody defines, and what is open', { A: '$(A)$(NOBODY)$(constructor)$(Z', Z: '' }, ['A', 'Z']],
  ['a circle', { C: '$(B)', B: '$(C)', A: '$(C)' }, ['B', 'C', 'A']],
])('variables are in order: %s', (_, given, names) => {
  expect(Object.keys(ordered(variables(Object.entries(given))))).toEqual(names);
});

/** As the kubelet does: what was defined before is put in, anything else stays. */
function kubelet(env: ReadonlyArray<{ name: string; value: string }>): Map<string, string> {
  const defined = new Map<string, string>();
  for (const { name, value } of env) {
    let text = '';
    for (let i = 0; i < value.length; i++) {
      const end = value.indexOf(')', i);
      if (value[i] === '$' && value[i + 1] === '$') {text += value[i++];} else if (value[i] === '$' && value[i + 1] === '(' && end > 0) {
        text += defined.get(value.slice(i + 2, end)) ?? value.slice(i, end + 1);
        i = end;
      } else {text += value[i];}
    }
    defined.set(name, text);
  }
  return defined;
}

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F'];
/** Each refers to those before it only, so that there is an order in which everything is put in. */
const SETTINGS = fc.tuple(
  fc.shuffledSubarray(NAMES, { minLength: NAMES.length }),
  fc.array(fc.array(fc.oneof(fc.constantFrom('$', '$$', '(', ')', 'x', '$('), fc.nat(5)), { maxLength: 4 }), { minLength: NAMES.length, maxLength: NAMES.length }),
).map(([names, words]) => names.map((name, i) => [
  name, words[i].map((word) => typeof word === 'number' ? (word < i ? `$(${names[word]})` : '') : word).join(''),
] as const));

const SHUFFLED = SETTINGS.chain((settings) => fc.tuple(fc.constant(settings), fc.shuffledSubarray([...settings], { minLength: settings.length })));

test('whatever the order they are given in, the kubelet reads the same from the same text', () => {
  fc.assert(fc.property(SHUFFLED, ([settings, shuffled]) => {
    const written = Object.entries(ordered(variables(shuffled))).map(([name, { value }]) => ({ name, value: `${value}` }));
    expect(written).toEqual(Object.entries(ordered(variables(settings))).map(([name, { value }]) => ({ name, value })));
    expect(kubelet(written)).toEqual(kubelet(settings.map(([name, value]) => ({ name, value }))));
  }), { numRuns: 300 });
});

test('the order of maps, and of the parts of options, changes no manifest and no Job\'s name', () => {
  const manifests = (reverse: boolean) => {
    const given = <T>(map: { [name: string]: T }): { [name: string]: T } => reverse ? Object.fromEntries(Object.entries(map).reverse()) : map;
    const web = new Web({
      environment: given({ DATABASE_URL: kplus.EnvValue.fromValue('postgresql://$(HOST)/shop'), HOST: kplus.EnvValue.fromValue('db'), WEB_CONCURRENCY: kplus.EnvValue.fromValue('3') }),
      labels: given({ a: '1', b: '2' }),
      bake: { annotations: given({ c: '3', d: '4' }) },
    });
    const environment = given({ QUEUE: kplus.EnvValue.fromValue('$(HOST)/slow'), A: kplus.EnvValue.fromValue('1') });
    const resources = given<any>({ cpu: { limit: kplus.Cpu.units(2) }, memory: { limit: undefined } });
    web.image.addJob('migrate', { command: ['x'], environment, resources });
    web.image.addWorker('worker', { command: ['x'], environment });
    return { manifests: ['Deployment', 'Job'].map((kind) => web.manifests(kind)), dockerfile: web.image.dockerfile };
  };
  expect(manifests(true)).toEqual(manifests(false));
  expect(manifests(false).manifests[1][0].spec.template.spec.containers[0].env.map(({ name }: any) => name))
    .toEqual(['A', 'HOST', 'DATABASE_URL', 'PYTHON_CPU_COUNT', 'QUEUE', 'WEB_CONCURRENCY']);
});

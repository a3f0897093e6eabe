import { Chart, Testing } from 'cdk8s';
import { NodeAssets, NodeVersion, PythonBase, PythonVenvBuild, PythonVersion } from '../../lib';
import { SMALL_APP, temporaryApp } from '../support/temporary-app';

const MESSAGE = 'Python 3.10 gets no security fixes since 2026-10-31; take a newer one: base: PythonBase.debian({ python: PythonVersion.V3_13 })';

let printed: string[];
beforeEach(() => {
  printed = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
});
afterEach(() => jest.restoreAllMocks());

function build(python: PythonVersion, node?: NodeVersion) {
  const app = Testing.app();
  const context = temporaryApp({ ...SMALL_APP, 'package.json': '{"scripts":{"build":"x"}}', 'package-lock.json': '{}' });
  const image = new PythonVenvBuild(new Chart(app, 'shop'), 'web', {
    context, repository: 'shop', command: ['x'], base: PythonBase.debian({ python }), assets: node && NodeAssets.npm({ output: 'dist', node }),
  });
  return { app, image };
}

test('a Python at its end of life is a warning: in the metadata, and once on stderr', () => {
  const { app, image } = build(PythonVersion.of('3.10'));
  expect(image.warnings).toEqual([{ code: 'python-end-of-life', message: MESSAGE }]);
  expect(image.node.metadata.map(({ type, data }) => ({ type, data }))).toEqual([
    { type: 'cdk8s-python-venv:warning', data: { code: 'python-end-of-life', message: MESSAGE } },
  ]);
  expect(printed).toEqual([]);
  app.synth();
  app.synth();
  expect(printed).toEqual([`warning: [shop/web] ${MESSAGE} (python-end-of-life)\n`]);
});

test('a Node.js at its end of life is one, too', () => {
  expect(build(PythonVersion.V3_13, NodeVersion.V20).image.warnings).toEqual([{
    code: 'node-end-of-life', message: 'Node.js 20 gets no security fixes since 2026-04-30; take a newer one in assets: node: NodeVersion.V24',
  }]);
});

test('what is supported has no warning', () => {
  expect(build(PythonVersion.V3_11, NodeVersion.V22).image.warnings).toEqual([]);
});

test('an acknowledged warning is not printed, and its reason is kept', () => {
  const { app, image } = build(PythonVersion.of('3.9'));
  image.acknowledgeWarning('python-end-of-life', 'retired in March');
  expect(image.warnings).toEqual([]);
  app.synth();
  expect(printed).toEqual([]);
  expect(image.node.metadata.at(-1)).toMatchObject({
    type: 'cdk8s-python-venv:acknowledged-warning', data: { code: 'python-end-of-life', reason: 'retired in March' },
  });
});

test('fails to acknowledge a code that is none, or without a reason', () => {
  const { image } = build(PythonVersion.V3_13);
  expect(() => image.acknowledgeWarning('python-end-of-live', 'x')).toThrow(
    '[shop/web] no warning has the code "python-end-of-live" (did you mean \'python-end-of-life\'?); there are: python-end-of-life, node-end-of-life');
  expect(() => image.acknowledgeWarning('python-end-of-life', ' ')).toThrow('[shop/web] acknowledging \'python-end-of-life\' needs a reason, got " "');
});

import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { main } from '../../lib/cli/main';
import { readExpression } from '../../lib/scaffold/expression';
import { GO } from '../../lib/scaffold/go';
import { JAVA } from '../../lib/scaffold/java';
import { NewProject, scaffold } from '../../lib/scaffold/new-project';
import { PYTHON } from '../../lib/scaffold/python';
import { offeredCalls, questions } from '../../lib/scaffold/questions';
import { knownStructs } from '../../lib/scaffold/structs';
import { TYPESCRIPT } from '../../lib/scaffold/typescript';
import { readTree, temporaryApp, temporaryDirectory, writeApp } from '../support/temporary-app';

const PROJECT: NewProject = {
  name: 'shop',
  context: '../shop',
  repository: 'registry.example.com/shop',
  repositoryIsMadeUp: true,
  questions: questions([
    'package.json:5 has script \'build\', and nothing says whether the application serves that; pass assets: NodeAssets.yarn({ output: \'dist\' }) if the image needs it, or assets: NodeAssets.none() if not',
    'several could be the one to start; pass command: [\'flask\', \'--app=it\\\'s\'], or command: [\'python\', …] with what makes it listen',
    'no dependency file; pass dependencies: PythonDependencies.requirements({ file: \'prod.txt\' }) or base: PythonBase.debian({ python: PythonVersion.V3_12 }), or port: 5000',
  ]),
  offers: offeredCalls([{
    subject: 'offer',
    evidence: 'manage.py',
    value: 'addJob(\'migrate\', { command: [\'python\', \'manage.py\', \'migrate\'] }) and waitFor(\'migrations\', ["python", "manage.py"])',
  }, { subject: 'offer', evidence: 'Procfile:2', value: 'addWorker(\'worker\', { command: … }) for: celery $ARGS' }]),
  versions: { library: '1.2.3', cdk8s: '2.70.47', cdk8sPlus: '2.9.5', constructs: '10.4.5', cdk8sCli: '2.207.0', jsiiRuntime: '1.140.0' },
};

/** The lines of code that a file offers in comments. */
const OFFERED: ReadonlyArray<readonly [string, typeof TYPESCRIPT, string[]]> = [
  ['TypeScript', TYPESCRIPT, [
    'assets: NodeAssets.yarn({ output: \'dist\' }),', 'assets: NodeAssets.none(),', 'command: [\'flask\', \'--app=it\\\'s\'],',
    'dependencies: PythonDependencies.requirements({ file: \'prod.txt\' }),', 'base: PythonBase.debian({ python: PythonVersion.V3_12 }),', 'port: 5000,',
    'web.addJob(\'migrate\', { command: [\'python\', \'manage.py\', \'migrate\'] });', 'web.waitFor(\'migrations\', [\'python\', \'manage.py\']);',
  ]],
  ['Python', PYTHON, [
    'assets=venv.NodeAssets.yarn(output="dist"),', 'assets=venv.NodeAssets.none(),', 'command=["flask", "--app=it\'s"],',
    'dependencies=venv.PythonDependencies.requirements(file="prod.txt"),', 'base=venv.PythonBase.debian(python=venv.PythonVersion.V3_12),', 'port=5000,',
    'web.add_job("migrate", command=["python", "manage.py", "migrate"])', 'web.wait_for("migrations", ["python", "manage.py"])',
  ]],
  ['Java', JAVA, [
    '.assets(NodeAssets.yarn(NodeAssetsOptions.builder().output("dist").build()))', '.assets(NodeAssets.none())', '.command(List.of("flask", "--app=it\'s"))',
    '.dependencies(PythonDependencies.requirements(RequirementsOptions.builder().file("prod.txt").build()))',
    '.base(PythonBase.debian(DebianPythonBaseOptions.builder().python(PythonVersion.V3_12).build()))', '.port(5000)',
    'web.addJob("migrate", JobOptions.builder().command(List.of("python", "manage.py", "migrate")).build());', 'web.waitFor("migrations", List.of("python", "manage.py"));',
  ]],
  ['Go', GO, [
    'Assets: venv.NodeAssets_Yarn(&venv.NodeAssetsOptions{Output: jsii.String("dist")}),', 'Assets: venv.NodeAssets_None(),', 'Command: jsii.Strings("flask", "--app=it\'s"),',
    'Dependencies: venv.PythonDependencies_Requirements(&venv.RequirementsOptions{File: jsii.String("prod.txt")}),',
    'Base: venv.PythonBase_Debian(&venv.DebianPythonBaseOptions{Python: venv.PythonVersion_V3_12()}),', 'Port: jsii.Number(5000),',
    'web.AddJob(jsii.String("migrate"), &venv.JobOptions{Command: jsii.Strings("python", "manage.py", "migrate")})',
    'web.WaitFor(jsii.String("migrations"), jsii.Strings("python", "manage.py"))',
  ]],
];

test.each(OFFERED)('%s: what is asked and offered is in comments, with the exact code', (_, language, lines) => {
  const text = scaffold(language, PROJECT).get(language.main) ?? '';
  const comments = text.split('\n').map((line) => /^\s*(?:\/\/|#) (.*)$/.exec(line)?.[1]).filter((line): line is string => line !== undefined);
  lines.forEach((line) => expect(comments).toContain(line));
  expect(comments.filter((line) => line.startsWith('TODO: '))).toHaveLength(3);
  expect(text).toContain('TODO: where your images are pushed');
});

test('the TypeScript app compiles, as it is and with what it offers', () => {
  const text = scaffold(TYPESCRIPT, { ...PROJECT, repositoryIsMadeUp: false }).get('main.ts') ?? '';
  const taken = new Set<string>();
  const chosen = text.replace(/^( *)\/\/ (web\..*|([a-z]\w+): .*,)$/gm, (line, indent: string, code: string, option?: string) => {
    if (option !== undefined && taken.has(option)) return line;
    if (option !== undefined) taken.add(option);
    return indent + code;
  });
  expect([...taken].sort()).toEqual(['assets', 'base', 'command', 'dependencies', 'port']);
  const files = new Map([text, chosen].map((code, i) => [path.join(__dirname, `scaffold-${i}.ts`), code]));
  const root = path.join(__dirname, '../..');
  const { config } = ts.readConfigFile(path.join(root, 'test/tsconfig.json'), (name) => fs.readFileSync(name, 'utf8'));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path.join(root, 'test'));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, ...rest) => files.has(name) ? ts.createSourceFile(name, files.get(name) ?? '', ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest);
  const program = ts.createProgram([...files.keys()], { ...options, noUnusedLocals: false }, host);
  expect(ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)).toEqual([]);
}, 240_000);

test('the structs that other languages name are those of the library', () => {
  const { types } = JSON.parse(fs.readFileSync(path.join(__dirname, '../../.jsii'), 'utf8'));
  for (const [call, struct] of knownStructs()) {
    const [of, method] = call.split('.');
    const found = types[`cdk8s-python-venv.${of}`].methods.find(({ name }: any) => name === method);
    expect([call, found.parameters.map(({ type }: any) => type.fqn).filter(Boolean)]).toEqual([call, [`cdk8s-python-venv.${struct}`]]);
  }
});

test.each([
  ['[\'a\', "b"] and more', { kind: 'list', items: [{ kind: 'text', value: 'a' }, { kind: 'text', value: 'b' }] }],
  ['f({ a: 1, })', { kind: 'call', method: 'f', args: [{ kind: 'options', entries: [['a', { kind: 'number', value: '1' }]] }] }],
  ['[\'a\', …]', undefined], ['f({ a })', undefined], ['f({ a: 1 b: 2 })', undefined], ['[\'a\'', undefined], ['…', undefined], ['', undefined],
])('%s is read', (text, expression) => {
  expect(readExpression(text)).toEqual(expression);
});

async function init(...words: string[]) {
  let [out, err] = ['', ''];
  const code = await main(['init', ...words], { out: (text) => { out += text; }, err: (text) => { err += text; } });
  return { code, out, err };
}

const APP = { 'requirements.txt': 'flask==3.1.2\ngunicorn==23.0.0\n', 'web.py': 'from flask import Flask\n\napp = Flask(__name__)\n' };

test.each([['typescript', 'main.ts', 'package.json'], ['python', 'main.py', 'requirements.txt'], ['java', 'pom.xml', 'src/main/java/com/example/infrastructure/Main.java'], ['go', 'go.mod', 'main.go']])(
  'init writes what is missing of an app in %s, and touches nothing that is there', async (language, ...own) => {
    const app = temporaryApp(APP);
    const outdir = temporaryDirectory();
    writeApp(outdir, { '.gitignore': 'mine\n', [own[0]]: 'mine\n' });
    const { code, out, err } = await init(app, '-l', language, '-o', outdir);
    expect([code, err]).toEqual([0, '']);
    const files = readTree(outdir);
    const expected = ['.gitignore', 'README.md', 'cdk8s.yaml', ...own, ...(language === 'typescript' ? ['tsconfig.json'] : [])];
    expect(Object.keys(files).sort()).toEqual([...expected].sort());
    expect([files['.gitignore'], files[own[0]]]).toEqual(['mine\n', 'mine\n']);
    expect(out).toContain(`kept   ${path.join(outdir, own[0])}, which is yours\n`);
    // the language of the app that is there, and again nothing touched
    expect((await init(app, '-o', outdir)).out).not.toContain('wrote');
    expect(readTree(outdir)).toEqual(files);
    expect((await init(app, '-o', outdir, '-l', language === 'go' ? 'java' : 'go')).err).toContain(`says that the app is written in ${language}; give --language ${language}`);
  },
);

test('an app inside the directory that it is about is kept out of the image', async () => {
  const app = temporaryApp(APP);
  const folder = path.join(app, 'infrastructure');
  expect((await init(app, '-o', app)).err).toContain('the cdk8s app would lie in the application\'s own directory');
  expect((await init(app, '-o', folder)).code).toBe(0);
  expect(fs.readFileSync(path.join(app, '.dockerignore'), 'utf8')).toBe('# The definition of the image is no part of it.\ninfrastructure/\n');
  const other = temporaryApp({ ...APP, '.dockerignore': 'dist\n' });
  expect(await init(other, '-o', path.join(other, 'infrastructure'))).toMatchObject({ code: 1, out: '', err: expect.stringContaining('add the line infrastructure/ to') });
  expect(Object.keys(readTree(other)).sort()).toEqual(['.dockerignore', 'requirements.txt', 'web.py']);
  const ready = temporaryApp({ ...APP, '.dockerignore': '*\n!web.py\n!requirements.txt\n' });
  expect((await init(ready, '-o', path.join(ready, 'infrastructure'))).code).toBe(0);
});

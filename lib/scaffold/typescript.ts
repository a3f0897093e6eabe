import { classesOf, Expression } from './expression';
import { comment, LanguageScaffold, MADE_UP, NewProject, NPX, OFFERED } from './new-project';

/** A cdk8s app in TypeScript. */
export const TYPESCRIPT: LanguageScaffold = {
  name: 'typescript',
  app: 'npx ts-node main.ts',
  main: 'main.ts',
  ignored: ['node_modules/', '*.js', '*.d.ts'],
  install: ['npm install'],
  command: NPX,
  files: (project) => new Map([['main.ts', main(project)], ['package.json', packageJson(project)], ['tsconfig.json', TSCONFIG]]),
};

const TSCONFIG = `${JSON.stringify({
  compilerOptions: { target: 'ES2022', module: 'node16', moduleResolution: 'node16', strict: true, skipLibCheck: true, types: ['node'] },
  include: ['**/*.ts'],
}, undefined, 2)}\n`;

function packageJson({ name, versions }: NewProject): string {
  return `${JSON.stringify({
    name: `${name}-infrastructure`,
    private: true,
    scripts: { synth: 'cdk8s synth', check: 'tsc --noEmit' },
    dependencies: {
      'cdk8s': `^${versions.cdk8s}`, 'cdk8s-plus-27': `^${versions.cdk8sPlus}`, 'cdk8s-python-venv': `^${versions.library}`, 'constructs': `^${versions.constructs}`,
    },
    devDependencies: { '@types/node': '^20.19.0', 'cdk8s-cli': `^${versions.cdk8sCli}`, 'ts-node': '^10.9.2', 'typescript': '~5.9.0' },
  }, undefined, 2)}\n`;
}

function main(project: NewProject): string {
  const { name, context, repository, questions, offers } = project;
  const named = [...questions.flatMap(({ options }) => options.map(([, value]) => value)), ...offers].flatMap(classesOf);
  const imports = [...new Set(['PythonVenvImage', ...named])].sort();
  return [
    'import { App, Chart } from \'cdk8s\';',
    `import { ${imports.join(', ')} } from 'cdk8s-python-venv';`, '',
    'const app = new App();',
    `const chart = new Chart(app, ${render(text(name))});`, '',
    `${offers.length > 0 ? 'const web = ' : ''}new PythonVenvImage(chart, 'web', {`,
    `  context: ${render(text(context))},`,
    `  repository: ${render(text(repository))},${project.repositoryIsMadeUp ? ` // ${MADE_UP}` : ''}`,
    ...questions.flatMap((question) => [
      ...comment('  //', `TODO: ${question.text}`),
      ...question.options.map(([option, value]) => `  // ${option}: ${render(value)},`),
    ]),
    '});', '',
    ...(offers.length > 0 ? [`// ${OFFERED}`, ...offers.map((call) => `// web.${render(call)};`), ''] : []),
    'app.synth();', '',
  ].join('\n');
}

function render(expression: Expression): string {
  switch (expression.kind) {
    case 'text': return `'${expression.value.replace(/[\\']/g, '\\$&')}'`;
    case 'number': return expression.value;
    case 'list': return `[${expression.items.map(render).join(', ')}]`;
    case 'options': return `{ ${expression.entries.map(([key, value]) => `${key}: ${render(value)}`).join(', ')} }`;
    case 'constant': return `${expression.of}.${expression.name}`;
    case 'call': return `${expression.of === undefined ? '' : `${expression.of}.`}${expression.method}(${expression.args.map(render).join(', ')})`;
  }
}

function text(value: string): Expression {
  return { kind: 'text', value };
}

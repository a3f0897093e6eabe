import { Expression } from './expression';
import { comment, LanguageScaffold, MADE_UP, NewProject, OFFERED } from './new-project';

/** A cdk8s app in Python. */
export const PYTHON: LanguageScaffold = {
  name: 'python',
  app: '.venv/bin/python main.py',
  main: 'main.py',
  ignored: ['.venv/', '__pycache__/'],
  install: ['python3 -m venv .venv', '.venv/bin/pip install --requirement requirements.txt'],
  // the one of the version that requirements.txt names
  command: '.venv/bin/cdk8s-python-venv',
  files: (project) => new Map([['main.py', main(project)], ['requirements.txt', requirements(project)]]),
};

function requirements({ versions }: NewProject): string {
  const range = (version: string) => `>=${version},<${Number(version.split('.')[0]) + 1}`;
  return [
    `cdk8s${range(versions.cdk8s)}`, `cdk8s-plus-27${range(versions.cdk8sPlus)}`, `cdk8s-python-venv==${versions.library}`, `constructs${range(versions.constructs)}`, '',
  ].join('\n');
}

function main(project: NewProject): string {
  const { name, context, repository, questions, offers } = project;
  return [
    'import cdk8s', 'import cdk8s_python_venv as venv', '',
    'app = cdk8s.App()',
    `chart = cdk8s.Chart(app, ${quote(name)})`, '',
    `${offers.length > 0 ? 'web = ' : ''}venv.PythonVenvImage(`,
    '    chart,', '    "web",',
    `    context=${quote(context)},`,
    `    repository=${quote(repository)},${project.repositoryIsMadeUp ? `  # ${MADE_UP}` : ''}`,
    ...questions.flatMap((question) => [
      ...comment('    #', `TODO: ${question.text}`),
      ...question.options.map(([option, value]) => `    # ${snake(option)}=${render(value)},`),
    ]),
    ')', '',
    ...(offers.length > 0 ? [`# ${OFFERED}`, ...offers.map((call) => `# web.${render(call)}`), ''] : []),
    'app.synth()', '',
  ].join('\n');
}

function render(expression: Expression): string {
  switch (expression.kind) {
    case 'text': return quote(expression.value);
    case 'number': return expression.value;
    case 'list': return `[${expression.items.map(render).join(', ')}]`;
    case 'options': return `{${expression.entries.map(([key, value]) => `${quote(key)}: ${render(value)}`).join(', ')}}`;
    case 'constant': return `venv.${expression.of}.${expression.name}`;
    case 'call': {
      // the options of a call are its keywords
      const args = expression.args.flatMap((arg) => arg.kind === 'options' ? arg.entries.map(([key, value]) => `${snake(key)}=${render(value)}`) : [render(arg)]);
      return `${expression.of === undefined ? '' : `venv.${expression.of}.`}${snake(expression.method)}(${args.join(', ')})`;
    }
  }
}

/** JSON's strings are Python's. */
function quote(value: string): string {
  return JSON.stringify(value);
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

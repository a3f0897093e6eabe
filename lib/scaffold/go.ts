import { Expression } from './expression';
import { comment, LanguageScaffold, MADE_UP, NewProject, NPX, OFFERED } from './new-project';
import { structOf } from './structs';

/** A cdk8s app in Go. */
export const GO: LanguageScaffold = {
  name: 'go',
  app: 'go run .',
  main: 'main.go',
  ignored: [],
  install: ['go mod tidy'],
  command: NPX,
  files: (project) => new Map([['main.go', main(project)], ['go.mod', goMod(project)]]),
};

function goMod({ name, versions }: NewProject): string {
  return [
    `module example.com/${name}-infrastructure`, '', 'go 1.25.0', '', 'require (',
    `\tgithub.com/aws/jsii-runtime-go v${versions.jsiiRuntime}`,
    `\tgithub.com/cdk8s-python-venv/cdk8s-python-venv-go/cdk8spythonvenv v${versions.library}`,
    `\tgithub.com/cdk8s-team/cdk8s-core-go/cdk8s/v2 v${versions.cdk8s}`,
    ')', '',
  ].join('\n');
}

function main(project: NewProject): string {
  const { name, context, repository, questions, offers } = project;
  return [
    'package main', '', 'import (', '\t"github.com/aws/jsii-runtime-go"', '\tvenv "github.com/cdk8s-python-venv/cdk8s-python-venv-go/cdk8spythonvenv"',
    '\t"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"', ')', '',
    'func main() {', '\tdefer jsii.Close()', '\tapp := cdk8s.NewApp(nil)', `\tchart := cdk8s.NewChart(app, ${string(name)}, nil)`, '',
    `\t${offers.length > 0 ? 'web := ' : ''}venv.NewPythonVenvImage(chart, jsii.String("web"), &venv.PythonVenvImageProps{`,
    `\t\tContext:    ${string(context)},`,
    `\t\tRepository: ${string(repository)},${project.repositoryIsMadeUp ? ` // ${MADE_UP}` : ''}`,
    ...questions.flatMap((question) => [
      ...comment('\t\t//', `TODO: ${question.text}`),
      ...question.options.flatMap(([option, value]) => {
        const rendered = render(value);
        return rendered === undefined ? [] : [`\t\t// ${upper(option)}: ${rendered},`];
      }),
    ]),
    '\t})', '',
    ...(offers.length > 0 ? [`\t// ${OFFERED}`, ...offers.flatMap((call) => render(call) ?? []).map((call) => `\t// web.${call}`), '\t_ = web', ''] : []),
    '\tapp.Synth()', '}', '',
  ].join('\n');
}

/** Undefined for what has a struct that is not known. */
function render(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'text': return string(expression.value);
    case 'number': return `jsii.Number(${expression.value})`;
    case 'constant': return `venv.${expression.of}_${expression.name}()`;
    case 'options': return undefined;
    case 'list': return expression.items.every(({ kind }) => kind === 'text')
      ? `jsii.Strings(${expression.items.map((item) => JSON.stringify(item.kind === 'text' ? item.value : '')).join(', ')})`
      : undefined;
    case 'call': {
      const struct = structOf(expression.of, expression.method);
      const args = expression.args.map((arg) => {
        if (arg.kind !== 'options') return render(arg);
        const entries = arg.entries.map(([key, value]) => [upper(key), render(value)]);
        if (struct === undefined || entries.some(([, value]) => value === undefined)) return undefined;
        return `&venv.${struct}{${entries.map(([key, value]) => `${key}: ${value}`).join(', ')}}`;
      });
      // options that may be left out are nil
      if (args.length === 0 && struct !== undefined) args.push('nil');
      return args.includes(undefined) ? undefined : `${expression.of === undefined ? '' : `venv.${expression.of}_`}${upper(expression.method)}(${args.join(', ')})`;
    }
  }
}

/** JSON's strings are Go's. */
function string(value: string): string {
  return `jsii.String(${JSON.stringify(value)})`;
}

function upper(name: string): string {
  return `${name[0].toUpperCase()}${name.slice(1)}`;
}

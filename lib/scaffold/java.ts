import { Expression } from './expression';
import { comment, LanguageScaffold, MADE_UP, NewProject, NPX, OFFERED } from './new-project';
import { structOf } from './structs';

const MAIN = 'src/main/java/com/example/infrastructure/Main.java';

/** A cdk8s app in Java, built by Maven. */
export const JAVA: LanguageScaffold = {
  name: 'java',
  app: 'mvn --quiet compile exec:java',
  main: MAIN,
  ignored: ['target/'],
  install: ['mvn --quiet dependency:resolve'],
  command: NPX,
  files: (project) => new Map([[MAIN, main(project)], ['pom.xml', pom(project)]]),
};

function pom({ name, versions }: NewProject): string {
  const dependency = (group: string, artifact: string, version: string) => [
    '    <dependency>', `      <groupId>${group}</groupId>`, `      <artifactId>${artifact}</artifactId>`, `      <version>${version}</version>`, '    </dependency>',
  ];
  const peers = [
    ...dependency('org.cdk8s', 'cdk8s', versions.cdk8s), ...dependency('org.cdk8s', 'cdk8s-plus-27', versions.cdk8sPlus),
    ...dependency('software.constructs', 'constructs', versions.constructs), ...dependency('software.amazon.jsii', 'jsii-runtime', versions.jsiiRuntime),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<project xmlns="http://maven.apache.org/POM/4.0.0">',
    '  <modelVersion>4.0.0</modelVersion>', '  <groupId>com.example</groupId>', `  <artifactId>${name}-infrastructure</artifactId>`, '  <version>1.0</version>',
    '  <properties>', '    <maven.compiler.source>17</maven.compiler.source>', '    <maven.compiler.target>17</maven.compiler.target>',
    '    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>', '    <exec.mainClass>com.example.infrastructure.Main</exec.mainClass>', '  </properties>',
    '  <!-- The packages of cdk8s ask for ranges of versions, and Maven reads the pom of every version in a range. -->',
    '  <dependencyManagement>', '    <dependencies>', ...peers.map((line) => `  ${line}`), '    </dependencies>', '  </dependencyManagement>',
    '  <dependencies>', ...dependency('io.github.cdk8spythonvenv', 'cdk8s-python-venv', versions.library), ...peers, '  </dependencies>',
    '  <build>', '    <plugins>', '      <plugin>', '        <groupId>org.codehaus.mojo</groupId>', '        <artifactId>exec-maven-plugin</artifactId>',
    '        <version>3.1.0</version>', '      </plugin>', '    </plugins>', '  </build>', '</project>', '',
  ].join('\n');
}

function main(project: NewProject): string {
  const { name, context, repository, questions, offers } = project;
  return [
    'package com.example.infrastructure;', '',
    'import io.github.cdk8spythonvenv.pythonvenv.*;', 'import java.util.List;', 'import org.cdk8s.App;', 'import org.cdk8s.Chart;', '',
    'public final class Main {', '    public static void main(String[] args) {',
    '        App app = new App();', `        Chart chart = new Chart(app, ${quote(name)});`, '',
    `        ${offers.length > 0 ? 'PythonVenvImage web = ' : ''}PythonVenvImage.Builder.create(chart, "web")`,
    `                .context(${quote(context)})`,
    `                .repository(${quote(repository)})${project.repositoryIsMadeUp ? ` // ${MADE_UP}` : ''}`,
    ...questions.flatMap((question) => [
      ...comment('                //', `TODO: ${question.text}`),
      ...question.options.flatMap(([option, value]) => {
        const rendered = render(value);
        return rendered === undefined ? [] : [`                // .${option}(${rendered})`];
      }),
    ]),
    '                .build();', '',
    ...(offers.length > 0 ? [`        // ${OFFERED}`, ...offers.flatMap((call) => render(call) ?? []).map((call) => `        // web.${call};`), ''] : []),
    '        app.synth();', '    }', '}', '',
  ].join('\n');
}

/** Undefined for what has a struct that is not known. */
function render(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'text': return quote(expression.value);
    case 'number': return expression.value;
    case 'constant': return `${expression.of}.${expression.name}`;
    case 'options': return undefined;
    case 'list': {
      const items = expression.items.map(render);
      return items.includes(undefined) ? undefined : `List.of(${items.join(', ')})`;
    }
    case 'call': {
      const struct = structOf(expression.of, expression.method);
      const args = expression.args.map((arg) => {
        if (arg.kind !== 'options') return render(arg);
        const entries = arg.entries.map(([key, value]) => [key, render(value)]);
        if (struct === undefined || entries.some(([, value]) => value === undefined)) return undefined;
        return `${struct}.builder()${entries.map(([key, value]) => `.${key}(${value})`).join('')}.build()`;
      });
      return args.includes(undefined) ? undefined : `${expression.of === undefined ? '' : `${expression.of}.`}${expression.method}(${args.join(', ')})`;
    }
  }
}

/** JSON's strings are Java's. */
function quote(value: string): string {
  return JSON.stringify(value);
}

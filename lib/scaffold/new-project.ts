import { Call } from './expression';
import { Question } from './questions';

/** A cdk8s app to be written. */
export interface NewProject {
  /** Of the chart; letters, digits and `-`. */
  readonly name: string;
  /** The application's directory, from the folder of the new app. */
  readonly context: string;
  readonly repository: string;
  /** The repository is made up, and has to be changed. */
  readonly repositoryIsMadeUp: boolean;
  readonly questions: readonly Question[];
  readonly offers: readonly Call[];
  readonly versions: Versions;
}

/** The versions that the library was tested with. */
export interface Versions {
  readonly library: string;
  readonly cdk8s: string;
  readonly cdk8sPlus: string;
  readonly constructs: string;
  readonly cdk8sCli: string;
  readonly jsiiRuntime: string;
}

/** A cdk8s app in one language. */
export interface LanguageScaffold {
  /** As `language` of cdk8s.yaml has it. */
  readonly name: string;
  /** What runs the app. */
  readonly app: string;
  /** The file that a user would have if there were an app already. */
  readonly main: string;
  /** What is not to be committed. */
  readonly ignored: readonly string[];
  /** The commands that get what the app needs. */
  readonly install: readonly string[];
  /** How the command of the library is called beside it. */
  readonly command: string;
  /** Text of each file by its path, without those that every language has. */
  files(project: NewProject): ReadonlyMap<string, string>;
}

/** Every file of a new app. */
export function scaffold(language: LanguageScaffold, project: NewProject): Map<string, string> {
  const { name } = project;
  return new Map([
    ['cdk8s.yaml', `language: ${language.name}\napp: ${language.app}\n`],
    ...language.files(project),
    ['.gitignore', `${['dist/', ...language.ignored].sort().join('\n')}\n`],
    ['README.md', [
      `# ${name}`, '',
      `The image of \`${project.context}\`, and the Deployment and Service that run it, by [cdk8s](https://cdk8s.io) and`,
      `cdk8s-python-venv. \`${language.main}\` is the definition; \`dist\` is generated and not committed.`, '',
      '    # what the definition needs; Node.js 20 or newer must be there in every language', ...language.install.map((line) => `    ${line}`), '',
      ...nextCommands(language, name).map((line) => `    ${line}`), '',
    ].join('\n')],
  ]);
}

/** From the definition to running Pods. */
export function nextCommands({ command }: LanguageScaffold, name: string): string[] {
  return [
    'npx cdk8s-cli synth',
    `${command} build --from dist --push`,
    `kubectl apply -f dist/${name}.k8s.yaml`,
  ];
}

/** Lines of a comment, at most as long as a line of code may be. */
export function comment(mark: string, text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + word.length < 110) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${mark} ${word}`);
  }
  return lines;
}

export const NPX = 'npx cdk8s-python-venv';
export const MADE_UP = 'TODO: where your images are pushed';
export const OFFERED = 'What the application seems to need beside its server; only you know whether you want it.';

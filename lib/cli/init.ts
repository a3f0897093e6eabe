import { existsSync, mkdirSync, readFileSync } from 'fs';
import { basename, dirname, join, relative, resolve, sep } from 'path';
import { parse } from 'yaml';
import { Arguments, CliCommand, EXIT, Output, UsageError } from './command';
import { isDirectory, writeNewFile } from './new-file';
import { libraryVersions } from './version';
import { received } from '../core/problems';
import { didYouMean } from '../core/suggestion';
import { parseIgnoreFile } from '../dockerfile/ignore-rules';
import { PythonProject } from '../python-project';
import { GO } from '../scaffold/go';
import { JAVA } from '../scaffold/java';
import { LanguageScaffold, NewProject, nextCommands, scaffold } from '../scaffold/new-project';
import { PYTHON } from '../scaffold/python';
import { offeredCalls, questions } from '../scaffold/questions';
import { TYPESCRIPT } from '../scaffold/typescript';

const LANGUAGES: readonly LanguageScaffold[] = [TYPESCRIPT, PYTHON, JAVA, GO];
const NAMES = LANGUAGES.map(({ name }) => name);

/** `init DIR`: a cdk8s app for an application's directory. */
export const INIT: CliCommand = {
  name: 'init',
  usage: '[DIR] [--language LANGUAGE] [-o OUT]',
  summary: 'writes a cdk8s app for a directory, or what is missing of one',
  help: [
    '  DIR                the application\'s directory (default: the current one)',
    '  -l, --language     typescript, python, java or go (default: that of OUT/cdk8s.yaml, or typescript)',
    '  -o, --output       the folder of the cdk8s app (default: infrastructure)',
    '  -r, --repository   where the image is pushed, without a tag (default: one to be changed)',
    '  -n, --name         name of the chart (default: the last part of the repository, or the directory\'s name)',
    '',
    'A file that is there is never touched. What inspect asks becomes a TODO with the option to write.',
  ],
  options: {
    language: { type: 'string', short: 'l' },
    output: { type: 'string', short: 'o' },
    repository: { type: 'string', short: 'r' },
    name: { type: 'string', short: 'n' },
  },
  positionals: ['[DIR]'],
  run({ positionals: [directory = '.'], flags }: Arguments, output: Output): number {
    const outdir = typeof flags.output === 'string' ? flags.output : 'infrastructure';
    const inspected = PythonProject.inspect(directory);
    if (existsSync(outdir) && !isDirectory(outdir)) throw new Error(`'${outdir}' is there already, and no folder; give another (--output)`);
    const language = languageOf(outdir, flags.language);
    const ignore = ignoreFile(directory, outdir);
    const own = basename(resolve(directory));
    const repository = typeof flags.repository === 'string' ? flags.repository : `registry.example.com/${plainName(own)}`;
    const project: NewProject = {
      name: chartName(flags.name ?? plainName(basename(repository).split(':')[0])),
      context: relative(resolve(outdir), resolve(directory)).split(sep).join('/'),
      repository,
      repositoryIsMadeUp: flags.repository === undefined,
      questions: questions(inspected.problems),
      offers: offeredCalls(inspected.findings),
      versions: libraryVersions(),
    };
    const files = [...scaffold(language, project)].map(([name, text]) => [join(outdir, name), text] as const);
    for (const [path, text] of [...ignore, ...files]) {
      if (existsSync(path)) {
        output.out(`kept   ${path}, which is yours\n`);
        continue;
      }
      mkdirSync(dirname(path), { recursive: true });
      writeNewFile(path, text);
      output.out(`wrote  ${path}\n`);
    }
    if (project.questions.length > 0) output.out(`\n${join(outdir, language.main)} has ${project.questions.length} TODO for what the files do not tell.\n`);
    output.out(`\nNext:\n${[`cd ${outdir}`, ...language.install, ...nextCommands(language, project.name)].map((line) => `  ${line}\n`).join('')}`);
    return EXIT.done;
  },
};

/** The language asked for, which must be that of the app that is there. */
function languageOf(outdir: string, asked: string | boolean | undefined): LanguageScaffold {
  if (asked !== undefined && !NAMES.includes(String(asked))) {
    throw new UsageError(`init writes no ${received(asked)}${didYouMean(String(asked), NAMES)}; --language is one of: ${NAMES.join(', ')}`);
  }
  const file = join(outdir, 'cdk8s.yaml');
  const present = existsSync(file) ? (parse(readFileSync(file, 'utf8')) as { language?: unknown } | null)?.language : undefined;
  if (asked !== undefined && typeof present === 'string' && present !== asked) {
    throw new Error(`'${file}' says that the app is written in ${present}; give --language ${present}, or another folder (--output)`);
  }
  return LANGUAGES.find(({ name }) => name === (asked ?? present)) ?? TYPESCRIPT;
}

/** An app inside the directory that it is about would be part of the image: an ignore file keeps it out. */
function ignoreFile(directory: string, outdir: string): Array<readonly [string, string]> {
  const inside = relative(resolve(directory), resolve(outdir)).split(sep).join('/');
  if (inside === '') throw new Error(`the cdk8s app would lie in the application's own directory, '${directory}'; give a folder for it (--output infrastructure)`);
  if (inside.startsWith('../') || inside === '..') return [];
  const file = join(directory, '.dockerignore');
  const rule = `${inside.split('/')[0]}/`;
  if (!existsSync(file)) return [[file, `# The definition of the image is no part of it.\n${rule}\n`]];
  // a rule for a folder is one for all in it; the last rule that fits decides
  const paths = `${inside}/cdk8s.yaml`.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'));
  if (parseIgnoreFile(readFileSync(file, 'utf8')).reduce((out, { negated, matches }) => (paths.some(matches) ? !negated : out), false)) return [];
  throw new Error(`'${outdir}' lies in the application's directory and would be part of the image; add the line ${rule} to '${file}', or give a folder elsewhere (--output)`);
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'app';
}

function chartName(name: string | boolean): string {
  if (typeof name !== 'string' || !/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name)) {
    throw new UsageError(`--name is the beginning of the objects' names: lower case letters, digits and '-', got ${received(name)}`);
  }
  return name;
}

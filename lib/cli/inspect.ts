import { Arguments, CliCommand, EXIT, Output } from './command';
import { Finding } from '../core/finding';
import { PythonProject } from '../python-project';

/** `inspect DIR`: what the library finds, and why. */
export const INSPECT: CliCommand = {
  name: 'inspect',
  usage: '[DIR]',
  summary: 'what was found in a directory, why, and what it beat',
  help: [
    '  DIR      the application\'s directory (default: the current one)',
    '  --json   the same as JSON: { findings, warnings, problems }',
    '',
    'Nothing is built or written. Exit code 0: an image can be made; 1: a problem is in the way.',
  ],
  options: { json: { type: 'boolean' } },
  positionals: ['[DIR]'],
  run({ positionals: [directory = '.'], flags }: Arguments, output: Output): number {
    const project = PythonProject.inspect(directory);
    output.out(flags.json === true ? `${JSON.stringify(project, undefined, 2)}\n` : report(project));
    return project.problems.length > 0 ? EXIT.problems : EXIT.done;
  },
};

function report(project: PythonProject): string {
  const width = Math.max(...project.findings.map(({ subject }) => subject.length), 'problem'.length) + 2;
  const entry = (head: string, lines: readonly string[]) =>
    lines.map((line, i) => `${(i === 0 ? head : '').padEnd(width)}${line}`.trimEnd()).join('\n');
  const blocks = [
    ...project.findings.map((finding) => entry(finding.subject, findingLines(finding))),
    ...project.warnings.map(({ code, message }) => entry('warning', [message, `(${code})`])),
    ...project.problems.map((problem) => entry('problem', [problem])),
  ];
  return `${blocks.join('\n')}\n`;
}

function findingLines({ value, evidence, alternatives = [], override }: Finding): string[] {
  return [
    value,
    `  because  ${evidence}`,
    ...alternatives.map((alternative) => `  not      ${alternative}`),
    ...(override === undefined ? [] : [`  or give  ${override}`]),
  ];
}

import { PythonVenvBuildProps } from './python-venv-build-props';
import { Finding } from '../core/finding';
import { isMissingProgram } from '../core/missing-programs';
import { Problems, received } from '../core/problems';
import type { AppDirectory } from '../project/app-directory';

/** What starts Python, in the first line of a script. */
const PYTHON = /^#!\s*(?:\/usr\/bin\/env\s+(?:-S\s*)?|\/venv\/bin\/|\/usr\/local\/bin\/)python[0-9.]*(?:\s|$)/;

/** That the image was asked to be smaller, and how. */
export function smallerFindings({ appStage, strip, unstripped = [] }: PythonVenvBuildProps): Finding[] {
  return [
    ...(appStage ? [{ subject: 'app stage', value: appStage, evidence: 'given' }] : []),
    ...(strip ? [{ subject: 'strip', value: unstripped.length === 0 ? 'every distribution' : `every distribution but ${unstripped.join(', ')}`, evidence: 'given' }] : []),
  ];
}

/**
 * Refuses a command that a minimal app stage cannot start.
 *
 * @param detect the command that is found where none is given
 */
export function checkWithoutShell(
  command: readonly string[], directory: AppDirectory, problems: Problems, detect: () => readonly string[] | undefined,
): void {
  const program = Array.isArray(command) ? command[0] : undefined;
  const interpreter = program === undefined ? undefined : missingInterpreter(program, directory);
  if (interpreter === undefined) return;
  const found = detect();
  const instead = found === undefined || found[0] === program ? '' : `, such as ${JSON.stringify(found)}, which is found where no command is given`;
  problems.add(`command starts ${received(program)}${interpreter}, and a minimal app stage has no shell; start the server itself${instead}, or take appStage: AppStage.SLIM`);
}

/** What a program needs that is not there, as part of a sentence: empty for the program itself. */
function missingInterpreter(program: string, directory: AppDirectory): string | undefined {
  if (!program.includes('/') || !directory.fileExists(program)) return isMissingProgram(program) ? '' : undefined;
  const [line] = directory.readFile(program).split('\n', 1);
  return line.startsWith('#!') && !PYTHON.test(line) ? `, a script for ${line.slice(2).trim()}` : undefined;
}

/** `unstripped` alone would do nothing. */
export function checkStrip({ strip, unstripped = [] }: PythonVenvBuildProps, problems: Problems): void {
  if (unstripped.length > 0 && !strip) problems.add(`unstripped is ${received(unstripped)}, but nothing is stripped; write strip: true, too`);
}

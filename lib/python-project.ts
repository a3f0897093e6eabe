import { checkProps } from './build/check-props';
import { PythonVenvBuildProps } from './build/python-venv-build-props';
import { readApplication } from './build/read-application';
import { Finding } from './core/finding';
import { ImageWarning } from './core/image-warning';
import { Problems } from './core/problems';
import { locateContext } from './project/app-directory';

/** The reference is not part of what is found; any valid one does. */
const REPOSITORY = 'localhost/inspected';

/**
 * What the library finds in an application's directory, and why: the same reading that `PythonVenvImage` decides by.
 *
 * Nothing is built or run; no file outside the directory is read.
 */
export class PythonProject {
  /**
   * Reads a directory.
   *
   * @param directory the application's directory, relative to the current one, or absolute
   * @throws when there is no such directory
   */
  public static inspect(directory: string): PythonProject {
    const props: PythonVenvBuildProps = { context: directory, repository: REPOSITORY };
    const problems = new Problems();
    const context = locateContext(directory, process.cwd());
    checkProps(props, problems);
    const { planned } = readApplication(props, { context, written: [], mounted: [] }, problems);
    return new PythonProject(planned.findings, planned.warnings, problems.all);
  }

  /**
   * What was decided, each with its value, its evidence, what it beat and how to decide otherwise.
   */
  public readonly findings: Finding[];

  /**
   * What will hurt later, with stable codes.
   */
  public readonly warnings: ImageWarning[];

  /**
   * What is wrong or not known, one sentence each with the way out. An image can be made when there are none.
   */
  public readonly problems: string[];

  private constructor(findings: readonly Finding[], warnings: readonly ImageWarning[], problems: readonly string[]) {
    this.findings = [...findings];
    this.warnings = [...warnings];
    this.problems = [...problems];
  }

  /**
   * The findings with a subject: `command`, `python`, `dependencies`.
   *
   * @param subject a property path of the construct's props
   */
  public findingsOf(subject: string): Finding[] {
    return this.findings.filter((finding) => finding.subject === subject);
  }
}

/**
 * The files of the application directory as the build will see them: a file that the ignore rules remove is not there.
 *
 * Handed to installers, so that they can read a lock file or refuse a missing one.
 */
export interface IAppFiles {
  /**
   * Whether a regular file is at this path and reaches the build.
   *
   * @param path relative to the context, with `/` between its parts: `requirements/prod.txt`
   */
  fileExists(path: string): boolean;

  /**
   * Whether a directory is at this path and reaches the build.
   *
   * @param path relative to the context, with `/` between its parts; `.` is the context itself
   */
  directoryExists(path: string): boolean;

  /**
   * Whether a symbolic link is at this path itself. What searches a tree does not follow it: it may lead back into the tree.
   *
   * @param path relative to the context, with `/` between its parts
   */
  isSymbolicLink(path: string): boolean;

  /**
   * The text of a file, decoded as UTF-8, without a byte order mark.
   *
   * @param path relative to the context, with `/` between its parts
   * @throws when the file is missing, is ignored, or lies outside the context (also through a symbolic link)
   */
  readFile(path: string): string;

  /**
   * The names of what is in a directory and reaches the build, sorted.
   *
   * @param path relative to the context, with `/` between its parts; `.` is the context itself
   * @throws when the directory is missing or lies outside the context
   */
  listDirectory(path: string): string[];

  /**
   * Why nothing usable is at this path, for an error message; empty when something is there.
   *
   * @param path relative to the context, with `/` between its parts
   */
  explainMissing(path: string): string;
}

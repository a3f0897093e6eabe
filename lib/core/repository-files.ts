/**
 * Files of the directory that tell about the application and need not reach the build: an own Dockerfile, a pipeline.
 */
export interface RepositoryFiles {
  /** The context as the user gave it, for a hint. */
  readonly context: string;
  /** The text of a regular file of moderate size; undefined when there is none. */
  read(path: string): string | undefined;
  /** The names of what is in a directory, sorted; empty when there is none. */
  list(path: string): string[];
}

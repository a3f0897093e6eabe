/**
 * The application's directory as it lies there, with what the ignore rules keep from the build: a Dockerfile and .gitignore are no part of
 * an image, and say much about it.
 */
export interface Checkout {
  /** The text of a file, relative to the context; undefined when it is missing or lies outside the context. */
  readText(path: string): string | undefined;
  /** The names in a directory, sorted; none when it is missing. */
  list(path: string): readonly string[];
}

/** A checkout of which nothing is known beside what reaches the build. */
export const NO_CHECKOUT: Checkout = { readText: () => undefined, list: () => [] };

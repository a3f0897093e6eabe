import { checkText } from './text-check';

/** A group of ignore rules below a comment. The patterns are Docker's, written as they stand. */
export interface IgnoreSection {
  readonly comment: string;
  readonly patterns: readonly string[];
}

/**
 * The text of an ignore file. The last matching rule wins, so the order of the sections is part of their meaning.
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function renderIgnoreFile(sections: readonly IgnoreSection[]): string {
  return sections
    .filter((section) => section.patterns.length > 0)
    .map((section) => [`# ${checkText('a comment', section.comment, false)}`, ...section.patterns, ''].join('\n'))
    .join('\n');
}

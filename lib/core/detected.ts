import type { Finding } from './finding';
import type { ImageWarning } from './image-warning';

/** What reading an application's files gave: a value, or the problems that keep it from being known. */
export interface Detected<T> {
  readonly value?: T;
  readonly findings: readonly Finding[];
  readonly warnings: readonly ImageWarning[];
  /** One sentence each: what is wrong or not known, where, and the line to write. */
  readonly problems: readonly string[];
}

/** What a setup.py or setup.cfg says. */
export interface SetupArguments {
  readonly name?: string;
  /** Requirements, as they stand; undefined when it names none. */
  readonly requires?: readonly string[];
  /** Files that the requirements are read from. */
  readonly reads: readonly string[];
  /** Why the requirements cannot be read. */
  readonly unreadable?: string;
  readonly extras: { readonly [extra: string]: readonly string[] };
  readonly scripts: readonly string[];
  readonly isPackage: boolean;
  /** The range of Pythons, where it is a text. */
  readonly python?: string;
}

/** What is measured, in the order of the tables, and what must be reached. */
export interface Measure {
  readonly name: string;
  /** The word for `--only`. */
  readonly group: 'cold' | 'unchanged' | 'code' | 'dependency' | 'digest' | 'size' | 'start' | 'synth' | 'hash';
  readonly title: string;
  readonly unit: 's' | 'MB' | 'count';
  /** Against whom ratios are. */
  readonly against: 'article' | 'single-stage' | 'plain' | 'tar';
}

export const MEASURES: readonly Measure[] = [
  { name: 'cold-wall', group: 'cold', title: 'cold build', unit: 's', against: 'article' },
  { name: 'cold-cpu', group: 'cold', title: 'cold build, CPU', unit: 's', against: 'article' },
  { name: 'unchanged-wall', group: 'unchanged', title: 'nothing changed', unit: 's', against: 'article' },
  { name: 'code-wall', group: 'code', title: 'one line of code changed', unit: 's', against: 'article' },
  { name: 'code-cpu', group: 'code', title: 'one line of code changed, CPU', unit: 's', against: 'article' },
  { name: 'code-installs', group: 'code', title: 'one line of code changed: RUNs of the dependencies that ran again', unit: 'count', against: 'article' },
  { name: 'dependency-wall', group: 'dependency', title: 'one dependency changed', unit: 's', against: 'article' },
  { name: 'dependency-cpu', group: 'dependency', title: 'one dependency changed, CPU', unit: 's', against: 'article' },
  { name: 'digests', group: 'digest', title: 'different digests of two clean builds', unit: 'count', against: 'article' },
  { name: 'size', group: 'size', title: 'image, unpacked', unit: 'MB', against: 'single-stage' },
  { name: 'above-base', group: 'size', title: 'bytes above the base', unit: 'MB', against: 'article' },
  { name: 'debian-packages', group: 'size', title: 'Debian packages in the image', unit: 'count', against: 'article' },
  { name: 'python-distributions', group: 'size', title: 'Python distributions in the image', unit: 'count', against: 'article' },
  { name: 'start-wall', group: 'start', title: 'start to the first 200', unit: 's', against: 'article' },
  { name: 'start-cpu', group: 'start', title: 'start to the first 200, CPU', unit: 's', against: 'article' },
  { name: 'synth-cpu', group: 'synth', title: 'synth, CPU', unit: 's', against: 'plain' },
  { name: 'hash-wall', group: 'hash', title: 'hashing a context', unit: 's', against: 'tar' },
  { name: 'hash-cpu', group: 'hash', title: 'hashing a context, CPU', unit: 's', against: 'tar' },
];

export const GROUPS: readonly string[] = [...new Set(MEASURES.map(({ group }) => group))];

/** A row that must be reached: its ratio, or its value, is at most the limit. */
export interface Judgement {
  readonly measure: string;
  readonly app: string;
  readonly contender: string;
  readonly of: 'ratio' | 'value';
  readonly atMost: number;
}

export const JUDGEMENTS: readonly Judgement[] = [
  { measure: 'size', app: 'small', contender: 'ours', of: 'ratio', atMost: 0.18 },
  { measure: 'size', app: 'small', contender: 'ours-stripped', of: 'ratio', atMost: 0.165 },
  { measure: 'size', app: 'small', contender: 'ours-minimal', of: 'ratio', atMost: 0.08 },
  { measure: 'above-base', app: 'small', contender: 'ours', of: 'ratio', atMost: 0.72 },
  { measure: 'above-base', app: 'django', contender: 'ours', of: 'ratio', atMost: 0.82 },
  { measure: 'above-base', app: 'small', contender: 'ours-stripped', of: 'ratio', atMost: 0.45 },
  { measure: 'above-base', app: 'django', contender: 'ours-stripped', of: 'ratio', atMost: 0.75 },
  ...(['dependency-wall', 'dependency-cpu'] as const).flatMap((measure) => [
    { measure, app: 'small', contender: 'ours', of: 'ratio', atMost: 0.3 } as const,
    { measure, app: 'django', contender: 'ours', of: 'ratio', atMost: 0.4 } as const,
  ]),
  { measure: 'cold-wall', app: 'small', contender: 'ours', of: 'ratio', atMost: 0.35 },
  { measure: 'cold-wall', app: 'django', contender: 'ours', of: 'ratio', atMost: 0.65 },
  ...['small', 'django'].flatMap((app) => [
    { measure: 'code-wall', app, contender: 'ours', of: 'ratio', atMost: 1 } as const,
    { measure: 'code-installs', app, contender: 'ours', of: 'value', atMost: 0 } as const,
    ...['ours', 'ours-stripped', 'ours-minimal'].map((contender) => ({ measure: 'start-cpu', app, contender, of: 'ratio', atMost: 1.05 }) as const),
    { measure: 'digests', app, contender: 'ours', of: 'value', atMost: 1 } as const,
  ]),
  { measure: 'synth-cpu', app: '100 images', contender: 'ours, one context', of: 'ratio', atMost: 1.3 },
  { measure: 'synth-cpu', app: '100 images', contender: 'ours, a context of 20 files each', of: 'ratio', atMost: 1.8 },
  // no steeper than plain: what the tenfold number costs, as a ratio, stays below the limit, too
  { measure: 'synth-cpu', app: '1000 images', contender: 'ours, one context', of: 'ratio', atMost: 1.3 },
  { measure: 'synth-cpu', app: '1000 images', contender: 'ours, a context of 20 files each', of: 'ratio', atMost: 1.8 },
  { measure: 'hash-wall', app: '1 GB', contender: 'ours', of: 'ratio', atMost: 1.5 },
  { measure: 'hash-wall', app: '100000 files', contender: 'ours', of: 'ratio', atMost: 1.5 },
];

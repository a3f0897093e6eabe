/** What every workload of an image takes from it: stated once, in the image's definition. */
export interface ImageFacts {
  /** Full reference, a plain string. */
  readonly image: string;
  readonly tag: string;
  readonly repository: string;
  readonly uid: number;
  readonly gid: number;
  readonly port: number;
  readonly command: readonly string[];
  /** Whether it has no shell and none of Debian's usual programs. */
  readonly isMinimal: boolean;
  /** `linux/arm64`; empty when the image is built for whatever its builder is. */
  readonly platforms: readonly string[];
}

/**
 * Labels for people and tools; no selector is made of them, so they may change.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function commonLabels(facts: ImageFacts, component: string): Array<readonly [string, string]> {
  const name = facts.repository.slice(facts.repository.lastIndexOf('/') + 1);
  return [
    ['app.kubernetes.io/name', labelValue(name)],
    ['app.kubernetes.io/component', labelValue(component)],
    ['app.kubernetes.io/version', facts.tag],
    ['app.kubernetes.io/managed-by', 'cdk8s'],
  ];
}

/** At most 63 characters, with a letter or digit at both ends. */
function labelValue(text: string): string {
  return text.replace(/[^A-Za-z0-9_.-]+/g, '-').slice(0, 63).replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
}

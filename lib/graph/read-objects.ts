/** An object of Kubernetes as far as its arrows go. */
export interface ReadObject {
  readonly kind: string;
  readonly name: string;
  /** Images of its containers, each once. */
  readonly images: readonly string[];
  /** Labels of its Pods. */
  readonly labels?: Labels;
  /** What it selects Pods by. */
  readonly selector?: Labels;
  /** What it names, `Kind/name`, with what it does there. */
  readonly names: readonly Reference[];
}

export interface Labels { readonly [key: string]: string }

export interface Reference {
  readonly kind: string;
  readonly name: string;
  /** It points at what comes before it: an Ingress at its Service. */
  readonly backwards: boolean;
  readonly label?: string;
}

/** The object of one YAML document; undefined when it is none. */
export function readObject(document: unknown): ReadObject | undefined {
  const kind = text(document, 'kind');
  const name = text(document, 'metadata', 'name');
  if (kind === undefined || name === undefined) return undefined;
  const spec = at(document, 'spec');
  const template = at(spec, 'jobTemplate', 'spec', 'template') ?? at(spec, 'template');
  const pod = kind === 'Pod' ? spec : at(template, 'spec');
  const containers = [...list(at(pod, 'initContainers')), ...list(at(pod, 'containers'))];
  const images = [...new Set(containers.flatMap((container) => text(container, 'image') ?? []))];
  const labels = record(at(template, 'metadata', 'labels'));
  const selector = selectorOf(kind, spec);
  return {
    kind,
    name,
    images,
    ...(images.length > 0 && labels ? { labels } : {}),
    ...(selector ? { selector } : {}),
    names: [...targets(kind, spec), ...(pod === undefined ? [] : uses(pod, containers))],
  };
}

/** Do the labels have all that the selector asks for? */
export function selects(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function selectorOf(kind: string, spec: unknown): Labels | undefined {
  if (kind === 'Service') return record(at(spec, 'selector'));
  if (kind === 'PodDisruptionBudget') return record(at(spec, 'selector', 'matchLabels'));
  return kind === 'NetworkPolicy' ? record(at(spec, 'podSelector', 'matchLabels')) : undefined;
}

/** What an object in front of others sends to, or scales. */
function targets(kind: string, spec: unknown): Reference[] {
  if (kind === 'HorizontalPodAutoscaler') {
    const [target, name] = [text(spec, 'scaleTargetRef', 'kind'), text(spec, 'scaleTargetRef', 'name')];
    return target && name ? [{ kind: target, name, backwards: true, label: 'scales' }] : [];
  }
  const backends = kind === 'Ingress'
    ? list(at(spec, 'rules')).flatMap((rule) => list(at(rule, 'http', 'paths')).map((path) => text(path, 'backend', 'service', 'name')))
    : list(at(spec, 'rules')).flatMap((rule) => list(at(rule, 'backendRefs')).map((backend) => text(backend, 'name')));
  return unique(backends).map((name) => ({ kind: 'Service', name, backwards: true }));
}

/** What the Pods read: configuration, secrets, storage. */
function uses(pod: unknown, containers: readonly unknown[]): Reference[] {
  const reads = containers.flatMap((container) => [
    ...list(at(container, 'envFrom')), ...list(at(container, 'env')).map((variable) => at(variable, 'valueFrom')),
  ]);
  const volumes = list(at(pod, 'volumes'));
  const named = (kind: string, names: ReadonlyArray<string | undefined>) => unique(names).map((name) => ({ kind, name, backwards: false, label: 'reads' }));
  return [
    ...named('ConfigMap', [
      ...reads.map((read) => text(read, 'configMapRef', 'name') ?? text(read, 'configMapKeyRef', 'name')),
      ...volumes.map((volume) => text(volume, 'configMap', 'name')),
    ]),
    ...named('Secret', [
      ...reads.map((read) => text(read, 'secretRef', 'name') ?? text(read, 'secretKeyRef', 'name')),
      ...volumes.map((volume) => text(volume, 'secret', 'secretName')),
    ]),
    ...named('PersistentVolumeClaim', volumes.map((volume) => text(volume, 'persistentVolumeClaim', 'claimName'))),
    ...unique([text(pod, 'serviceAccountName')]).map((name) => ({ kind: 'ServiceAccount', name, backwards: false, label: 'as' })),
  ];
}

function unique(names: ReadonlyArray<string | undefined>): string[] {
  return [...new Set(names.filter((name): name is string => name !== undefined))].sort();
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined, value);
}

function text(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): Labels | undefined {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0 ? value as Labels : undefined;
}

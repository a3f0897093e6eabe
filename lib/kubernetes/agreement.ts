import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { ImageFacts } from './image-facts';
import { isLocal, listening } from './listening';
import { drainSeconds, gracefulSeconds } from './shutdown';
import { ImageWarning } from '../core/image-warning';

/** The parts of a rendered Pod that image and Pod could disagree on. */
interface PodSpec {
  readonly terminationGracePeriodSeconds?: number;
  readonly securityContext?: { readonly runAsUser?: number };
  readonly nodeSelector?: { readonly [label: string]: string };
  readonly affinity?: {
    readonly nodeAffinity?: { readonly requiredDuringSchedulingIgnoredDuringExecution?: { readonly nodeSelectorTerms: readonly NodeTerm[] } };
  };
  readonly containers?: readonly ContainerSpec[];
  readonly initContainers?: readonly ContainerSpec[];
}

interface NodeTerm {
  readonly matchExpressions?: ReadonlyArray<{ readonly key: string; readonly operator: string; readonly values?: readonly string[] }>;
}

interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly ports?: ReadonlyArray<{ readonly containerPort: number; readonly name?: string }>;
  readonly securityContext?: { readonly runAsUser?: number; readonly readOnlyRootFilesystem?: boolean };
  readonly volumeMounts?: ReadonlyArray<{ readonly mountPath: string }>;
  readonly lifecycle?: { readonly preStop?: { readonly exec?: { readonly command?: readonly string[] } } };
  readonly [probe: `${string}Probe`]: { readonly httpGet?: { readonly port: number | string }; readonly tcpSocket?: { readonly port: number | string } } | undefined;
  readonly env?: ReadonlyArray<{
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string; readonly optional?: boolean } };
  }>;
}

const ARCHITECTURE = 'kubernetes.io/arch';

/** Every disagreement that can be found; each has a section in the warnings page. */
export const DISAGREEMENTS = ['port-needs-root', 'user-differs', 'no-temporary-directory', 'volume-hides-image', 'grace-period-too-short',
  'probe-without-port', 'platform-not-built', 'secret-in-environment', 'secret-key-missing', 'command-listens-elsewhere'];

/** Names that hold secrets. A literal value would be readable by everyone who can read the manifest. */
const SECRET = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|SECRET_KEY|TOKEN|API_?KEY|PRIVATE_KEY|CREDENTIALS)$/i;

/** What the image says and a workload's manifest, as the user left it, contradicts. */
export function disagreements(facts: ImageFacts, workload: kplus.Workload): ImageWarning[] {
  const object = ApiObject.of(workload);
  const { spec } = object.toJson();
  const pod: PodSpec = object.kind === 'CronJob' ? spec.jobTemplate.spec.template.spec : spec.template.spec;
  const ours = [...(pod.containers ?? []), ...(pod.initContainers ?? [])].filter((container) => container.image === facts.image);
  return [...platform(facts, pod), ...ours.flatMap((container) => [
    ...user(facts, pod, container), ...writable(container), ...shutdown(facts, pod, container), ...probes(container),
    ...secrets(container), ...secretKeys(workload, container), ...listens(facts, container),
  ])];
}

function user(facts: ImageFacts, pod: PodSpec, container: ContainerSpec): ImageWarning[] {
  const uid = container.securityContext?.runAsUser ?? pod.securityContext?.runAsUser ?? facts.uid;
  const low = (container.ports ?? []).filter((port) => port.containerPort < 1024 && uid !== 0);
  return [
    ...low.map((port) => warning('port-needs-root', container, `listens on ${port.containerPort}, and user ${uid} cannot listen below 1024; use a higher port`)),
    ...(uid === facts.uid ? [] : [warning('user-differs', container, `runs as user ${uid}, and the image was made for ${facts.uid}; set uid: ${uid} in the image`)]),
  ];
}

function writable(container: ContainerSpec): ImageWarning[] {
  const mounts = (container.volumeMounts ?? []).map((mount) => mount.mountPath.replace(/(?<=.)\/+$/, ''));
  const hiding = mounts.filter((path) => ['/venv', '/app'].some((kept) => path === kept || kept.startsWith(`${path}/`) || path === '/') || path.startsWith('/venv/'));
  const needsTmp = container.securityContext?.readOnlyRootFilesystem === true && !mounts.includes('/tmp');
  return [
    ...hiding.map((path) => warning('volume-hides-image', container, `has a volume at ${path}, which hides what the image has there; mount it elsewhere`)),
    ...(needsTmp ? [warning('no-temporary-directory', container, 'has a read-only root and no volume at /tmp, where servers and uploads write; mount one')] : []),
  ];
}

function shutdown(facts: ImageFacts, pod: PodSpec, container: ContainerSpec): ImageWarning[] {
  const graceful = gracefulSeconds(container.args ?? facts.command) ?? 0;
  const grace = pod.terminationGracePeriodSeconds ?? 30;
  const drain = drainSeconds(container.lifecycle?.preStop?.exec?.command ?? []);
  if (drain + graceful < grace) return [];
  return [warning('grace-period-too-short', container,
    `drains for ${drain} s and then gives requests ${graceful} s, but is killed after ${grace} s; raise terminationGracePeriod or lower the server's timeout`)];
}

function probes(container: ContainerSpec): ImageWarning[] {
  const ports = (container.ports ?? []).flatMap((port) => [port.containerPort, port.name]);
  return (['startupProbe', 'readinessProbe', 'livenessProbe'] as const).flatMap((name) => {
    const port = container[name]?.httpGet?.port ?? container[name]?.tcpSocket?.port;
    if (port === undefined || ports.includes(port)) return [];
    return [warning('probe-without-port', container, `has a ${name} on port ${port}, and no such port; probe ${ports[0] ?? 'a port that it declares'}`)];
  });
}

function platform(facts: ImageFacts, pod: PodSpec): ImageWarning[] {
  const built = facts.platforms.map((name) => name.split('/')[1]);
  if (built.length === 0) return [];
  const selected = pod.nodeSelector?.[ARCHITECTURE];
  // terms are alternatives, so each of them has to keep to what is built, unless the selector does for all
  const terms = selected === undefined ? pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [] : [];
  const allowed = terms.map((term) => term.matchExpressions?.find(({ key, operator }) => key === ARCHITECTURE && operator === 'In')?.values);
  const other = [...(selected === undefined ? [] : [selected]), ...allowed.flatMap((values) => values ?? [])].find((name) => !built.includes(name));
  const on = (nodes: string, way: string) => ({ code: 'platform-not-built', message: `the Pod runs on ${nodes} nodes, and the image is built for ${built.join(', ')}; ${way}` });
  return [
    ...(other === undefined ? [] : [on(other, `add linux/${other} to platforms`)]),
    ...(allowed.includes(undefined) ? [on('any', `a node affinity of yours is an alternative to that of the library; add '${ARCHITECTURE}' to it`)] : []),
  ];
}

function secrets(container: ContainerSpec): ImageWarning[] {
  return (container.env ?? []).filter(({ name, value }) => value !== undefined && SECRET.test(name)).map(({ name }) => warning('secret-in-environment', container,
    `has ${name} as a literal in its environment, for everyone who can read the manifest; take it from a Secret: EnvValue.fromSecretValue({ secret, key })`));
}

/** A Secret that the same App makes says which keys it has. */
function secretKeys(workload: kplus.Workload, container: ContainerSpec): ImageWarning[] {
  // the whole App is searched, so only when there is something to search for
  if (!container.env?.some(({ valueFrom }) => valueFrom?.secretKeyRef)) return [];
  const made = workload.node.root.node.findAll().filter((construct): construct is kplus.Secret => construct instanceof kplus.Secret);
  return (container.env ?? []).flatMap(({ name, valueFrom }) => {
    const reference = valueFrom?.secretKeyRef;
    const secret = made.find((candidate) => candidate.name === reference?.name);
    if (!reference || reference.optional || !secret || secret.getStringData(reference.key) !== undefined) return [];
    return [warning('secret-key-missing', container, `takes ${name} from the key '${reference.key}' of the Secret '${reference.name}', which has no such key; add it`)];
  });
}

/** Only the server itself has a port. */
function listens(facts: ImageFacts, container: ContainerSpec): ImageWarning[] {
  if (!container.ports?.some((port) => port.containerPort === facts.port)) return [];
  const { host, port } = listening(container.args ?? facts.command);
  return [
    ...(host !== undefined && isLocal(host) ? [warning('command-listens-elsewhere', container, `listens on ${host}, where only itself can connect; listen on 0.0.0.0`)] : []),
    ...(port !== undefined && port !== facts.port ? [warning('command-listens-elsewhere', container, `listens on ${port}, and the image's port is ${facts.port}; make them equal`)] : []),
  ];
}

function warning(code: string, container: ContainerSpec, what: string): ImageWarning {
  return { code, message: `container '${container.name}' ${what}` };
}

import * as fs from 'node:fs';
import * as path from 'node:path';
import { describeWithCluster, RestrictedNamespace, waitFor } from './support/cluster';
import { manifests, objects } from './support/manifests';
import { Project } from '../e2e/support/project';

const GOLDEN = path.join(__dirname, '../golden');
const EXAMPLES = path.join(__dirname, '../../examples');

function folders(directory: string): string[] {
  return fs.readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
}

/** What Pods name and a cluster has beforehand: without it none is made. */
function prerequisites(all: readonly any[]): object[] {
  const pods = all.flatMap(({ spec }) => spec?.jobTemplate?.spec.template.spec ?? spec?.template?.spec ?? []);
  return pods.flatMap(({ priorityClassName, serviceAccountName }) => [
    ...(priorityClassName === undefined ? [] : [{ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: priorityClassName }, value: 1000 }]),
    ...(serviceAccountName === undefined || all.some(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === serviceAccountName)
      ? [] : [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: serviceAccountName } }]),
  ]);
}

/** Applies them to a namespace of their own: nothing is refused or warned about, and the controllers may make the Pods. */
function admits(name: string, text: string): void {
  const namespace = new RestrictedNamespace(`admission-${name}`);
  try {
    const all = objects(text);
    const before = prerequisites(all);
    if (before.length > 0) expect(namespace.apply(before)).toMatchObject({ status: 0, stderr: '' });
    const { status, stdout, stderr } = namespace.apply(text);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.trim().split('\n')).toEqual(all.map(({ metadata }) => expect.stringMatching(new RegExp(`/${metadata.name} created$`))));

    all.filter(({ kind }) => kind === 'CronJob').forEach(({ metadata }) => namespace.kubectl('create', 'job', `now-${metadata.name}`, '--from', `cronjob/${metadata.name}`));
    const workloads = all.filter(({ kind }) => ['Deployment', 'StatefulSet', 'Job', 'CronJob'].includes(kind));
    const owners = () => new Set(namespace.get('pods').map(({ metadata }) => metadata.ownerReferences[0].name));
    const refused = () => namespace.get('events').filter(({ reason }) => reason === 'FailedCreate').map(({ message }) => message);
    waitFor(`the Pods of ${name}`, () => owners().size >= workloads.length || refused().length > 0);
    expect(refused()).toEqual([]);
  } finally {
    namespace.remove();
  }
}

describeWithCluster('api', 'an API server that enforces "restricted" admits, without a warning,', () => {
  test.each(folders(GOLDEN))('the expected files of %s', (name) => admits(name, manifests(path.join(GOLDEN, name))));

  test.each(folders(EXAMPLES))('what examples/%s writes', (name) => {
    const project = new Project(name);
    project.synth();
    admits(`example-${name}`, manifests(path.join(project.folder, 'dist')));
  });
});

/** One change of what is admitted above. */
interface Change {
  readonly what: string;
  readonly change: (manifest: any) => void;
  readonly refusal: string;
}

const POD_CHANGES: readonly Change[] = [
  {
    what: 'a privileged container',
    change: ({ spec }) => { Object.assign(spec.containers[0].securityContext, { privileged: true, allowPrivilegeEscalation: true }); },
    refusal: 'violates PodSecurity "restricted:latest": privileged (container "app" must not set securityContext.privileged=true)',
  },
  {
    what: 'the host\'s network',
    change: ({ spec }) => { spec.hostNetwork = true; },
    refusal: 'violates PodSecurity "restricted:latest": host namespaces (hostNetwork=true)',
  },
  {
    what: 'root',
    change: ({ spec }) => { spec.containers[0].securityContext.runAsUser = 0; },
    refusal: 'violates PodSecurity "restricted:latest": runAsUser=0 (container "app" must not set runAsUser=0)',
  },
  {
    what: 'a user that may be root',
    change: ({ spec }) => { spec.containers[0].securityContext.runAsNonRoot = spec.securityContext.runAsNonRoot = false; },
    refusal: 'violates PodSecurity "restricted:latest": runAsNonRoot != true (pod and container "app" must not set securityContext.runAsNonRoot=false)',
  },
  {
    what: 'a capability that is kept',
    change: ({ spec }) => { delete spec.containers[0].securityContext.capabilities; },
    refusal: 'violates PodSecurity "restricted:latest": unrestricted capabilities (container "app" must set securityContext.capabilities.drop=["ALL"])',
  },
  {
    what: 'no seccomp profile',
    change: ({ spec }) => { delete spec.securityContext.seccompProfile; },
    refusal: 'violates PodSecurity "restricted:latest": seccompProfile (pod or container "app" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
  },
  {
    what: 'a directory of the node',
    change: ({ spec }) => { spec.volumes = [{ name: 'tmp', hostPath: { path: '/tmp' } }]; },
    refusal: 'violates PodSecurity "restricted:latest": restricted volume types (volume "tmp" uses restricted volume type "hostPath")',
  },
];

const DEPLOYMENT_CHANGES: readonly Change[] = [
  {
    what: 'a misspelt field',
    change: ({ spec }) => { spec.template.spec.containers[0].ports = [{ containerPrt: 8000 }]; },
    refusal: 'strict decoding error: unknown field "spec.template.spec.containers[0].ports[0].containerPrt"',
  },
  {
    what: 'a word for a number',
    change: ({ spec }) => { spec.replicas = 'three'; },
    refusal: 'cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
  },
  {
    what: 'a port that is none',
    change: ({ spec }) => { spec.template.spec.containers[0].ports[0].containerPort = 80800; },
    refusal: 'spec.template.spec.containers[0].ports[0].containerPort: Invalid value: 80800: must be between 1 and 65535, inclusive',
  },
  {
    what: 'a quantity that is none',
    change: ({ spec }) => { spec.template.spec.containers[0].resources.limits.memory = '512mb'; },
    refusal: 'quantities must match the regular expression',
  },
  {
    what: 'a limit below its request',
    change: ({ spec }) => { spec.template.spec.containers[0].resources.limits.memory = '128Mi'; },
    refusal: 'spec.template.spec.containers[0].resources.requests: Invalid value: "256Mi": must be less than or equal to memory limit of 128Mi',
  },
  {
    what: 'a selector that misses its own Pods',
    change: ({ spec }) => { spec.selector.matchLabels = { app: 'other' }; },
    refusal: 'spec.template.metadata.labels: Invalid value: ',
  },
  {
    what: 'a name that is none',
    change: ({ metadata }) => { metadata.name = 'Tea_Shop'; },
    refusal: 'metadata.name: Invalid value: "Tea_Shop": a lowercase RFC 1123 subdomain must consist of',
  },
  {
    what: 'a mount of a volume that is not there',
    change: ({ spec }) => { spec.template.spec.volumes = []; },
    refusal: 'spec.template.spec.containers[0].volumeMounts[0].name: Not found: "tmp"',
  },
];

const SERVICE_CHANGES: readonly Change[] = [
  {
    what: 'a type that is none',
    change: ({ spec }) => { spec.type = 'ClusterIPx'; },
    refusal: 'spec.type: Unsupported value: "ClusterIPx": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
  },
  {
    what: 'a port that is none',
    change: ({ spec }) => { spec.ports[0].port = 0; },
    refusal: 'spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
  },
];

describeWithCluster('api', 'the same API server refuses the small example with', () => {
  let namespace: RestrictedNamespace;
  const ofKind = (kind: string) => objects(manifests(path.join(GOLDEN, 'small'))).find((manifest) => manifest.kind === kind);
  const pod = () => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'tea' }, spec: ofKind('Deployment').spec.template.spec });

  beforeAll(() => { namespace = new RestrictedNamespace('refusals'); });
  afterAll(() => namespace.remove());

  const refuses = (manifest: object, { change, refusal }: Change) => {
    change(manifest);
    const { status, stdout, stderr } = namespace.apply([manifest]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(refusal);
  };

  test('nothing changed, as a Pod: admitted', () => {
    expect(namespace.apply([pod()])).toEqual({ status: 0, stdout: 'pod/tea created\n', stderr: '' });
    namespace.kubectl('delete', 'pod', 'tea', '--now', '--wait');
  });

  test.each(POD_CHANGES)('$what, as a Pod', (change) => refuses(pod(), change));
  test.each(DEPLOYMENT_CHANGES)('$what, as a Deployment', (change) => refuses(ofKind('Deployment'), change));
  test.each(SERVICE_CHANGES)('$what, as a Service', (change) => refuses(ofKind('Service'), change));

  test('a privileged container, as a Deployment: warned about, and its Pods are refused', () => {
    const manifest = ofKind('Deployment');
    POD_CHANGES[0].change(manifest.spec.template);
    const { status, stderr } = namespace.apply([manifest]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining('Warning: would violate PodSecurity "restricted:latest": privileged') });
    const failure = () => namespace.get('deployments')[0].status.conditions?.find(({ type }: any) => type === 'ReplicaFailure');
    waitFor('the Deployment\'s failure', () => failure() !== undefined);
    expect(failure()).toMatchObject({ status: 'True', reason: 'FailedCreate', message: expect.stringContaining(POD_CHANGES[0].refusal) });
  });
});

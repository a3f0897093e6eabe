import { createHash } from 'crypto';
import { ApiObject, Duration, JsonPatch, Names } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { keepAvailable } from './availability';
import { commonLabels, ImageFacts } from './image-facts';
import { NetworkAccess, networkPolicy } from './network-access';
import { harden, podPath } from './pod-security';
import { CronJobOptions, JobOptions, JobOrdering, ProcessOptions, WorkerOptions } from './process-options';
import { DEFAULT_GRACE } from './shutdown';

/** What every Pod of an image gets, whatever runs in it. */
export interface PodDefaults {
  readonly serviceAccount?: kplus.IServiceAccount;
  readonly imagePullSecret?: kplus.ISecret;
  readonly priorityClass?: string;
  readonly network?: NetworkAccess;
}

const ORDERING: { readonly [ordering in JobOrdering]: { readonly [annotation: string]: string } } = {
  [JobOrdering.NONE]: {},
  [JobOrdering.ARGO_CD_PRE_SYNC]: { 'argocd.argoproj.io/hook': 'PreSync', 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' },
  [JobOrdering.HELM_PRE_UPGRADE]: { 'helm.sh/hook': 'pre-install,pre-upgrade', 'helm.sh/hook-delete-policy': 'before-hook-creation' },
};

/** Makes the workloads of one image, all of them alike where nothing else is said. */
export class Processes {
  constructor(
    private readonly scope: Construct,
    public readonly facts: ImageFacts,
    private readonly defaults: PodDefaults,
    public readonly containerOf: (options: kplus.ContainerOpts) => kplus.ContainerProps,
  ) {}

  /** A Deployment without a Service. */
  public worker(id: string, options: WorkerOptions): kplus.Deployment {
    const replicas = options.replicas ?? 1;
    const deployment = new kplus.Deployment(this.scope, id, { ...this.podOf(id, options, { liveness: options.liveness }), replicas });
    keepAvailable(deployment, replicas);
    return this.finish(id, deployment, options.resources);
  }

  /** A Job whose name carries the tag: its Pod may not change, so another image, or other settings, need another Job. */
  public job(id: string, options: JobOptions): kplus.Job {
    const pod = this.podOf(id, options);
    return this.finish(id, new kplus.Job(this.scope, id, {
      ...pod,
      metadata: { name: this.jobName(id, pod), annotations: ORDERING[options.ordering ?? JobOrdering.NONE] },
      restartPolicy: kplus.RestartPolicy.NEVER,
      backoffLimit: options.backoffLimit ?? 3,
      ttlAfterFinished: options.ttlAfterFinished ?? Duration.days(1),
    }), options.resources);
  }

  /** A CronJob; a run that takes too long keeps the next one from starting. */
  public cronJob(id: string, options: CronJobOptions): kplus.CronJob {
    return this.finish(id, new kplus.CronJob(this.scope, id, {
      ...this.podOf(id, options),
      schedule: options.schedule,
      concurrencyPolicy: kplus.ConcurrencyPolicy.FORBID,
      // the controller may be busy for longer than the 10 s of cdk8s-plus, and a run would be lost without a word
      startingDeadline: Duration.minutes(5),
      restartPolicy: kplus.RestartPolicy.NEVER,
      backoffLimit: options.backoffLimit ?? 3,
    }), options.resources);
  }

  /** The part of a Pod that is the same for all: its user, also for the files of its volumes, and what it may reach. */
  public get pod(): kplus.AbstractPodProps {
    const { uid, gid } = this.facts;
    return {
      securityContext: { user: uid, group: gid, fsGroup: gid, ensureNonRoot: true, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
      serviceAccount: this.defaults.serviceAccount,
      dockerRegistryAuth: this.defaults.imagePullSecret,
      automountServiceAccountToken: false,
    };
  }

  /**
   * Hardened, labelled, only on nodes that the image was built for, and as the defaults say.
   *
   * @param resources those that the user gave
   * @param port what requests may come to
   */
  public finish<T extends kplus.Workload>(component: string, workload: T, resources: kplus.ContainerResources | undefined, port?: number): T {
    const object = ApiObject.of(workload);
    harden(workload);
    if (!resources) boundStorage(object, 'containers/0');
    for (const [label, value] of commonLabels(this.facts, component)) {
      workload.metadata.addLabel(label, value);
      workload.podMetadata.addLabel(label, value);
    }
    const architectures = this.facts.platforms.map((platform) => platform.split('/')[1]);
    if (architectures.length > 0) {
      workload.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.in('kubernetes.io/arch', [...new Set(architectures)].sort())));
    }
    const { priorityClass, network } = this.defaults;
    if (priorityClass) object.addJsonPatch(JsonPatch.add(`${podPath(object)}/priorityClassName`, priorityClass));
    if (network) networkPolicy(workload, network, port);
    return workload;
  }

  private podOf(name: string, options: ProcessOptions, more: kplus.ContainerOpts = {}): kplus.AbstractPodProps {
    const { command: args, environment: envVariables, resources } = options;
    return {
      ...this.pod,
      containers: [this.containerOf({ ...more, name, args, envVariables, resources })],
      terminationGracePeriod: options.terminationGracePeriod ?? DEFAULT_GRACE,
    };
  }

  /** At most 63 characters: the process, a hash of what the Pod is but its image, and the tag. */
  private jobName(id: string, pod: kplus.AbstractPodProps): string {
    const process = Names.toDnsLabel(this.scope, { extra: [id], includeHash: false, maxLen: 35 });
    const containers = pod.containers?.map((container) => ({ ...container, image: undefined }));
    const settings = { ...pod, containers, priority: this.defaults.priorityClass, repository: this.facts.repository };
    return `${process}-${shortHash(settings)}-${this.facts.tag}`;
  }
}

/** Of plain data and cdk8s-plus' values, in whatever order their parts were given; a construct counts by its path. */
function shortHash(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) => {
    if (Construct.isConstruct(part)) return part.node.path;
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
  return createHash('sha256').update(text).digest('hex').slice(0, 6);
}

/** Logs and /tmp: enough, and no Pod can fill its node. By a patch, for cdk8s-plus-27 knows whole gibibytes only. */
export function boundStorage(object: ApiObject, container: string): void {
  const path = `${podPath(object)}/${container}/resources`;
  object.addJsonPatch(
    JsonPatch.add(`${path}/requests/ephemeral-storage`, kplus.k8s.Quantity.fromString('64Mi')),
    JsonPatch.add(`${path}/limits/ephemeral-storage`, kplus.k8s.Quantity.fromString('256Mi')),
  );
}

import { ApiObject, Duration, JsonPatch, Names } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { commonLabels, ImageFacts } from './image-facts';
import { harden, podPath } from './pod-security';
import { CronJobOptions, JobOptions, JobOrdering, ProcessOptions, WorkerOptions } from './process-options';
import { DEFAULT_GRACE } from './shutdown';

/** Makes a container of the image from cdk8s-plus' options. */
export type ContainerOf = (options: kplus.ContainerOpts) => kplus.ContainerProps;

const ORDERING: { readonly [ordering in JobOrdering]: { readonly [annotation: string]: string } } = {
  [JobOrdering.NONE]: {},
  [JobOrdering.ARGO_CD_PRE_SYNC]: { 'argocd.argoproj.io/hook': 'PreSync', 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' },
  [JobOrdering.HELM_PRE_UPGRADE]: { 'helm.sh/hook': 'pre-install,pre-upgrade', 'helm.sh/hook-delete-policy': 'before-hook-creation' },
};

/** A Deployment without a Service. */
export function worker(scope: Construct, id: string, facts: ImageFacts, containerOf: ContainerOf, options: WorkerOptions): kplus.Deployment {
  return finish(facts, id, new kplus.Deployment(scope, id, {
    ...podOf(facts, containerOf, id, options, { liveness: options.liveness }),
    replicas: options.replicas ?? 1,
  }), options.resources);
}

/** A Job whose name carries the tag: its Pod may not change, so another image needs another Job. */
export function job(scope: Construct, id: string, facts: ImageFacts, containerOf: ContainerOf, options: JobOptions): kplus.Job {
  return finish(facts, id, new kplus.Job(scope, id, {
    ...podOf(facts, containerOf, id, options),
    metadata: {
      name: `${jobPrefix(scope, id)}-${facts.tag}`,
      annotations: ORDERING[options.ordering ?? JobOrdering.NONE],
    },
    restartPolicy: kplus.RestartPolicy.NEVER,
    backoffLimit: options.backoffLimit ?? 3,
    ttlAfterFinished: options.ttlAfterFinished ?? Duration.days(1),
  }), options.resources);
}

/** A CronJob; a run that takes too long keeps the next one from starting. */
export function cronJob(scope: Construct, id: string, facts: ImageFacts, containerOf: ContainerOf, options: CronJobOptions): kplus.CronJob {
  return finish(facts, id, new kplus.CronJob(scope, id, {
    ...podOf(facts, containerOf, id, options),
    schedule: options.schedule,
    concurrencyPolicy: kplus.ConcurrencyPolicy.FORBID,
    // the controller may be busy for longer than the 10 s of cdk8s-plus, and a run would be lost without a word
    startingDeadline: Duration.minutes(5),
    restartPolicy: kplus.RestartPolicy.NEVER,
    backoffLimit: options.backoffLimit ?? 3,
  }), options.resources);
}

/** What every Pod of the image has, whatever runs in it. */
function podOf(facts: ImageFacts, containerOf: ContainerOf, name: string, options: ProcessOptions, more: kplus.ContainerOpts = {}): kplus.AbstractPodProps {
  return {
    containers: [containerOf({
      ...more, name, args: options.command, envVariables: options.environment, resources: options.resources,
    })],
    securityContext: podUser(facts),
    terminationGracePeriod: options.terminationGracePeriod ?? DEFAULT_GRACE,
    automountServiceAccountToken: false,
  };
}

/** The image's user, for the Pod and for the files of its volumes. */
export function podUser(facts: ImageFacts): kplus.PodSecurityContextProps {
  return {
    user: facts.uid, group: facts.gid, fsGroup: facts.gid, ensureNonRoot: true, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH,
  };
}

/** Hardened, labelled, and only on nodes that the image was built for. */
export function finish<T extends kplus.Workload>(facts: ImageFacts, component: string, workload: T, resources?: kplus.ContainerResources): T {
  harden(workload);
  if (!resources) boundStorage(ApiObject.of(workload));
  for (const [label, value] of commonLabels(facts, component)) {
    workload.metadata.addLabel(label, value);
    workload.podMetadata.addLabel(label, value);
  }
  const architectures = facts.platforms.map((platform) => platform.split('/')[1]);
  if (architectures.length > 0) {
    workload.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.in('kubernetes.io/arch', [...new Set(architectures)].sort())));
  }
  return workload;
}

/** Logs and /tmp: enough, and no Pod can fill its node. By a patch, for cdk8s-plus-27 knows whole gibibytes only. */
function boundStorage(object: ApiObject): void {
  const path = `${podPath(object)}/containers/0/resources`;
  object.addJsonPatch(
    JsonPatch.add(`${path}/requests/ephemeral-storage`, kplus.k8s.Quantity.fromString('64Mi')),
    JsonPatch.add(`${path}/limits/ephemeral-storage`, kplus.k8s.Quantity.fromString('256Mi')),
  );
}

/** 63 characters, less those of the tag. */
function jobPrefix(scope: Construct, id: string): string {
  return Names.toDnsLabel(scope, { extra: [id], includeHash: false, maxLen: 42 });
}

import { Cron, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';

/**
 * A further process of the same image.
 */
export interface ProcessOptions {
  /**
   * The command, word by word, instead of the image's own: `['celery', '--app=shop', 'worker']`.
   */
  readonly command: string[];

  /**
   * Environment variables of this process only; one of the same name wins over that of the image.
   * @default - those of the image
   */
  readonly environment?: { [name: string]: kplus.EnvValue };

  /**
   * CPU, memory and ephemeral storage.
   * @default - requests 100 millicores, 256 MiB and 64 MiB of storage; limits one core, 256 MiB and 256 MiB
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * How long the process may take to end after SIGTERM.
   * @default Duration.seconds(60)
   */
  readonly terminationGracePeriod?: Duration;
}

/**
 * A process that runs for ever and takes no requests.
 */
export interface WorkerOptions extends ProcessOptions {
  /**
   * How many Pods run it. A scheduler, such as celery beat, must run once.
   * @default 1
   */
  readonly replicas?: number;

  /**
   * When the process is beyond help and is started again.
   * @default - when it ends
   */
  readonly liveness?: kplus.Probe;
}

/**
 * When a tool that applies the manifests runs a Job. Plain `kubectl apply` runs it at once, beside everything else.
 */
export enum JobOrdering {
  /** No annotation: as soon as it is applied. */
  NONE = 'NONE',
  /**
   * Before anything else of the application is applied, by Argo CD.
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/
   */
  ARGO_CD_PRE_SYNC = 'ARGO_CD_PRE_SYNC',
  /**
   * Before a release is installed or upgraded, by Helm.
   * @see https://helm.sh/docs/topics/charts_hooks/
   */
  HELM_PRE_UPGRADE = 'HELM_PRE_UPGRADE',
}

/**
 * A process that runs once for each image, such as a migration.
 */
export interface JobOptions extends ProcessOptions {
  /**
   * How often a Pod that failed is tried again.
   * @default 3
   */
  readonly backoffLimit?: number;

  /**
   * How long the finished Job and its logs are kept.
   * @default Duration.days(1)
   */
  readonly ttlAfterFinished?: Duration;

  /**
   * When the tool that applies the manifests runs the Job.
   * @default JobOrdering.NONE
   */
  readonly ordering?: JobOrdering;
}

/**
 * A process that runs by the clock.
 */
export interface CronJobOptions extends ProcessOptions {
  /**
   * When it runs, in the time zone of the cluster.
   */
  readonly schedule: Cron;

  /**
   * How often a Pod that failed is tried again.
   * @default 3
   */
  readonly backoffLimit?: number;
}

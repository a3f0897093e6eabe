import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { PythonVenvBuildProps } from './build/python-venv-build-props';
import { Autoscaling } from './kubernetes/autoscaling';
import { IngressOptions, RouteOptions } from './kubernetes/exposure';
import { HealthChecks } from './kubernetes/health-checks';
import { NetworkAccess } from './kubernetes/network-access';
import { WritablePath } from './kubernetes/writable-path';

/**
 * What an image is made of, and how it runs.
 */
export interface PythonVenvImageProps extends PythonVenvBuildProps {
  /**
   * The port of the Service, 1 to 65535.
   * @default - the port of the image, 8000
   */
  readonly servicePort?: number;

  /**
   * How many Pods run the server.
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Lets the number of Pods follow their load; then `replicas` must not be given.
   * @default - a fixed number of Pods
   */
  readonly autoscaling?: Autoscaling;

  /**
   * Environment variables of every process of the image, by name. Nothing of it is in the image.
   *
   * Their order means nothing: each is written after those that its value refers to, as in `$(HOST)`.
   *
   * `PYTHON_CPU_COUNT` and `WEB_CONCURRENCY` follow the CPU limit of each container unless they are given here.
   * @default - none
   */
  readonly environment?: { [name: string]: kplus.EnvValue };

  /**
   * ConfigMaps and Secrets whose keys become environment variables of every process.
   * @default - none
   */
  readonly environmentFrom?: kplus.EnvFrom[];

  /**
   * Directories that every process may write to, beside /tmp.
   * @default - none
   */
  readonly writable?: WritablePath[];

  /**
   * The ServiceAccount of every Pod. Its token is not mounted.
   * @default - that of the namespace
   */
  readonly serviceAccount?: kplus.IServiceAccount;

  /**
   * The Secret by which nodes may pull the image.
   * @default - none
   */
  readonly imagePullSecret?: kplus.ISecret;

  /**
   * The PriorityClass of every Pod.
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
   * @default - that of the cluster
   */
  readonly priorityClass?: string;

  /**
   * Who may talk to the Pods, and whom they may talk to; then everything else is refused.
   * @default - no NetworkPolicy: only the application's authors know its database
   */
  readonly network?: NetworkAccess;

  /**
   * An Ingress in front of the Service.
   * @default - none
   */
  readonly ingress?: IngressOptions;

  /**
   * A route of a Gateway to the Service.
   * @default - none
   */
  readonly route?: RouteOptions;

  /**
   * CPU, memory and ephemeral storage of the server's container.
   * @default - requests 100 millicores, 256 MiB and 64 MiB of storage; limits one core, 256 MiB and 256 MiB
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * How Kubernetes finds out whether the server works.
   * @default - HealthChecks.streamlit() where the command runs Streamlit, else HealthChecks.tcp()
   */
  readonly health?: HealthChecks;

  /**
   * How long the server may take to end: 10 s in which it still takes requests, and the time it gives to those in flight.
   * @default Duration.seconds(60)
   */
  readonly terminationGracePeriod?: Duration;
}

/**
 * How many Pods run the server, by how busy they are.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export interface Autoscaling {
  /**
   * The most Pods there may be.
   */
  readonly maxReplicas: number;

  /**
   * The fewest Pods there may be.
   * @default 2
   */
  readonly minReplicas?: number;

  /**
   * CPU that the Pods should use on average, in percent of what they request, 1 to 1000.
   * @default 75
   */
  readonly cpuUtilization?: number;
}

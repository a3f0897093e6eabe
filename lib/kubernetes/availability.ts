import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { podPath } from './pod-security';

/**
 * Keeps several Pods from going at once: on nodes of their own and evenly over zones where there are any, and one at a time
 * when nodes are drained. One Pod alone has no budget, for its node could never be drained.
 */
export function keepAvailable(deployment: kplus.Deployment, replicas: number): void {
  // preferred, not required: a cluster of one node still runs all replicas
  deployment.scheduling.spread({ topology: kplus.Topology.HOSTNAME, weight: 100 });
  const object = ApiObject.of(deployment);
  object.addJsonPatch(JsonPatch.add(`${podPath(object)}/topologySpreadConstraints`, [{
    maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: deployment.matchLabels },
  }]));
  if (replicas > 1) {
    new ApiObject(deployment, 'disruption-budget', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: deployment.matchLabels },
        // a Pod that never became ready does not keep its node from being drained
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  }
}

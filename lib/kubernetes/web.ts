import { ApiObject, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Autoscaling } from './autoscaling';
import { keepAvailable } from './availability';
import { HealthChecks } from './health-checks';
import { commonLabels } from './image-facts';
import { podPath } from './pod-security';
import { Processes } from './processes';
import { DEFAULT_GRACE, DRAIN } from './shutdown';

/** What the Deployment of the server needs beside its image. */
export interface WebOptions {
  readonly health: HealthChecks;
  readonly resources?: kplus.ContainerResources;
  readonly replicas?: number;
  readonly autoscaling?: Autoscaling;
  readonly terminationGracePeriod?: Duration;
}

/** The Deployment that runs the image's own command, with what keeps it available. */
export function webDeployment(scope: Construct, processes: Processes, options: WebOptions): kplus.Deployment {
  const { autoscaling, health, resources } = options;
  const { port } = processes.facts;
  const deployment = processes.finish('web', new kplus.Deployment(scope, 'deployment', {
    ...processes.pod,
    replicas: autoscaling ? undefined : options.replicas,
    containers: [processes.containerOf({ name: 'app', portNumber: port, resources, lifecycle: DRAIN, ...health._probes(port) })],
    terminationGracePeriod: options.terminationGracePeriod ?? DEFAULT_GRACE,
    // a rollout never has fewer Pods than asked for: the new one is ready before the old one goes
    strategy: kplus.DeploymentStrategy.rollingUpdate({
      maxSurge: kplus.PercentOrAbsolute.percent(25), maxUnavailable: kplus.PercentOrAbsolute.absolute(0),
    }),
  }), resources, port);
  const object = ApiObject.of(deployment);
  health._patchHost(object, `${podPath(object)}/containers/0`);
  if (autoscaling) autoscale(scope, deployment, autoscaling);
  keepAvailable(deployment, autoscaling?.minReplicas ?? options.replicas ?? 2);
  return deployment;
}

/** The Service in front of it. */
export function webService(scope: Construct, processes: Processes, deployment: kplus.Deployment, port: number): kplus.Service {
  const service = new kplus.Service(scope, 'service', {
    selector: deployment,
    ports: [{ name: 'http', port, targetPort: processes.facts.port }],
  });
  commonLabels(processes.facts, 'web').forEach(([label, value]) => service.metadata.addLabel(label, value));
  return service;
}

function autoscale(scope: Construct, target: kplus.Deployment, options: Autoscaling): void {
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', {
    target,
    minReplicas: options.minReplicas ?? 2,
    maxReplicas: options.maxReplicas,
    metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(options.cpuUtilization ?? 75))],
  });
}

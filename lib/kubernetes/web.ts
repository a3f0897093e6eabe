import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ImageFacts } from './container';

/** What the Deployment of the server needs. */
export interface WebOptions {
  readonly facts: ImageFacts;
  readonly container: kplus.ContainerProps;
  readonly replicas: number | undefined;
}

/** The Deployment that runs the image's own command. */
export function webDeployment(scope: Construct, options: WebOptions): kplus.Deployment {
  const { uid, gid } = options.facts;
  const deployment = new kplus.Deployment(scope, 'deployment', {
    replicas: options.replicas,
    containers: [options.container],
    securityContext: { user: uid, group: gid, fsGroup: gid, ensureNonRoot: true },
    automountServiceAccountToken: false,
  });
  // Pod Security "restricted" asks for both, and cdk8s-plus-27 has no word for either
  ApiObject.of(deployment).addJsonPatch(
    JsonPatch.add('/spec/template/spec/securityContext/seccompProfile', { type: 'RuntimeDefault' }),
    JsonPatch.add('/spec/template/spec/containers/0/securityContext/capabilities', { drop: ['ALL'] }),
  );
  return deployment;
}

/** The Service in front of it. */
export function webService(scope: Construct, deployment: kplus.Deployment, port: number, targetPort: number): kplus.Service {
  return new kplus.Service(scope, 'service', {
    selector: deployment,
    ports: [{ name: 'http', port, targetPort }],
  });
}

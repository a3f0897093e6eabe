import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';

const HARDENED = new WeakSet<kplus.Workload>();

/**
 * Gives a workload what Pod Security "restricted" asks for and cdk8s-plus-27 has no word for, and takes from it what a web
 * application never needs. Containers that are added later get it too: each is patched when the App is validated, which
 * every way to render a manifest does first (decision 0011).
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function harden(workload: kplus.Workload): void {
  if (HARDENED.has(workload)) return;
  HARDENED.add(workload);
  const object = ApiObject.of(workload);
  const pod = podPath(object);
  object.addJsonPatch(
    JsonPatch.add(`${pod}/securityContext/seccompProfile`, { type: 'RuntimeDefault' }),
    // variables of every Service in the namespace, some of which servers mistake for their own settings
    JsonPatch.add(`${pod}/enableServiceLinks`, false),
  );
  const patched = { containers: 0, initContainers: 0 };
  workload.node.addValidation({
    validate: () => {
      for (const list of ['containers', 'initContainers'] as const) {
        const containers = workload[list];
        for (; patched[list] < containers.length; patched[list]++) dropCapabilities(object, `${pod}/${list}/${patched[list]}`, containers[patched[list]]);
      }
      return [];
    },
  });
}

/** Where a workload's manifest has its Pod. */
export function podPath(object: ApiObject): string {
  return object.kind === 'CronJob' ? '/spec/jobTemplate/spec/template/spec' : '/spec/template/spec';
}

function dropCapabilities(object: ApiObject, path: string, container: kplus.Container): void {
  // cdk8s-plus-27 writes CAP_NET_BIND_SERVICE, a name that Kubernetes does not know
  const add = container.securityContext.capabilities?.add?.map((capability) => capability.replace(/^CAP_/, ''));
  object.addJsonPatch(JsonPatch.add(`${path}/securityContext/capabilities`, { ...(add ? { add } : {}), drop: ['ALL'] }));
}

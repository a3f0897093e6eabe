import * as kplus from 'cdk8s-plus-27';

/**
 * Who may talk to the processes of an image, and whom they may talk to. Whatever is not said is refused, but for name
 * resolution, and for the probes of the node, which no policy can refuse.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export interface NetworkAccess {
  /**
   * Who may send requests to the server's port: Pods, namespaces or address blocks of cdk8s-plus.
   * @default - nobody
   */
  readonly allowFrom?: kplus.INetworkPolicyPeer[];

  /**
   * Whom every process may connect to, such as a database.
   * @default - nobody
   */
  readonly allowTo?: kplus.INetworkPolicyPeer[];
}

/**
 * One policy for one workload. Name servers are wherever the cluster has them, on addresses of the node as well.
 *
 * @param port what requests may come to; undefined when the workload takes none
 */
export function networkPolicy(workload: kplus.Workload, access: NetworkAccess, port: number | undefined): void {
  const dns = [kplus.NetworkPolicyPort.udp(53), kplus.NetworkPolicyPort.tcp(53)];
  const policy = new kplus.NetworkPolicy(workload, 'network', {
    selector: workload,
    ingress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
    egress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
  });
  policy.addEgressRule(kplus.NetworkPolicyIpBlock.anyIpv4(policy, 'any-ipv4'), dns);
  policy.addEgressRule(kplus.NetworkPolicyIpBlock.anyIpv6(policy, 'any-ipv6'), dns);
  access.allowTo?.forEach((peer) => policy.addEgressRule(peer));
  if (port !== undefined) access.allowFrom?.forEach((peer) => policy.addIngressRule(peer, [kplus.NetworkPolicyPort.tcp(port)]));
}

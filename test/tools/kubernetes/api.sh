# api.sh - sourced by kubernetes.sh: the network namespace, etcd, the API server and the controllers. Ports are the usual
# ones, since the namespace is theirs alone.
# shellcheck shell=bash

up_api() {
  apt_install etcd etcd-server
  build_api
  mkdir -p "$STATE" "$SOCKETS"
  network
  certificates
  start kubernetes/etcd etcd --data-dir "$STATE/etcd/data" --logger zap
  await kubernetes/etcd in_network curl -fsS http://127.0.0.1:2379/health
  start kubernetes/kube-apiserver "$KUBERNETES_BIN/kube-apiserver" --etcd-servers=http://127.0.0.1:2379 \
    --advertise-address="$NODE_IP" --service-cluster-ip-range="$SERVICE_CIDR" --allow-privileged \
    --tls-cert-file="$PKI/apiserver.crt" --tls-private-key-file="$PKI/apiserver.key" --client-ca-file="$PKI/ca.crt" \
    --kubelet-client-certificate="$PKI/apiserver-kubelet.crt" --kubelet-client-key="$PKI/apiserver-kubelet.key" \
    --kubelet-preferred-address-types=InternalIP --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$PKI/accounts.pub" \
    --service-account-signing-key-file="$PKI/accounts.key"
  await kubernetes/kube-apiserver kubectl get --raw /readyz
  start kubernetes/kube-controller-manager "$KUBERNETES_BIN/kube-controller-manager" --bind-address=127.0.0.1 \
    --kubeconfig="$PKI/controller-manager.kubeconfig" --authentication-kubeconfig="$PKI/controller-manager.kubeconfig" \
    --authorization-kubeconfig="$PKI/controller-manager.kubeconfig" --leader-elect=false --use-service-account-credentials \
    --service-account-private-key-file="$PKI/accounts.key" --root-ca-file="$PKI/ca.crt" --cert-dir="$STATE/controller-manager" \
    --cluster-cidr="$POD_CIDR" --service-cluster-ip-range="$SERVICE_CIDR" --node-monitor-period=2s
  # Its first visible work, without which no Pod is admitted.
  await kubernetes/kube-controller-manager kubectl get serviceaccount default
  kubectl apply --server-side -f "$GATEWAY_API" >/dev/null
}

# The namespace, with the bridge that Pods get on. Services need a route before kube-proxy's rules see them.
network() {
  ip netns add "$NETNS"
  in_network sh -ec "
    ip link set lo up
    ip link add pods type bridge
    ip addr add $NODE_IP/24 dev pods
    ip link set pods up
    ip route add $SERVICE_CIDR dev pods
    echo 1 >/proc/sys/net/ipv4/ip_forward"
}

# node.sh - sourced by kubernetes.sh: what makes a node of this machine, beside the API server.
# shellcheck shell=bash

# What the kubelet sets for the whole machine, and `down` sets back.
KUBELET_SYSCTLS=(vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops kernel.keys.root_max{keys,bytes})

up_node() {
  apt_install /usr/lib/cni/bridge containernetworking-plugins
  apt_install conntrack conntrack
  apt_install iptables iptables
  apt_install runc runc
  build_node
  [ -f "$STATE/sysctls" ] || sysctl "${KUBELET_SYSCTLS[@]}" >"$STATE/sysctls" 2>/dev/null || true
  scheduler
  containerd
  dns
  proxy
  kubelet
  await kubernetes/kubelet kubectl get node node
  kubectl wait --for=condition=Ready node/node --timeout="${AWAIT_SECONDS}s" >/dev/null || fail "the node does not get ready"
}

scheduler() {
  local config=$PKI/scheduler.kubeconfig
  start kubernetes/kube-scheduler "$KUBERNETES_BIN/kube-scheduler" --bind-address=127.0.0.1 --leader-elect=false \
    --kubeconfig="$config" --authentication-kubeconfig="$config" --authorization-kubeconfig="$config" \
    --cert-dir="$STATE/scheduler"
}

containerd() {
  mkdir -p "$STATE/cni" "$STATE/containerd"
  cat >"$STATE/cni/10-pods.conflist" <<J
{"cniVersion": "0.4.0", "name": "cdk8s-python-venv", "plugins": [
  {"type": "bridge", "bridge": "pods", "isGateway": true, "hairpinMode": true, "ipam": {"type": "host-local",
    "dataDir": "$STATE/addresses", "ranges": [[{"subnet": "$POD_CIDR"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}, {"type": "firewall"}]}
J
  # The oom score is left as it is where this process may not lower it, as in a container.
  cat >"$STATE/containerd/config.toml" <<T
version = 3
root = "$STATE/containerd/root"
state = "$SOCKETS/containerd"
disabled_plugins = ["io.containerd.nri.v1.nri", "io.containerd.internal.v1.opt", "io.containerd.internal.v1.tracing"]
[grpc]
  address = "$CONTAINERD_SOCKET"
[ttrpc]
  address = "$CONTAINERD_SOCKET.ttrpc"
[plugins."io.containerd.cri.v1.images".pinned_images]
  sandbox = "docker.io/local/pause:1"
[plugins."io.containerd.cri.v1.runtime"]
  disable_apparmor = true
  restrict_oom_score_adj = true
[plugins."io.containerd.cri.v1.runtime".cni]
  bin_dirs = ["/usr/lib/cni"]
  conf_dir = "$STATE/cni"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
T
  start_containerd
  docker image inspect local/pause:1 >/dev/null 2>&1 ||
    tar -c -C "$(dirname "$PAUSE")" pause | docker import -c 'ENTRYPOINT ["/pause"]' -c 'USER 65532:65532' - local/pause:1 >/dev/null
  load local/pause:1
}

# It finds its shim by PATH.
start_containerd() {
  PATH=$ENGINE_BIN:$PATH start kubernetes/containerd "$ENGINE_BIN/containerd" --config "$STATE/containerd/config.toml"
  await kubernetes/containerd ctr version
}

# Cluster DNS as a plain process on the node's address: Pods ask it there.
dns() {
  mkdir -p "$STATE/coredns"
  printf '.:53 {\n  errors\n  kubernetes cluster.local {\n    kubeconfig %s\n  }\n}\n' "$PKI/coredns.kubeconfig" >"$STATE/coredns/Corefile"
  start kubernetes/coredns "$COREDNS" -conf "$STATE/coredns/Corefile"
}

proxy() {
  mkdir -p "$STATE/kube-proxy"
  cat >"$STATE/kube-proxy/config.yaml" <<Y
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: $PKI/proxy.kubeconfig}
mode: iptables
hostnameOverride: node
clusterCIDR: $POD_CIDR
conntrack: {maxPerCore: 0}
Y
  start kubernetes/kube-proxy "$KUBERNETES_BIN/kube-proxy" --config="$STATE/kube-proxy/config.yaml"
}

kubelet() {
  mkdir -p "$STATE/kubelet"
  echo 'nameserver 127.0.0.1' >"$STATE/kubelet/resolv.conf"
  cat >"$STATE/kubelet/config.yaml" <<Y
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $NODE_IP
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $PKI/ca.crt}}
authorization: {mode: Webhook}
tlsCertFile: $PKI/kubelet-serving.crt
tlsPrivateKeyFile: $PKI/kubelet-serving.key
containerRuntimeEndpoint: unix://$CONTAINERD_SOCKET
cgroupDriver: cgroupfs
failSwapOn: false
enforceNodeAllocatable: []
imageGCHighThresholdPercent: 100
evictionHard: {memory.available: 100Mi, nodefs.available: "1%", imagefs.available: "1%", nodefs.inodesFree: "1%"}
podLogsDir: $STATE/kubelet/logs
resolvConf: $STATE/kubelet/resolv.conf
clusterDNS: [$NODE_IP]
clusterDomain: cluster.local
Y
  start kubernetes/kubelet "$KUBERNETES_BIN/kubelet" --config="$STATE/kubelet/config.yaml" --kubeconfig="$PKI/kubelet.kubeconfig" \
    --hostname-override=node --node-ip="$NODE_IP" --root-dir="$STATE/kubelet/root" --cert-dir="$STATE/kubelet/certs"
}

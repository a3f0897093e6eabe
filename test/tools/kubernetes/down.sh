# down.sh - sourced by kubernetes.sh: ends what `up` started, each by its pid, and removes what it left on the machine.
# shellcheck shell=bash

down() {
  stop kubernetes/kubelet
  pods
  local name
  for name in coredns kube-proxy containerd kube-scheduler kube-controller-manager kube-apiserver etcd; do
    stop "kubernetes/$name" &
  done
  wait
  mounts
  ip netns del "$NETNS" 2>/dev/null || true
  [ ! -f "$STATE/sysctls" ] || { fixed_places; sysctl -q -p "$STATE/sysctls" 2>/dev/null || true; }
  rm -rf "$STATE" "$SOCKETS"
}

# Pods outlive the kubelet, and containerd, too: one that crashed is started once more, for it alone knows them.
pods() {
  [ -f "$STATE/containerd/config.toml" ] || return 0
  running kubernetes/containerd || NETNS='' start_containerd
  local id networks
  networks=$(for id in $(ctr containers ls -q); do ctr containers info "$id"; done | grep -oE 'cni-[0-9a-f-]{36}' | sort -u) || true
  for id in $(ctr containers ls -q); do
    ctr tasks rm --force "$id" >/dev/null 2>&1 || true
    ctr containers rm "$id" >/dev/null 2>&1 || true
  done
  for id in $networks; do ip netns del "$id" 2>/dev/null || true; done
}

# What is mounted below our folders, the deepest first.
mounts() {
  awk -v a="$STATE/" -v b="$SOCKETS/" 'index($2, a) == 1 || index($2, b) == 1 {print $2}' /proc/mounts | sort -r |
    while read -r mount; do umount --lazy "$mount"; done
}

# Places that cannot be configured: the kubelet's cgroups, and folders of the kubelet and of the CNI library.
fixed_places() {
  local tree
  for tree in /sys/fs/cgroup/kubepods /sys/fs/cgroup/*/kubepods; do
    [ ! -d "$tree" ] || find "$tree" -depth -type d -exec rmdir {} \; 2>/dev/null || true
  done
  [ ! -d /var/log/containers ] || find /var/log/containers -lname "$STATE/*" -delete
  rm -f /var/lib/kubelet/device-plugins/kubelet.sock /var/lib/cni/results/cdk8s-python-venv-* /var/lib/cni/results/cni-loopback-*
  rmdir /var/log/containers /var/lib/kubelet/device-plugins /var/lib/kubelet /var/lib/cni/results /var/lib/cni 2>/dev/null || true
}

#!/usr/bin/env bash
# kubernetes.sh build | up api | up full | down | status | load IMAGE... | env
#
# A Kubernetes of this machine alone. Its programs are built from Go modules (kubernetes/go.mod), CoreDNS too; etcd and the
# CNI plugins are Debian's, containerd is the one of engine.sh. Run as root.
#
#   build     makes the binaries
#   up api    starts etcd, the API server and the controllers: what is applied is admitted or refused, and no Pod runs
#   up full   a whole node as well: scheduler, containerd, kubelet, kube-proxy and cluster DNS
#   down      stops what `up` started and removes what it left: Pods, mounts, cgroups, network
#   status    says what runs, `api` or `full`; exit code 1: nothing
#   load      copies images of the Docker engine to the node; use them with imagePullPolicy IfNotPresent or Never
#   env       prints shell exports:  eval "$(test/tools/kubernetes.sh env)"
#               PATH           with a kubectl that reaches the API server
#               KUBECONFIG     of an administrator
#               NODE_NETWORK   the node's network namespace: `nsenter --net="$NODE_NETWORK" COMMAND` reaches Pods and
#                              Services by address; cluster DNS listens there on 127.0.0.1
#
# All of it lives in that network namespace, which has no way out: no port, route, bridge or firewall rule of the machine is
# touched, and Pods reach nothing but each other. One at a time.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# shellcheck disable=SC2034 # these are used by the parts below
{
  STATE=$RUN/kubernetes
  PKI=$STATE/pki
  SOCKETS=/run/cdk8s-python-venv-kubernetes # short: unix sockets may have paths of 107 characters at most
  CONTAINERD_SOCKET=$SOCKETS/containerd.sock
  NETNS=cdk8s-python-venv # where `start` of common.sh runs daemons
  NODE_IP=10.244.0.1      # the node's end of the bridge that Pods are on
  POD_CIDR=10.244.0.0/24
  SERVICE_CIDR=10.96.0.0/16
  AWAIT_SECONDS=120       # a cold start on a busy machine
}
COREDNS=$CACHE/coredns-$COREDNS_VERSION/coredns
PAUSE=$CACHE/pause-$(sha256sum <"$TOOLS/kubernetes/pause/main.go" | cut -c1-12)/pause
export KUBECONFIG=$PKI/admin.kubeconfig CONTAINERD_SUPPRESS_DEPRECATION_WARNINGS=1
. "$TOOLS/kubernetes/gateway-api.sh"
. "$TOOLS/kubernetes/certs.sh"
. "$TOOLS/kubernetes/api.sh"
. "$TOOLS/kubernetes/node.sh"
. "$TOOLS/kubernetes/down.sh"

docker() { "$ENGINE_BIN/docker" "$@"; }
in_network() { nsenter --net="/run/netns/$NETNS" "$@"; }
kubectl() { in_network "$KUBERNETES_BIN/kubectl" "$@"; }
ctr() { "$KUBERNETES_BIN/ctr" --address "$CONTAINERD_SOCKET" --namespace k8s.io "$@"; }

# component NAME [PACKAGE]: one of Kubernetes' programs.
component() {
  local v=k8s.io/component-base/version
  go_build "$TOOLS/kubernetes" "$KUBERNETES_BIN/$1" "k8s.io/kubernetes/cmd/$1" \
    "-X $v.gitVersion=v$KUBERNETES_VERSION -X $v.gitMajor=1 -X $v.gitMinor=$(cut -d. -f2 <<<"$KUBERNETES_VERSION")"
}

build_api() {
  component kube-apiserver
  component kube-controller-manager
  component kubectl
  gateway_api
}

build_node() {
  component kube-scheduler
  component kubelet
  component kube-proxy
  go_build "$TOOLS/kubernetes/coredns" "$COREDNS" .
  go_build "$TOOLS/kubernetes" "$PAUSE" ./pause
  go_build "$TOOLS/engine" "$KUBERNETES_BIN/ctr" github.com/containerd/containerd/v2/cmd/ctr
  "$TOOLS/engine.sh" build
}

status() {
  running kubernetes/kube-apiserver || return
  running kubernetes/kubelet && echo full || echo api
}

up() {
  [ "$(id -u)" = 0 ] || fail "up needs root"
  [ "$1" = api ] || "$TOOLS/engine.sh" status >/dev/null || fail "a node gets its images from a Docker engine: engine.sh up"
  local start=$SECONDS
  case $(status) in
    full) ;;
    api) [ "$1" = api ] || up_node ;;
    *)
      down # what a crash or a reboot has left
      up_api
      [ "$1" = api ] || up_node
      ;;
  esac
  say "Kubernetes $KUBERNETES_VERSION is up ($(status)) after $((SECONDS - start)) s"
}

load() { docker save "$@" | ctr images import - >/dev/null; }

# The kubectl of PATH is a wrapper that enters the network first.
print_env() {
  local bin=$KUBERNETES_BIN/client
  mkdir -p "$bin"
  printf '#!/bin/sh\nexec nsenter --net=/run/netns/%s %q "$@"\n' "$NETNS" "$KUBERNETES_BIN/kubectl" >"$bin/kubectl"
  chmod +x "$bin/kubectl"
  # Not twice when a caller evaluates `env` again.
  case :$PATH: in
    *:"$bin":*) ;;
    *) PATH=$bin:$PATH ;;
  esac
  printf 'export PATH=%q\nexport KUBECONFIG=%q\nexport NODE_NETWORK=%q\n' "$PATH" "$KUBECONFIG" "/run/netns/$NETNS"
}

case "$*" in
  build)
    build_api
    build_node
    ;;
  'up api' | 'up full') up "$2" ;;
  down) down ;;
  status) status ;;
  'load '*)
    shift
    load "$@"
    ;;
  env) print_env ;;
  *) fail "usage: kubernetes.sh build | up api | up full | down | status | load IMAGE... | env" ;;
esac

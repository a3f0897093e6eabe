#!/usr/bin/env bash
# policy.sh build | env
#
# The programs that judge manifests, none of which needs a cluster or the network:
#
#   build   makes or installs them into the cache folder, unless they are there
#   env     prints shell exports:  eval "$(test/tools/policy.sh env)"
#             KUBECONFORM    kubeconform, manifests against JSON schemas (Go module)
#             KUBE_SCHEMAS   the schemas: a folder v<version> for each of SCHEMA_VERSIONS (PyPI's kubernetes-validate), and the
#                            folders gateway-api and gitops
#             KUBE_SCORE     kube-score, good practice (Go module)
#             CHECKOV        checkov, security (PyPI, in a virtual environment of its own)
#             PSACHECK       Pod Security "restricted" by Kubernetes' own code (psacheck/main.go)
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$TOOLS/kubernetes/gateway-api.sh"
. "$TOOLS/kubernetes/gitops.sh"

# The oldest that cdk8s-plus-27 is written for, two between, and the newest that there are schemas of.
SCHEMA_VERSIONS="1.27.0 1.30.0 1.33.0 1.37.0"

KUBECONFORM=$CACHE/kubeconform-$KUBECONFORM_VERSION/kubeconform
KUBE_SCORE=$CACHE/kube-score-$KUBE_SCORE_VERSION/kube-score
CHECKOV=$CACHE/checkov-$CHECKOV_VERSION/bin/checkov
# The version of our own is that of its sources, so that a changed one is never mistaken for the one built last.
version() { sha256sum | cut -c1-12; }
PSACHECK=$CACHE/psacheck-$(cd "$TOOLS/psacheck" && cat go.mod go.sum ./*.go | version)/psacheck
KUBE_SCHEMAS=$CACHE/schemas-$(cat "$TOOLS/kubernetes/schemas.py" - <<<"$SCHEMA_VERSIONS $KUBERNETES_VALIDATE_VERSION $GATEWAY_API_VERSION $ARGO_CD_VERSION $KUSTOMIZE_CONTROLLER_VERSION" | version)

# schemas: as kubeconform wants them, from those that kubernetes-validate and the Gateway API carry.
schemas() {
  [ -d "$KUBE_SCHEMAS" ] && return
  say "installing schemas of Kubernetes $SCHEMA_VERSIONS, the Gateway API, Argo CD and Flux"
  local venv=$KUBE_SCHEMAS.venv
  rm -rf "$venv" "$KUBE_SCHEMAS.new"
  python3 -m venv "$venv" >&2
  "$venv/bin/pip" install --quiet --disable-pip-version-check "kubernetes-validate==$KUBERNETES_VALIDATE_VERSION" >&2
  # shellcheck disable=SC2086 # versions without spaces
  "$venv/bin/python" "$TOOLS/kubernetes/schemas.py" "$KUBE_SCHEMAS.new" "$GATEWAY_API" "$GITOPS_DEFINITIONS" $SCHEMA_VERSIONS
  rm -rf "$venv"
  mv "$KUBE_SCHEMAS.new" "$KUBE_SCHEMAS"
}

checkov() {
  local venv=$CACHE/checkov-$CHECKOV_VERSION
  [ -x "$CHECKOV" ] && return
  say "installing checkov"
  rm -rf "$venv"
  python3 -m venv "$venv" >&2
  "$venv/bin/pip" install --quiet --disable-pip-version-check "checkov==$CHECKOV_VERSION" >&2
}

build() {
  go_install "$KUBECONFORM" "github.com/yannh/kubeconform/cmd/kubeconform@v$KUBECONFORM_VERSION"
  go_install "$KUBE_SCORE" "github.com/zegl/kube-score/cmd/kube-score@v$KUBE_SCORE_VERSION"
  go_build "$TOOLS/psacheck" "$PSACHECK" .
  gateway_api
  gitops_definitions
  schemas
  checkov
}

case ${1:-} in
  build) build ;;
  env)
    for name in KUBECONFORM KUBE_SCHEMAS KUBE_SCORE CHECKOV PSACHECK; do printf 'export %s=%q\n' "$name" "${!name}"; done
    ;;
  *) fail "usage: policy.sh build | env" ;;
esac

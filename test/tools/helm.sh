#!/usr/bin/env bash
# helm.sh
#
# Builds Helm, by which the Helm construct of cdk8s reads charts, unless it is there, and prints the path of the binary.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

go_install "$CACHE/helm-$HELM_VERSION/helm" "helm.sh/helm/v3/cmd/helm@v$HELM_VERSION"
echo "$CACHE/helm-$HELM_VERSION/helm"

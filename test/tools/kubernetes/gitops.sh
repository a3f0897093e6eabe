# gitops.sh - sourced by policy.sh: the definitions of Argo CD's Application and Flux's Kustomization, which their Go modules carry.
# shellcheck shell=bash

GITOPS_DEFINITIONS=$CACHE/gitops-$ARGO_CD_VERSION-$KUSTOMIZE_CONTROLLER_VERSION

gitops_definitions() {
  [ -d "$GITOPS_DEFINITIONS" ] && return
  say "getting the definitions of Argo CD and Flux"
  local argocd flux
  argocd=$(module_folder "github.com/argoproj/argo-cd/v3@v$ARGO_CD_VERSION")
  flux=$(module_folder "github.com/fluxcd/kustomize-controller@v$KUSTOMIZE_CONTROLLER_VERSION")
  mkdir -p "$GITOPS_DEFINITIONS.new"
  install -m 644 "$argocd/manifests/crds/application-crd.yaml" "$GITOPS_DEFINITIONS.new"
  install -m 644 "$flux/config/crd/bases/kustomize.toolkit.fluxcd.io_kustomizations.yaml" "$GITOPS_DEFINITIONS.new"
  rm -rf "$GITOPS_DEFINITIONS"
  mv "$GITOPS_DEFINITIONS.new" "$GITOPS_DEFINITIONS"
}

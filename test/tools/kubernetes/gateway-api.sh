# gateway-api.sh - sourced by kubernetes.sh and policy.sh: the resources of the Gateway API, which Kubernetes itself does not
# know. Its Go module carries their definitions.
# shellcheck shell=bash

GATEWAY_API=$CACHE/gateway-api-$GATEWAY_API_VERSION

gateway_api() {
  [ -d "$GATEWAY_API" ] && return
  say "getting the Gateway API's definitions"
  local module
  module=$(module_folder "sigs.k8s.io/gateway-api@v$GATEWAY_API_VERSION")
  mkdir -p "$GATEWAY_API.new"
  install -m 644 "$module"/config/crd/standard/gateway.networking.k8s.io_{gateway,grpcroute,httproute}*.yaml "$GATEWAY_API.new"
  rm -rf "$GATEWAY_API"
  mv "$GATEWAY_API.new" "$GATEWAY_API"
}

# certs.sh - sourced by kubernetes.sh: a certificate authority, the certificates below it, and a kubeconfig for each client.
# All by openssl, with elliptic keys, valid for two days: `up` makes them anew.
# shellcheck shell=bash

certificates() {
  mkdir -p "$PKI"
  local dns=kubernetes.default.svc
  key ca
  openssl req -x509 -new -key "$PKI/ca.key" -days 2 -subj /CN=test-ca -out "$PKI/ca.crt" \
    -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
  sign apiserver /CN=kube-apiserver \
    "subjectAltName=DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:$dns,DNS:$dns.cluster.local,IP:127.0.0.1,IP:${SERVICE_CIDR%.0/*}.1,IP:$NODE_IP"
  sign kubelet-serving /O=system:nodes/CN=system:node:node "subjectAltName=DNS:node,IP:127.0.0.1,IP:$NODE_IP"
  client admin /O=system:masters/CN=admin
  client apiserver-kubelet /O=system:masters/CN=kube-apiserver-kubelet
  client controller-manager /CN=system:kube-controller-manager
  client scheduler /CN=system:kube-scheduler
  client kubelet /O=system:nodes/CN=system:node:node
  client proxy /CN=system:kube-proxy
  client coredns /O=system:masters/CN=coredns
  # What service account tokens are signed with.
  openssl genrsa -out "$PKI/accounts.key" 2048 2>/dev/null
  openssl rsa -in "$PKI/accounts.key" -pubout -out "$PKI/accounts.pub" 2>/dev/null
}

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$PKI/$1.key" 2>/dev/null; }

# sign NAME SUBJECT EXTENSION
sign() {
  key "$1"
  openssl req -new -key "$PKI/$1.key" -subj "$2" 2>/dev/null |
    openssl x509 -req -days 2 -CA "$PKI/ca.crt" -CAkey "$PKI/ca.key" -CAcreateserial -out "$PKI/$1.crt" \
      -extfile <(printf '%s\n' "$3") 2>/dev/null
}

# client NAME SUBJECT
client() {
  sign "$1" "$2" extendedKeyUsage=clientAuth
  cat >"$PKI/$1.kubeconfig" <<Y
apiVersion: v1
kind: Config
clusters: [{name: test, cluster: {server: "https://127.0.0.1:6443", certificate-authority: $PKI/ca.crt}}]
users: [{name: $1, user: {client-certificate: $PKI/$1.crt, client-key: $PKI/$1.key}}]
contexts: [{name: test, context: {cluster: test, user: $1}}]
current-context: test
Y
}

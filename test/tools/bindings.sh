#!/usr/bin/env bash
# bindings.sh build | env
#
# What a Java or Go program that uses the library needs beside it, for a machine whose registries do not have it all: cdk8s-plus-27
# for Java, cdk8s and cdk8s-plus-27 for Go. The npm packages carry what jsii makes the packages of other languages from, so
# they are made from those in node_modules.
#
#   build   installs a JDK and Maven, and makes the packages, unless they are there
#   env     prints shell exports:  eval "$(test/tools/bindings.sh env)"
#             BINDINGS_GO      a module proxy (GOPROXY=file://$BINDINGS_GO,…)
#             BINDINGS_MAVEN   a local Maven repository, which later also keeps what was downloaded
#             BINDINGS_GOCACHE a module cache (GOMODCACHE), so that nothing of a test lands in the user's
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

MODULES=$TOOLS/../../node_modules
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20

# Each version of a package and of pacmak has a folder of its own, and so has each state of this script.
version() { node -p "require('$MODULES/$1/package.json').version"; }
key() {
  cat "${BASH_SOURCE[0]}" "$TOOLS/bindings/module_zip.py" "$TOOLS/../../scripts/exact-pom.js"
  for name in cdk8s cdk8s-plus-27 constructs jsii-pacmak; do version "$name"; done
}
FOLDER=$CACHE/bindings-$(key | sha256sum | cut -c1-12)

# generate PACKAGE LANGUAGE: the sources, in $work/out. pacmak packs the package where it is, so it works on a copy.
generate() {
  (cd "$work/$1" && "$MODULES/.bin/jsii-pacmak" --code-only --target "$2" --outdir "$work/out" >&2)
}

# module FOLDER MODULE VERSION: as a module proxy serves it (https://go.dev/ref/mod#goproxy-protocol).
module() {
  local place=$FOLDER.new/go/$2/@v
  mkdir -p "$place"
  cp "$1/go.mod" "$place/v$3.mod"
  echo "{\"Version\":\"v$3\"}" >"$place/v$3.info"
  python3 "$TOOLS/bindings/module_zip.py" "$1" "$2@v$3" "$place/v$3.zip"
}

build() {
  apt_install javac default-jdk-headless
  apt_install mvn maven
  [ -d "$FOLDER" ] && return
  say "making the packages of cdk8s for Java and Go"
  work=$(mktemp -d)
  trap 'rm -rf "$work" "$FOLDER.new"' EXIT
  rm -rf "$FOLDER.new"
  mkdir -p "$work/node_modules" "$FOLDER.new/maven" "$FOLDER.new/gocache"
  for name in cdk8s cdk8s-plus-27 constructs; do
    cp -rL "$MODULES/$name" "$work/$name"
    ln -s "$MODULES/$name" "$work/node_modules/$name"
  done
  generate cdk8s go
  generate cdk8s-plus-27 go
  module "$work/out/go/cdk8s" github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2 "$(version cdk8s)"
  module "$work/out/go/cdk8splus27" github.com/cdk8s-team/cdk8s-plus-go/cdk8splus27/v2 "$(version cdk8s-plus-27)"
  generate cdk8s-plus-27 java
  # as old as the library needs them, not as old as cdk8s-plus-27 could have them
  sed -i -E "/<artifactId>cdk8s</{n;s#\[[0-9.]+#[$(version cdk8s)#};/<artifactId>constructs</{n;s#\[[0-9.]+#[$(version constructs)#}" \
    "$work/out/java/pom.xml"
  node "$TOOLS/../../scripts/exact-pom.js" "$work/out/java/pom.xml"
  mvn -q -B -f "$work/out/java/pom.xml" "-Dmaven.repo.local=$FOLDER.new/maven" \
    -Dmaven.javadoc.skip=true -Dmaven.source.skip=true -Denforcer.skip=true install >&2
  mv "$FOLDER.new" "$FOLDER"
}

case ${1:-} in
  build) build ;;
  env)
    echo "export BINDINGS_GO=$FOLDER/go"
    echo "export BINDINGS_MAVEN=$FOLDER/maven"
    echo "export BINDINGS_GOCACHE=$FOLDER/gocache"
    ;;
  *) fail "usage: bindings.sh build | env" ;;
esac

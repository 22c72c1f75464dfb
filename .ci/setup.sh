#!/usr/bin/env bash
# setup.sh run|test: brings in what is missing, for running the site or for testing it as well.
#   1. Debian packages: installs them as root or with passwordless sudo, else names them in one line and stops.
#   2. .venv: exactly what requirements.txt (and .ci/requirements.txt) say, checked by hash.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=$1 uv_version=0.13.9
missing=()

find_python() {
  local name
  for name in python3.11 python3 python3.12 python3.13; do
    if "$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name" && return
    fi
  done
  return 1
}
library() { python3 -c "import ctypes; ctypes.CDLL('$1')" 2>/dev/null; }
program() { PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null; }
need() { # need PACKAGE CHECK...
  "${@:2}" || missing+=("$1")
}

look() {
  missing=()
  find_python >/dev/null || missing+=(python3 python3-venv)
  need libpango-1.0-0 library libpango-1.0.so.0
  need libpangoft2-1.0-0 library libpangoft2-1.0.so.0
  need libharfbuzz-subset0 library libharfbuzz-subset.so.0
  [[ $purpose == run ]] && return
  need postgresql compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
  need redis-server program redis-server
  need chromium-headless-shell program chromium-headless-shell
  need poppler-utils program pdftotext
  need gettext program msgfmt
}

install() {
  local log become=()
  log=$(mktemp)
  [[ $(id -u) == 0 ]] || become=(sudo -n)
  echo "Installing from Debian: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  if ! { "${become[@]}" apt-get update && "${become[@]}" apt-get install -y --no-install-recommends "${missing[@]}"; } \
    >"$log" 2>&1; then
    tail -n 20 "$log"
  fi
  rm -f "$log"
}

look
if ((${#missing[@]})) && program apt-get && { [[ $(id -u) == 0 ]] || sudo -n true 2>/dev/null; }; then
  install
  look
fi
if ((${#missing[@]})); then
  echo "Missing system packages. Please install them, then try again: ${missing[*]}" >&2
  exit 1
fi

.venv/bin/python -c '' 2>/dev/null || "$(find_python)" -m venv --clear .venv
.venv/bin/python -m pip install -qq --disable-pip-version-check "uv==$uv_version"
files=(requirements.txt)
# who has the packages for testing keeps them when only the others change
[[ $purpose == run && ! -e .venv/.test ]] || files+=(.ci/requirements.txt)
.venv/bin/python -m uv pip sync --quiet --require-hashes --python .venv/bin/python "${files[@]}"

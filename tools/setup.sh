#!/bin/sh
# Sets up .venv from uv.lock with nothing but Python (and its venv module): tools/setup.sh run|dev|bench
#   run     what the commands need, and Storm where it has a build for this machine
#   dev     the same, and what the tests and checks need
#   bench   the same, and what the solver is measured against, where that has a build for this machine
# PYTHON names the Python to use, UV a uv that is there already.
set -eu
cd "$(dirname "$0")/.."
wanted=${1:-run}
uv_version=0.13.9
export UV_PROJECT_ENVIRONMENT=.venv

say() { printf '%s\n' "$*" >&2; }

sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo "

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 16))' >/dev/null 2>&1; }

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python3.15}; do
        if fits "$candidate"; then
            python=$candidate
            return
        fi
    done
    if found=$("${PYTHON:-python3}" --version 2>/dev/null); then
        say "Waystation needs Python 3.11 or newer (up to 3.15), and here is $found. Install one, for example:"
    else
        say "Waystation needs Python 3.11 or newer (up to 3.15), and none is here. Type:"
    fi
    say "    ${sudo}apt install python3 python3-venv"
    say "or name one that is elsewhere: make PYTHON=/path/to/python3.11 ..."
    exit 1
}

need_venv() {
    if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        say "Python $version is here without its venv module. Type:"
        say "    ${sudo}apt install python$version-venv"
        exit 1
    fi
}

need_uv() {
    if [ -n "${UV:-}" ]; then
        return
    fi
    UV=.uv-tool/bin/uv
    if [ "$("$UV" --version 2>/dev/null | cut -d' ' -f2)" != "$uv_version" ]; then
        say "Fetching the installer (uv $uv_version)"
        rm -rf .uv-tool
        "$python" -m venv .uv-tool
        .uv-tool/bin/python -m pip install --quiet --disable-pip-version-check "uv==$uv_version"
    fi
}

# Whom to believe about who answers: the machine's own certificates, which also know a proxy's; where Python has
# none (as on a Mac fresh from python.org), those that came with pip.
need_certificates() {
    if [ -n "${SSL_CERT_FILE:-}" ]; then
        return
    fi
    if "$python" -c 'import ssl, sys; p = ssl.get_default_verify_paths(); sys.exit(not (p.cafile or p.capath))'; then
        export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"
    elif found=$(.uv-tool/bin/python -c 'from pip._vendor import certifi; print(certifi.where())' 2>/dev/null); then
        export SSL_CERT_FILE="$found"
    fi
}

data=src/waystation/atlas/basemap_data/stamp.json
scripts=src/waystation/web/vendor/stamp.json

# Where all this was set up once, uv's cache will do; only if it does not, the network is asked.
sync() {
    set -- sync --frozen --python "$python" --no-python-downloads --inexact "$@"
    if [ -f "$data" ] && [ -f "$scripts" ] && "$UV" "$@" --offline --quiet 2>/dev/null; then
        return
    fi
    if [ -t 2 ]; then
        "$UV" "$@" # somebody is watching: uv shows how far it is
    else
        "$UV" "$@" --quiet
    fi
}

find_python
need_venv
need_uv
need_certificates

case $wanted in
run) group=--no-dev size=150 ;;
dev | bench) group=--group=dev size=330 ;;
*)
    say "tools/setup.sh: run, dev or bench, not $wanted"
    exit 2
    ;;
esac

say "Setting up .venv (the first time, about $size MB come down the line)"
sync "$group"
if ! [ -f "$scripts" ] && [ -z "${WAYSTATION_NO_SCRIPTS:-}" ]; then
    sync "$group" --reinstall-package waystation # uv does not build again what it has built without them
fi
[ -f "$scripts" ] || say "The pages' scripts could not be fetched: the pages work without them."
if ! sync "$group" --extra proof 2>/dev/null; then
    say "Storm, which proves plans, could not be installed here: \`waystation verify\` will say so, all else works."
fi
if [ "$wanted" = bench ] && ! sync "$group" --group=bench; then
    say "What the solver is measured against could not all be installed here: the benchmark says which rows it leaves out."
fi

# Some machines forbid Python to keep what it has compiled; done once here, every command starts in half the time.
packages=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
for name in annotated_types click llvmlite numpy PIL pydantic pydantic_core typing_extensions.py typing_inspection; do
    [ -e "$packages/$name" ] && set -- "$@" "$packages/$name"
done
shift
.venv/bin/python -m compileall -q -j 0 src/waystation "$@" || true

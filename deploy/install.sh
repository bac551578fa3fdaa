#!/bin/sh
# Installs Knotwise for good into one folder: the steps of the image, and of a server without containers.
#
#   deploy/install.sh /opt/knotwise                both of these:
#   deploy/install.sh /opt/knotwise dependencies   the environment and what Knotwise needs, each file checked by its hash
#   deploy/install.sh /opt/knotwise project        Knotwise itself, from this folder, and the backup command
#
# Running it again over an older installation brings that up to date. PYTHON=/path/to/python3.12 chooses the Python.
set -eu
umask 022

mkdir -p "${1:?"usage: deploy/install.sh FOLDER [dependencies|project]"}"
target=$(cd "$1" && pwd)
part=${2:-both}
source=$(cd "$(dirname "$0")/.." && pwd)

install() { "$target/bin/python" -m pip install --quiet --disable-pip-version-check --no-cache-dir "$@"; }

dependencies() {
    if [ ! -x "$target/bin/pip" ]; then "${PYTHON:-python3}" -m venv "$target"; fi
    # Only ready-made files: what would have to be compiled here fails now, with its name, and not halfway.
    install --require-hashes --only-binary :all: --requirement "$source/requirements.lock"
}

project() {
    # The tools that build stay out of the installation.
    tools=$(mktemp -d)
    trap 'rm -rf "$tools"' EXIT
    "$target/bin/python" -m venv "$tools/venv"
    "$tools/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-cache-dir \
        --require-hashes --only-binary :all: --requirement "$source/deploy/requirements-build.lock"
    (cd "$source" && "$tools/venv/bin/python" -m hatchling build --target wheel --directory "$tools/wheel")

    install --no-index --no-deps --force-reinstall "$tools"/wheel/knotwise-*.whl
    { echo "#!$target/bin/python" && tail -n +2 "$source/deploy/backup.py"; } >"$target/bin/knotwise-backup"
    chmod 755 "$target/bin/knotwise-backup"

    # From another folder, so that a content file missing from the package is missed now and not at the first start.
    cd /
    "$target/bin/python" -m pip --disable-pip-version-check check
    "$target/bin/knotwise" content check
}

case $part in
both)
    dependencies
    project
    ;;
dependencies | project) "$part" ;;
*)
    echo "deploy/install.sh: '$part' is neither 'dependencies' nor 'project'" >&2
    exit 2
    ;;
esac

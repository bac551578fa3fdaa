#!/bin/sh
# Pins every dependency with the hashes of its files for all systems and Python versions that Knotwise runs on.
#
#   deploy/lock.sh             keeps the versions that still fit pyproject.toml
#   deploy/lock.sh --upgrade   takes the newest that fit
#
# Where packages are fetched from is the machine's business (pip's and uv's own environment variables); the lock files
# name no server, so they serve behind any mirror.
set -eu
cd "$(dirname "$0")/.."

python=$(sh deploy/find-python.sh)
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"$python" -m venv "$tools"
"$tools/bin/python" -m pip install --quiet --disable-pip-version-check uv

pin() {
    "$tools/bin/uv" pip compile --quiet --no-config --universal --python-version 3.11 \
        --generate-hashes --no-strip-extras --no-annotate --no-emit-index-url --no-emit-find-links \
        --custom-compile-command "make lock" "$@"
}

# What builds the project, and `editables`, which the build backend wants for an installation in place.
"$tools/bin/python" - >"$tools/build.in" <<'END'
import tomllib
from pathlib import Path

print(*tomllib.loads(Path("pyproject.toml").read_text())["build-system"]["requires"], "editables", sep="\n")
END

pin "$@" pyproject.toml --output-file requirements.lock
pin "$@" "$tools/build.in" --constraint requirements.lock --output-file deploy/requirements-build.lock
pin "$@" pyproject.toml --extra dev "$tools/build.in" \
    --constraint requirements.lock --constraint deploy/requirements-build.lock --output-file requirements-dev.lock
# The bots that the benchmarks compare with. Their environment is their own, since aiogram wants an older pydantic.
pin "$@" tests/bench/requirements.in --output-file tests/bench/requirements.lock
# What is learned with (`make learn`, `make learn-encoder`); nothing of it is needed to run.
pin "$@" tests/learning/requirements.in --output-file tests/learning/requirements.lock
pin "$@" tests/learning/teach.in --output-file tests/learning/teach.lock
grep -c == requirements.lock deploy/requirements-build.lock requirements-dev.lock tests/bench/requirements.lock \
    tests/learning/requirements.lock tests/learning/teach.lock

#!/bin/sh
# Prints a Python that can run Knotwise, or says in plain words what is missing.
#
# Names alone prove nothing (a version manager leaves a `python3.12` that only prints an error), so each is tried.
# PYTHON=/path/to/python3.12 chooses one.
set -eu

version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }
is_tested() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; }
is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11))' 2>/dev/null; }
makes_environments() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

names=${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}

for suits in is_tested is_new_enough; do
    for name in $names; do
        if "$suits" "$name" && makes_environments "$name"; then
            command -v "$name"
            exit 0
        fi
    done
done

# None will do. The most useful thing to say depends on how close we came.
found=
for name in $names; do
    version=$(version_of "$name") || continue
    if is_new_enough "$name"; then
        cat >&2 <<END

Python $version ($name) is here, but it cannot create environments: its venv module is missing.
  Debian, Ubuntu:  sudo apt-get install python$version-venv
Then run the same command again.

END
        exit 1
    fi
    found="$found $name is $version;"
done
cat >&2 <<END

Knotwise needs Python 3.11 or later, tested up to 3.14.${found:+ Found:$found}${found:- Found none.}
  Debian 12, Ubuntu 24.04 or later:  sudo apt-get install python3 python3-venv
  Fedora:                            sudo dnf install python3.13
  macOS with Homebrew:               brew install python@3.13
  Windows:                           use WSL with one of the above
If it is already there under another name:  make run PYTHON=/path/to/python3.13

END
exit 1

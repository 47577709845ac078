#!/bin/sh
# The linter has nothing against our shell scripts.
set -eu
cd "$srcdir"
if ! command -v shellcheck >/dev/null; then
    echo "shell: shellcheck is not installed"
    exit 77
fi
# The harness gives srcdir, builddir and work (SC2154).
lint() { xargs shellcheck --severity=warning --exclude=SC2154 --external-sources "$@"; }
scripts=$(find .ci bootstrap doc help po src tests -type f | sort | xargs grep -lE '^#!.*\bsh$|^#!/bin/bash')
echo "$scripts" | lint
find tests -name '*.sh' | grep -vxF "$scripts" | lint --shell=sh # what others take in

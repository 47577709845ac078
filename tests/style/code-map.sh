#!/bin/sh
# doc/CODE-MAP.md is what doc/code-map.sh makes of the sources now, and no module is without its line.
set -eu
cd "$srcdir"
made=$(mktemp)
trap 'rm -f "$made"' EXIT
sh doc/code-map.sh >"$made"
diff -u doc/CODE-MAP.md "$made" || {
    echo "code-map: run doc/code-map.sh >doc/CODE-MAP.md"
    exit 1
}
if grep -nE '\| *\|$' doc/CODE-MAP.md; then
    echo "code-map: say at the head of these files what they hold"
    exit 1
fi

#!/bin/sh
# The pictures of README.md and README.zh_CN.md are those that doc/pictures.py makes of the approved screens.
set -eu
[ -x "$(command -v python3)" ] || { echo 'no python3: left out'; exit 77; }
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
python3 "$srcdir/doc/pictures.py" "$srcdir" "$made"
diff -r "$made" "$srcdir/doc/pictures" >/dev/null || {
    echo 'pictures: make update-pictures, and look at them'
    exit 1
}

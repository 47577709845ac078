#!/bin/sh
# Plays each script at each size and compares the screens with the ones that were approved.
# UPDATE=1 approves what is shown now: look at the difference before you commit it.
set -eu
folder=$srcdir/tests/screens
failed=0
new=$(mktemp)
trap 'rm -f "$new"' EXIT
for script in "$folder"/*.in; do
    name=$(basename "$script" .in)
    for size in 120x36 80x24 40x10 1x1; do
        golden=$folder/golden/$name.$size
        "$builddir/tests/screens/replay" "$script" $size >"$new"
        if [ "${UPDATE:-}" ]; then
            mkdir -p "$folder/golden"
            cp "$new" "$golden"
        elif ! diff -u "$golden" "$new"; then
            echo "screens: $name at $size differs"
            failed=1
        fi
    done
done
exit $failed

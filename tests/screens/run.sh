#!/bin/sh
# Plays each script at each size, in English and in Chinese, and compares the screens with the ones that
# were approved. UPDATE=1 approves what is shown now: look at the difference before you commit it.
set -eu
folder=$srcdir/tests/screens
export builddir
failed=0
new=$(mktemp)
trap 'rm -f "$new"' EXIT
languages=en
[ ! -f "$builddir/po/zh_CN/LC_MESSAGES/defscope.mo" ] || languages='en zh_CN'

play() { # SCRIPT SIZE LANGUAGE GOLDEN
    "$builddir/tests/screens/replay" "$1" "$2" "$3" >"$new"
    if [ "${UPDATE:-}" ]; then
        mkdir -p "$(dirname "$4")"
        cp "$new" "$4"
    elif ! diff -u "$4" "$new"; then
        echo "screens: $(basename "$1" .in) at $2 in $3 differs"
        failed=1
    fi
}

for language in $languages; do
    case $language in
    en) golden=$folder/golden sizes='120x36 80x24 40x10 1x1' ;;
    *) golden=$folder/golden/$language sizes='120x36 80x24 40x10' ;;
    esac
    for script in "$folder"/*.in; do
        for size in $sizes; do
            play "$script" "$size" "$language" "$golden/$(basename "$script" .in).$size"
        done
    done
done
exit $failed

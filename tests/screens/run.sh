#!/bin/sh
# Plays each script at each size, in English and in Chinese, and compares the screens with the ones that
# were approved; what the themes make of some of them; and that no text lacks room. UPDATE=1 approves what is
# shown now: look at the difference before you commit it.
set -eu
folder=$srcdir/tests/screens
export builddir
failed=0
new=$(mktemp)
cuts=$(mktemp)
trap 'rm -f "$new" "$cuts"' EXIT
languages=en
[ ! -f "$builddir/po/zh_CN/LC_MESSAGES/defscope.mo" ] || languages='en zh_CN'

compare() { # GOLDEN NAME: with what is new
    if [ "${UPDATE:-}" ]; then
        mkdir -p "$(dirname "$1")"
        cp "$new" "$1"
    elif ! diff -u "$1" "$new"; then
        echo "screens: $2 differs"
        failed=1
    fi
}
play() { # SCRIPT SIZE LANGUAGE GOLDEN
    "$builddir/tests/screens/replay" "$1" "$2" "$3" >"$new"
    compare "$4" "$(basename "$1" .in) at $2 in $3"
}

# Nothing is cut on screens that have the room, but for what may be.
uncut() { # SCRIPT SIZE LANGUAGE ALLOWED
    "$builddir/tests/screens/replay" "$1" "$2" "$3" cuts | grep -v '^==\|^$' |
        grep -vE -f "$new" -e "$4" >"$cuts" || return 0
    echo "screens: $(basename "$1" .in) at $2 in $3 cuts these:"
    cat "$cuts"
    failed=1
}
grep -v '^#' "$folder/cuts" >"$new"
for language in $languages; do
    for script in "$folder"/*.in; do
        uncut "$script" 80x24 "$language" '^$'
        uncut "$script" 120x36 "$language" '^$'
        uncut "$script" 40x10 "$language" '…$' # says that there is more
    done
done

# What chosen screens look like in each theme.
looks() { # THEME LANGUAGE
    for shot in 'answer zoomed' 'table sorted' 'ticket ticket' 'lesson missed' 'help a link'; do
        "$builddir/tests/screens/replay" "$folder/${shot%% *}.in" 80x24 "$2" "$1" "${shot#* }"
    done >"$new"
    compare "$folder/golden/looks/$1.$2" "the theme $1 in $2"
}
for language in $languages; do
    for theme in dark light high-contrast plain; do
        looks "$theme" "$language"
    done
done

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

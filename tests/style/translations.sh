#!/bin/sh
# Every text that people see is translated, and every English help page is there in the other languages;
# what is missing is listed. A text stands in one literal: a macro inside it would not be taken out.
set -u
LC_ALL=C.UTF-8
export LC_ALL
cd "${srcdir:?}" || exit 99
for tool in msgfmt msgmerge msgattrib xgettext jq; do
    command -v $tool >/dev/null || exit 77
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

complain() { # WHAT, with the details as standard input
    if [ -s "$work/details" ]; then
        echo "translations: $1"
        cat "$work/details"
        failed=1
    fi
}

sh po/texts.sh . "$work/defscope.pot"
for file in po/*.po; do
    language=$(basename "$file" .po)
    msgmerge -q --no-fuzzy-matching --no-wrap -o "$work/new.po" "$file" "$work/defscope.pot"
    msgattrib --no-obsolete --untranslated --no-wrap "$work/new.po" | grep '^msgid "[^"]' >"$work/details"
    complain "$file lacks these texts: make update-po, then translate them"
    msgattrib --no-obsolete --only-fuzzy --no-wrap "$work/new.po" | grep '^msgid "[^"]' >"$work/details"
    complain "$file has these texts marked as uncertain"
    msgfmt --check-format --check-domain -o /dev/null "$work/new.po" 2>"$work/details"
    complain "$file: formats differ"
    (cd help/en && find . -name '*.md') | sort >"$work/english"
    (cd "help/$language" && find . -name '*.md') | sort >"$work/own"
    comm -23 "$work/english" "$work/own" | sed "s,^\.,help/$language," >"$work/details"
    complain "these help pages are missing"
    comm -13 "$work/english" "$work/own" | sed "s,^\.,help/$language," >"$work/details"
    complain "these help pages have no English one"
done

# Punctuation of the language: a sentence in Chinese has full-width marks, and none shouts.
msgattrib --no-obsolete --translated --no-wrap po/zh_CN.po |
    grep -P '^msgstr.*([\x{4e00}-\x{9fff}]([,;!]|: )|！)' >"$work/details"
complain "po/zh_CN.po: half-width marks after Chinese, or exclamation marks"

# A macro between the pieces of a text, other than the formats of <inttypes.h>.
find src completions -name '*.[ch]' -exec awk '
    { text = text " " $0 }
    END {
        while (match(text, /(^|[^A-Za-z0-9_])(N?_|ngettext)\( *"([^"\\]|\\.)*"( *"([^"\\]|\\.)*")* *[A-Z_]+/)) {
            piece = substr(text, RSTART, RLENGTH)
            if (piece !~ /PRI[a-zA-Z0-9]*$/)
                print FILENAME ": " piece
            text = substr(text, RSTART + RLENGTH)
        }
    }' {} \; >"$work/details"
complain "a macro stands inside of these texts"
exit $failed

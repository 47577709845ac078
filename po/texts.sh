#!/bin/sh
# Every text that people see, taken out of the sources and the catalogue's names.
# Usage: texts.sh SRCDIR OUT.pot
set -eu
out=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/catalog"

# What is said of operations stands in JSON; as C it can be read like the rest.
# shellcheck disable=SC2016 # jq's own
told='[.paths[][] | objects | select(.operationId) |
        .summary, ."x-retires", (.tags, ."x-contradictions", ."x-succession".notes | arrays | .[])],
    [.. | objects | .description | strings] | unique[] | strings | "N_(\(tojson));"'
for file in catalog/*.json; do
    jq -r "$told" "$file" >"$work/$file.c"
done
find src completions -name '*.[ch]' -o -name '*.def' | sort >"$work/files"
(cd "$work" && find catalog -name '*.c' | sort) >>"$work/files"
xgettext --directory=. --directory="$work" --from-code=UTF-8 --language=C --no-wrap --sort-by-file \
    --add-comments=TRANSLATORS --package-name=defscope --keyword= --keyword=_ --keyword=N_ \
    --keyword=ngettext:1,2 --files-from="$work/files" --output="$work/pot"
sed '/^"POT-Creation-Date/d' "$work/pot" >"$out"

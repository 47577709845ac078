#!/bin/sh
# Writes CODE-MAP.md to standard output: each module with the first sentence of the comment at its head.
set -eu
cd "$(dirname "$0")/.."

first_sentence() { # FILE: of its first comment, if that stands before any code
    awk '
        /^#|^$/ && !inside { next }
        !inside && !/^\/\*/ { exit }
        { inside = 1; line = $0; sub(/^\/\* */, "", line); sub(/^ \* ?/, "", line)
          end = sub(/ *\*\/.*/, "", line); text = text (text == "" ? "" : " ") line
          if (end || match(text, /[.] /) || match(text, /[.]$/)) exit }
        END { if (match(text, /[.] /)) text = substr(text, 1, RSTART)
              sub(/[.:,;]? *$/, "", text); print text }' "$1"
}

echo '# Code map'
echo
echo 'One line a module, made by `doc/code-map.sh` from the comments at the heads of the files.'
for room in base json api explorer view io cli practice; do
    printf '\n## src/%s\n\n| module | holds |\n|---|---|\n' $room
    for module in $(ls src/$room/*.[ch] | sed 's/\.[ch]$//' | sort -u); do
        said=
        for file in "$module.h" "$module.c"; do
            [ -e "$file" ] && [ -z "$said" ] && said=$(first_sentence "$file")
        done
        printf '| `%s` | %s |\n' "${module##*/}" "$said"
    done
done

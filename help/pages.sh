#!/bin/sh
# Turns help pages into the table topic_pages of api/topic.h.
# Usage: pages.sh SRCDIR help/LANGUAGE/NAME.md... >C-FILE
# Texts become arrays of characters: a string literal may have no more than 4095 bytes in C17, and
# would need escapes for quotes, backslashes and trigraphs.
set -eu
LC_ALL=C
export LC_ALL
srcdir=$1
shift

printf '/* Made by help/pages.sh from the pages in help/. */\n#include "api/topic.h"\n\n#include <stddef.h>\n'
number=0
for page; do
    number=$((number + 1))
    printf '\nstatic const char page_%d[] = { /* %s */\n' "$number" "$page"
    od -An -v -tx1 "$srcdir/$page" |
        sed "s/[[:space:]]*\([0-9a-f][0-9a-f]\)/'\\\\x\1',/g"
    printf "'\\\\0',\n};\n"
done

printf '\nconst struct topic_page topic_pages[] = {\n'
number=0
for page; do
    number=$((number + 1))
    path=${page#help/}
    name=${path#*/}
    printf '    {"%s", "%s", page_%d},\n' "${path%%/*}" "${name%.md}" "$number"
done
printf '    {NULL, NULL, NULL},\n};\n'

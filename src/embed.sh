#!/bin/sh
# Turns small text files into a C table of their names and texts, for building them in.
# Usage: embed.sh HEADER TYPE TABLE FILE... >C-FILE
set -eu
header=$1 type=$2 table=$3
shift 3
printf '/* Made by src/embed.sh. */\n#include "%s"\n\n#include <stddef.h>\n\n' "$header"
printf 'const struct %s %s[] = {\n' "$type" "$table"
for file; do
    name=${file##*/}
    printf '    {"%s",\n' "${name%.theme}"
    sed 's/["\\]/\\&/g; s/.*/     "&\\n"/' "$file"
    printf '    },\n'
done
printf '    {NULL, NULL},\n};\n'

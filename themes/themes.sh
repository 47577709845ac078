#!/bin/sh
# Turns theme files into the table theme_texts of view/theme.h.
# Usage: themes.sh FILE.theme... >C-FILE
set -eu
printf '/* Made by themes/themes.sh from the files beside it. */\n#include "view/theme.h"\n\n#include <stddef.h>\n\n'
printf 'const struct theme_text theme_texts[] = {\n'
for file; do
    name=${file##*/}
    printf '    {"%s",\n' "${name%.theme}"
    sed 's/["\\]/\\&/g; s/.*/     "&\\n"/' "$file"
    printf '    },\n'
done
printf '    {NULL, NULL},\n};\n'

#!/bin/sh
# Files of at most 600 lines, functions of at most 70, and none of the functions that we do without.
set -eu
cd "$srcdir"
failed=0
own=$(find src tests completions -name '*.[ch]' ! -name 'unicode_tables.h' | sort)
for file in $own; do
    lines=$(wc -l <"$file")
    if [ "$lines" -gt 600 ]; then
        echo "size: $file has $lines lines"
        failed=1
    fi
done
# shellcheck disable=SC2086 # words on purpose
long=$(awk '
    FNR == 1 { start = 0 }
    /^{/ { start = FNR; next }
    /^}/ && start { if (FNR - start - 1 > 70) print FILENAME ":" start ": a function of " FNR - start - 1 " lines"; start = 0 }
' $own)
if [ -n "$long" ]; then
    echo "$long"
    failed=1
fi
banned='\b(sprintf|vsprintf|strcpy|strcat|strncat|strtok|atoi|atol|atof|gets|localtime|gmtime|ctime|asctime|alloca|cJSON_GetObjectItem|cJSON_HasObjectItem|cJSON_Parse)\('
# shellcheck disable=SC2046 # words on purpose
if grep -nE "$banned" $(find src -name '*.[ch]'); then
    echo "size: a function that we do without (doc/STYLE.md)"
    failed=1
fi
exit $failed

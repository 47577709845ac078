#!/bin/sh
# The programs as built: position independent, full RELRO, no executable stack, guarded.
set -eu
command -v readelf >/dev/null || exit 77
failed=0

must() { # WHAT TEXT PATTERN
    printf '%s\n' "$2" | grep -qE "$3" && return
    echo "hardening: $program is not $1"
    failed=1
}

for program in defscope defscope-practice; do
    file=$builddir/$program
    if nm "$file" 2>/dev/null | grep -q __asan_init; then
        exit 77 # sanitizers bring guards of their own
    fi
    headers=$(readelf -hlWd "$file")
    symbols=$(nm -D "$file")
    must 'position independent' "$headers" 'Type: *DYN'
    must 'with RELRO' "$headers" GNU_RELRO
    must 'bound at start' "$headers" 'BIND_NOW|FLAGS.*NOW'
    must 'without an executable stack' "$headers" 'GNU_STACK.* RW '
    must 'guarded by canaries' "$symbols" __stack_chk_fail
    must 'fortified' "$symbols" '_chk(@|$)'
done
exit $failed

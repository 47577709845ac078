#!/bin/sh
# The programs as built: position independent, full RELRO, no executable stack, guarded.
set -eu
command -v readelf >/dev/null || exit 77
failed=0
for program in defscope defscope-practice; do
    file=$builddir/$program
    if nm "$file" 2>/dev/null | grep -q __asan_init; then
        exit 77 # sanitizers bring guards of their own
    fi
    must() { # WHAT COMMAND...
        what=$1
        shift
        "$@" >/dev/null || {
            echo "hardening: $program is not $what"
            failed=1
        }
    }
    headers=$(readelf -hlWd "$file")
    symbols=$(nm -D "$file")
    must 'position independent' sh -c "printf '%s' '$headers' | grep -q 'Type: *DYN'"
    must 'with RELRO' sh -c "printf '%s' '$headers' | grep -q GNU_RELRO"
    must 'bound at start' sh -c "printf '%s' '$headers' | grep -qE 'BIND_NOW|FLAGS.*NOW'"
    must 'without an executable stack' sh -c "printf '%s' '$headers' | grep GNU_STACK | grep -qv RWE"
    must 'guarded by canaries' sh -c "printf '%s' '$symbols' | grep -q __stack_chk_fail"
    must 'fortified' sh -c "printf '%s' '$symbols' | grep -q '_chk'"
done
exit $failed

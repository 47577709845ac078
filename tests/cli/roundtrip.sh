#!/bin/sh
# shellcheck disable=SC1091,SC2154 # lib.sh sets $work
# Exported commands are run by real shells against a server that gives back what it got:
# the same request, byte for byte; and the command is the same after it was read back.
# cmd's and PowerShell's rules are modelled in check_export: neither shell runs here.
. "${srcdir:-.}/tests/cli/lib.sh"
command -v curl >/dev/null || exit 77
count=${DEFSCOPE_REQUESTS:-100}
trip=${builddir:-.}/tests/support/shell_trip
trip=$(cd "$(dirname "$trip")" && pwd)/shell_trip

mkfifo "$work/hold"
"${builddir:-.}/tests/support/fault_server" <"$work/hold" >"$work/ports" &
exec 3>"$work/hold"
server_ready() { [ "$(wc -l <"$work/ports")" -ge 2 ]; }
await server_ready || exit 99
port=$(head -n 1 "$work/ports")

ran=0
for shell in sh bash; do
    command -v $shell >/dev/null || continue
    mkdir "$work/$shell"
    run 0 "$trip" write "$port" "$count" "$work/$shell"
    (cd "$work/$shell" && TOKEN=none NO_PROXY='*' $shell ./script) || fail "$shell: exit $?"
    run 0 "$trip" check "$port" "$count" "$work/$shell"
    cat "$work/out"
    ran=$((ran + 1))
done
[ "$ran" -gt 0 ] || fail "no shell ran them"
done_testing

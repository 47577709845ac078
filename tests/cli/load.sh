#!/bin/sh
# A class at once: every request of 200 clients is answered, and answered right.
set -u
work=$(mktemp -d) || exit 99
pid=
finish() {
    [ -z "$pid" ] || kill "$pid" 2>/dev/null
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 99' INT TERM HUP

defscope-practice --no-runtime-file --quota 100000/1 </dev/null >"$work/out" 2>"$work/err" &
pid=$!
tries=0
until [ "$(wc -l <"$work/out")" -ge 2 ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || { cat "$work/err"; exit 99; }
    sleep 0.05
done
port=$(sed -n '1s/.*:\([0-9]*\)$/\1/p' "$work/out")
bearer=$(sed -n '2s|.*Bearer \([A-Za-z0-9._-]*\).*|\1|p' "$work/out")
if ! tests/bench/load "$port" "$bearer" 200 5 0 '/api/machines?$top=10' \
    '/api/alerts?$top=5' '/api/indicators' '/api/incidents/1001' \
    '/v1.0/security/alerts_v2?$top=5' >"$work/load"; then
    printf 'FAIL: %s\n' "$(cat "$work/load")"
    exit 1
fi

#!/bin/sh
# What the promises of doc/PROMISES.md rest on: `make check-promises` runs the tests that
# stand there, then this, which says for each promise whether it holds.
#
#     promises.sh list          the tests, each once
#     promises.sh verdict       from the logs of the last run; 1: one does not hold
set -eu
page="${srcdir:-.}/doc/PROMISES.md"
rows() { sed -n 's/^| \(P[0-9]*\) | \(.*\) | \(.*\) |$/\1|\2|\3/p' "$page"; }

case ${1:-} in
list)
    rows | cut -d'|' -f3 | tr ' ' '\n' | sort -u | tr '\n' ' '
    ;;
verdict)
    rows | {
        broken=0
        while IFS='|' read -r number text tests; do
            state=holds
            for test in $tests; do
                result=$(sed -n 's/^:test-result: //p' "$test.trs" 2>/dev/null || :)
                case $result in
                PASS) ;;
                SKIP) [ "$state" != holds ] || state="not looked at here: $test" ;;
                *) state="does not hold: $test" broken=1 ;;
                esac
            done
            printf '%-4s %s\n     %s\n' "$number" "$text" "$state"
        done
        exit $broken
    }
    ;;
*)
    echo 'promises.sh list|verdict' >&2
    exit 2
    ;;
esac

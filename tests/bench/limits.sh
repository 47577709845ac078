#!/bin/sh
# limits.sh [show]: how fast the explorer is beside the least that curses can do (`bare`;
# `linked` has libcurl and cJSON too), in turns. Fails when a ratio is over its limit three
# times; a limit is what must hold and half as much again for a busy machine, for the
# line key as much again: its list is short and its lines are plain. With "show"
# it only prints.
set -u
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export XDG_RUNTIME_DIR="$home" XDG_DATA_HOME="$home" XDG_STATE_HOME="$home" XDG_CONFIG_HOME="$home"
export TERM=xterm-256color LC_ALL=C.UTF-8
size=10000000

awk -v size=$size 'BEGIN {
    printf "{\"value\":["
    for (n = 2; n < size; i++) {
        row = sprintf("%s{\"id\":\"%040d\",\"computerDnsName\":\"ws-%05d.practice.example\"," \
            "\"lastSeen\":\"2026-01-02T03:04:05.123Z\",\"riskScore\":%d,\"tags\":[\"a\",\"b\"]}",
            i ? "," : "", i, i, i % 100)
        n += length(row)
        printf "%s", row
    }
    printf "]}"
}' >"$home/list.json"

measure() { # prints: NAME RATIO LIMIT
    tests/bench/start 15 Operations tests/bench/linked tests/bench/bare ./defscope |
        awk '$5 == "./defscope" { print "start", $4, 1.95 }'
    tests/bench/keys Operations tests/bench/linked -- Operations tests/bench/bare -- \
        Response ./defscope view "$home/list.json" >"$home/keys"
    awk -v bytes=$size '
        { down[NR] = $2; held[NR] = $4; memory[NR] = $6; peak = $8; wakeups = $10 }
        END {
            print "line key", down[3] / down[2], 2
            print "held key", held[3] / held[2], 1.5
            print "peak memory", peak * 1024 / (1.3 * bytes + 13e6), 1.5
            print "wake-ups while idle", wakeups, 0
        }' "$home/keys"
}

over() {
    measure >"$home/figures"
    [ -s "$home/keys" ] || { echo "bench: the programs did not start"; return 0; }
    awk '{ ratio = $(NF - 1); limit = $NF; sub(/ [^ ]+ [^ ]+$/, "")
           bad += over = ratio > limit
           printf "%-20s %6.2f, at most %.2f%s\n", $0, ratio, limit, over ? ": over" : "" } END { exit !bad }' "$home/figures"
}

if [ "${1-}" = show ]; then
    over || true
    exit 0
fi
for _ in 1 2 3; do
    over || exit 0
done
exit 1

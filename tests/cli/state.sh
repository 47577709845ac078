#!/bin/sh
# What the practice tenant keeps between runs, and what it records.
set -u
fails=0
work=$(mktemp -d) || exit 99
XDG_RUNTIME_DIR=$work/run
export XDG_RUNTIME_DIR
mkdir -m 700 "$XDG_RUNTIME_DIR"
exec 4</dev/null # standard input of what is started
pid=
finish() {
    [ -z "$pid" ] || kill "$pid" 2>/dev/null
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 99' INT TERM HUP

check() { # WHAT GOT WANT
    if [ "$2" != "$3" ]; then
        printf 'FAIL: %s: got "%s", want "%s"\n' "$1" "$2" "$3"
        fails=$((fails + 1))
    fi
}

# Waits until the command holds, 10 seconds at most.
await() {
    tries=0
    until "$@"; do
        tries=$((tries + 1))
        [ "$tries" -lt 200 ] || return 1
        sleep 0.05
    done
}

two_lines() { [ "$(wc -l <"$work/out")" -ge 2 ]; }

start() {
    : >"$work/out"
    defscope-practice --no-runtime-file "$@" <&4 >"$work/out" 2>"$work/err" 3>&- 4<&- &
    pid=$!
    if ! await two_lines; then
        printf 'FAIL: did not start: %s\n' "$(cat "$work/err")"
        exit 1
    fi
    url=$(sed -n '1s/^defscope practice: listening on //p' "$work/out")
    bearer=$(sed -n '2s|.*Bearer \([A-Za-z0-9._-]*\).*|\1|p' "$work/out")
}

stop() { # [SIGNAL]
    kill "${1:--TERM}" "$pid"
    wait "$pid"
    pid=
}

api() { # METHOD PATH [BODY]
    curl -s -g -X "$1" -H "Authorization: Bearer $bearer" \
        -H 'Content-Type: application/json' ${3:+-d "$3"} "$url$2"
}
titles() { api GET /api/indicators | grep -o '"title":"kept[^"]*"' | sort | tr '\n' ' '; }
submit() { # VALUE TITLE
    api POST /api/indicators "{\"indicatorValue\":\"$1\",\"indicatorType\":\"DomainName\",
        \"action\":\"Block\",\"title\":\"$2\",\"description\":\"d\"}" >/dev/null
}
kept() { grep -q "$1" "$work/state" 2>/dev/null; }

# What is changed is there in the next run; a run without the file knows nothing of it.
start --state "$work/state" --seed 7 --machines 60
submit one.example kept-one
id=$(api GET '/api/machines?$top=1' | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')
api POST "/api/machines/$id/tags" '{"Value":"vault","Action":"Add"}' >/dev/null
stop
check 'its mode' "$(stat -c %a "$work/state")" 600
start --state "$work/state"
check 'after a run' "$(titles)" '"title":"kept-one" '
check 'the same machines' "$(api GET '/api/machines/$count')" 60
check 'the tag' "$(api GET "/api/machines/$id" | grep -c '"vault"')" 1

# Killed, it has lost no more than its last second.
submit two.example kept-two
await kept kept-two || check 'written while it runs' no yes
stop -KILL 2>/dev/null
start --state "$work/state"
check 'after a kill' "$(titles)" '"title":"kept-one" "title":"kept-two" '

# For one program at a time.
defscope-practice --no-runtime-file --state "$work/state" <&4 >/dev/null 2>"$work/err2"
check 'a second one ends' "$?" 2
check 'and says why' "$(grep -c 'another practice tenant keeps its state' "$work/err2")" 1
stop
defscope-practice --no-runtime-file --state "$work/state" --seed 8 <&4 >/dev/null 2>"$work/err2"
check 'another seed' "$?" 2
start
check 'without the file' "$(titles)" ''
stop

# Damaged, it is moved out of the way; what is no file of ours is left alone.
for damage in 'cut' 'empty-object' 'numbers'; do
    case $damage in
    cut) head -c 300 "$work/state" >"$work/bad" ;;
    empty-object) echo '{}' >"$work/bad" ;;
    numbers) sed 's/"number":0,"object"/"number":99999,"object"/' "$work/state" >"$work/bad" ;;
    esac
    cp "$work/bad" "$work/copy"
    start --state "$work/bad"
    check "$damage: says so" "$(grep -c 'begins anew' "$work/err")" 1
    check "$damage: set aside" "$(cmp "$work/copy" "$work/bad.damaged" && echo same)" same
    check "$damage: serves" "$(api GET '/api/machines/$count')" 500
    stop
done
ln -s "$work/state" "$work/link"
defscope-practice --no-runtime-file --state "$work/link" <&4 >/dev/null 2>&1
check 'a link is refused' "$?" 2

# Each exchange is one line of JSON, and no secret stands in it.
start --record "$work/record"
api GET '/api/machines?$top=2' >/dev/null
api POST "/api/machines/$id/nowhere" '{"a":1}' >/dev/null
curl -s "$url/$(printf '7d2f4a10-5e3b-4c8e-9b1a-0c6d8f3e2a55')/oauth2/v2.0/token" \
    -d 'client_secret=very-secret-value&grant_type=client_credentials' >/dev/null
check 'lines' "$(wc -l <"$work/record")" 3
check 'its mode' "$(stat -c %a "$work/record")" 600
check 'no bearer' "$(grep -c "$bearer" "$work/record")" 0
check 'no client secret' "$(grep -c very-secret-value "$work/record")" 0
python3 - "$work/record" <<'EOF' || check 'the exchanges' wrong right
import json, sys
first, second, third = [json.loads(line) for line in open(sys.argv[1])]
assert first["operation"] == "listMachines"
assert first["request"]["method"] == "GET"
assert first["response"]["status"] == 200
assert len(json.loads(first["response"]["body"])["value"]) == 2
assert ["Authorization", "[redacted]"] in first["request"]["headers"], first["request"]
assert second["operation"] is None and second["response"]["status"] == 404
assert second["request"]["body"] == '{"a":1}'
EOF
stop
check 'decode reads it' "$(head -1 "$work/record" | defscope decode --json 2>/dev/null |
    grep -c '"status":')" 1

# A full disk is said once, and the service goes on.
if [ -c /dev/full ]; then
    start --record /dev/full
    for _ in 1 2 3; do
        check 'served' "$(api GET '/api/machines/$count')" 500
    done
    check 'said once' "$(grep -c 'goes on without' "$work/err")" 1
    stop
fi
defscope-practice --record "$work/none/record" <&4 >/dev/null 2>"$work/err2"
check 'a record that cannot be' "$?" 2
[ "$fails" = 0 ]

#!/bin/sh
# The practice tenant as a program: who is let in, the runtime file, how it ends.
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
ended() { ! kill -0 "$pid" 2>/dev/null; }

start() {
    : >"$work/out"
    defscope-practice "$@" <&4 >"$work/out" 2>"$work/err" 3>&- 4<&- &
    pid=$!
    if ! await two_lines; then
        printf 'FAIL: did not start: %s\n' "$(cat "$work/err")"
        exit 1
    fi
    url=$(sed -n '1s/^defscope practice: listening on //p' "$work/out")
    bearer=$(sed -n '2s|.*Bearer \([A-Za-z0-9._-]*\).*|\1|p' "$work/out")
}

stop() {
    kill "$pid"
    wait "$pid"
    stopped=$?
    pid=
}

status() { # CURL-ARGUMENT...
    curl -s -o "$work/answer" -w '%{http_code}' "$@"
}

# What is printed works as it stands.
start
check 'address' "${url%:*}" http://127.0.0.1
eval "$(sed -n 2p "$work/out")" >"$work/answer"
check 'the printed command gives machines' \
    "$(grep -c '"computerDnsName"' "$work/answer")" 1

# The runtime file is there, and nobody else's.
file=$XDG_RUNTIME_DIR/defscope/practice.json
check 'runtime file mode' "$(stat -c %a "$file")" 600
check 'runtime folder mode' "$(stat -c %a "$XDG_RUNTIME_DIR/defscope")" 700
check 'runtime file address' "$(grep -c "\"$url\"" "$file")" 1
check 'runtime file process' "$(grep -c "\"pid\":.*$pid" "$file")" 1
reading=$(sed -n 's/.*"read-only":.*"\([^"]*\)".*/\1/p' "$file")
expired=$(sed -n 's/.*"expired":.*"\([^"]*\)".*/\1/p' "$file")

# Who is let in.
good="Authorization: Bearer $bearer"
port=${url##*:}
check 'good bearer' "$(status -H "$good" "$url/api/machines")" 200
check 'localhost' "$(status -H "$good" "http://localhost:$port/api/machines")" 200
check 'no bearer' "$(status "$url/api/machines")" 401
check 'wrong bearer' "$(status -H 'Authorization: Bearer x' "$url/api/machines")" 401
check 'its code' "$(grep -c '"code":"Unauthorized"' "$work/answer")" 1
check 'expired bearer' \
    "$(status -H "Authorization: Bearer $expired" "$url/api/machines")" 401
check 'reading bearer reads' \
    "$(status -H "Authorization: Bearer $reading" "$url/api/machines")" 200
check 'other Host' \
    "$(status -H "$good" -H 'Host: evil.example' "$url/api/machines")" 403
check 'Host without port' \
    "$(status -H "$good" -H 'Host: 127.0.0.1' "$url/api/machines")" 403
check 'foreign Origin' \
    "$(status -H "$good" -H 'Origin: https://evil.example' "$url/api/machines")" 403
check 'from a page' \
    "$(status -H "$good" -H 'Sec-Fetch-Site: cross-site' "$url/api/machines")" 403
check 'no CORS' \
    "$(curl -s -i -X OPTIONS -H "$good" "$url/api/machines" | grep -ci '^access-control')" 0

# A body at the limit is read, one above it is refused.
head -c 22020097 /dev/zero | tr '\0' ' ' >"$work/large"
check 'body above the limit' \
    "$(status -H "$good" -H 'Content-Type: application/json' \
        --data-binary "@$work/large" "$url/api/indicators")" 400
check 'says so' "$(grep -c 'larger than 21 MiB' "$work/answer")" 1

# Only this machine's loopback address listens.
if command -v ss >/dev/null 2>&1; then
    check 'listens on' "$(ss -Hltn "sport = :$port" | awk '{print $4}')" \
        "127.0.0.1:$port"
fi

# A second one leaves the first where commands find it; ending it changes nothing.
first=$pid
first_url=$url
start
check 'the second says so' "$(grep -c 'another practice tenant' "$work/err")" 1
stop
check 'the first is still found' "$(grep -c "\"$first_url\"" "$file")" 1
url=$first_url
pid=$first
stop
check 'ends cleanly' "$stopped" 0
check 'file is gone' "$([ -e "$file" ] && echo there)" ''

# A port of one's own; one that is taken is said.
start --port "$port" --no-runtime-file
check 'asked port' "${url##*:}" "$port"
check 'no file was asked for' "$([ -e "$file" ] && echo there)" ''
defscope-practice --port "$port" >"$work/out2" 2>"$work/err2"
check 'port taken' "$?" 2
check 'is said' "$(grep -c "port $port" "$work/err2")" 1
stop

# It ends with its parent.
mkfifo "$work/stdin"
exec 3<>"$work/stdin"
exec 4<"$work/stdin"
start --with-parent
check 'lives while standard input is open' "$(status -H "Authorization: Bearer $bearer" \
    "$url/api/machines")" 200
exec 3>&-
await ended || check 'ended with its parent' no yes
wait "$pid"
check 'exit status' "$?" 0
pid=
check 'file is gone too' "$([ -e "$file" ] && echo there)" ''

# Faults on the wire.
start --fault cut-body --fault empty-body --fault gateway-502 --fault big=3 \
    --quota 5/3600
good="Authorization: Bearer $bearer"
curl -s -o "$work/answer" -H "$good" "$url/api/machines"
check 'cut body' "$?" 18
check 'empty body' "$(status -H "$good" "$url/api/machines") $(wc -c <"$work/answer")" \
    '200 0'
check 'gateway' "$(status -H "$good" "$url/api/machines")" 502
check 'gateway page' "$(grep -c '<html>' "$work/answer")" 1
check 'big' "$(status -H "$good" "$url/api/machines")" 200
check 'big size' "$([ "$(wc -c <"$work/answer")" -gt 3000000 ] && echo yes)" yes
check 'last of the quota' "$(status -H "$good" "$url/api/machines")" 200
check 'quota' "$(status -D "$work/head" -H "$good" "$url/api/machines")" 429
check 'Retry-After' "$(grep -ci '^retry-after: [0-9]' "$work/head")" 1
stop

# It ends at once, also while a fault keeps somebody waiting.
start --fault slow-first-byte=600000
curl -sv -o "$work/answer" -H "Authorization: Bearer $bearer" "$url/api/machines" \
    2>"$work/trace" &
waiting=$!
await grep -q '^> GET' "$work/trace" || check 'a request is under way' no yes
kill "$pid"
await ended || check 'ended while one waits' no yes
wait "$pid"
check 'its exit status' "$?" 0
wait "$waiting"
pid=

# What is asked wrongly is refused in words.
for wrong in '--quota 3' '--quota 0/1' '--port 70000' '--fault earthquake' 'word' \
    '--seed x'; do
    # shellcheck disable=SC2086
    defscope-practice $wrong >"$work/out2" 2>"$work/err2"
    check "refuses $wrong" "$?" 2
    check "in words: $wrong" "$([ -s "$work/err2" ] && echo yes)" yes
done

# A folder that others may write to is not used.
chmod 755 "$XDG_RUNTIME_DIR/defscope"
defscope-practice >"$work/out2" 2>"$work/err2"
check 'open folder' "$?" 2
check 'open folder is named' "$(grep -c 0700 "$work/err2")" 1

[ "$fails" -eq 0 ]

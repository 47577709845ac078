#!/bin/sh
# shellcheck disable=SC1091,SC2154 # lib.sh sets $work and $base
# Each kind of fault of the practice tenant, as `send` ends with it: exit status, size
# of what came, words. Nothing hangs, nothing grows, no escape reaches a terminal.
. "${srcdir:-.}/tests/cli/lib.sh"

start_tenant --seed 3
bearer=$(sed -n '2s/.*Bearer \([^'\'']*\).*/\1/p' "$work/tenant")

arm() {
    curl -sS -f -o "$work/armed" -H "Authorization: Bearer $bearer" --data-binary "$1" \
        "$base/practice/faults" || fail "no fault $1"
}
ask() { timeout 60 defscope -p practice send listMachines '$top=5' "$@"; }

run 0 ask
whole=$(wc -c <"$work/out")
half=$((whole / 2))
mibs8=8388618

# A fault, the exit status, the bytes that come (-: whatever), and words (| between, ~ between
# two of which one is enough).
while read -r fault want size words; do
    case $fault in '' | '#'*) continue ;; esac
    arm "$fault"
    run "$want" ask
    [ "$code" != 124 ] || fail "$fault: hangs"
    case $size in
    whole) size=$whole ;;
    half) size=$half ;;
    more) size=$((whole + 1)) ;;
    8MiB) size=$mibs8 ;;
    esac
    case $size in
    -) ;;
    *) is "$fault: $(wc -c <"$work/out")" "$fault: $size" ;;
    esac
    tr -s ' \n' ' ' <"$work/err" >"$work/said" # wrapped lines in one
    rest=$words
    while [ -n "$rest" ]; do
        word=${rest%%|*}
        grep -qF -e "${word%%~*}" -e "${word##*~}" "$work/said" || { fail "$fault: no '$word' in:"; cat "$work/err"; }
        case $rest in *'|'*) rest=${rest#*|} ;; *) rest= ;; esac
    done
done <<'TABLE'
quota-minute          7 -     maximum allowed 45 per 00:01:00|wait 60 seconds
quota-hour            7 -     1500 per 01:00:00|wait 3600 seconds
retry-after-date=40   7 -     429 TooManyRequests|wait 40 seconds~wait 41 seconds
retry-after-time=40   7 -     can send requests again at|wait 4
graph-429=5           7 -     request-id|wait 6 seconds
hunting-cpu           7 -     Computing time for hunting is used up|wait 660 seconds
query-timeout         4 -     A query that took too long
live-sessions         7 -     25 live response sessions|wait 60 seconds
TooManyRequests=9     7 -     wait 9 seconds
slow-first-byte=200   0 whole 200 OK
slow-body=5           0 whole 200 OK
cut-body              3 half  closed the connection in the middle|The answer broke off
reset                 3 0     The connection broke|A read can be sent again
reset-body            3 half  broke while the answer came|cut off
no-answer             3 0     closed the connection without an answer
length-too-long       3 whole in the middle of the answer|cut off
length-too-short      3 -     more came than|announced
not-http              3 0     does not answer in HTTP|isn't HTTP
gateway-502           5 -     A page of an Application Gateway
gateway-503=9         5 -     A page of an Application Gateway|wait 9 seconds
iis-502               5 -     A page of the web server (IIS)
front-door            5 -     A page of Azure Front Door|reference
api-management        4 -     API Management|activityId
api-management=401    6 -     API Management|activityId
api-management=500    5 -     API Management|activityId
sign-in-page          0 -     A sign-in page instead of an answer
redirect              1 0     302|Don't follow with the token
empty-body            3 0     empty where it should hold JSON
empty-200             0 0     200 OK|the answer is empty
partial               0 whole part of the answer is missing|Warning header
failed-items          0 -     A success that hides failures|conflicts with another
gzip-bomb=1000        3 8MiB  grows more than 200 times|stopped at a limit
gzip-cut              3 -     the compressed answer stops before its end
cut-json              3 half  cut off: the JSON stops in the middle
clock-ahead           0 whole 200 OK
clock-behind          6 -     Unauthorized|10 minutes apart
deep=100000           0 200010 200 OK
duplicate-names       0 -     200 OK
not-utf8              0 -     200 OK
escapes               0 -     200 OK
big=3                 0 -     200 OK
TABLE

# Every kind of the table stands above, and every code is met by its own status.
defscope practice --help | sed -n 's/^  \([a-z0-9/-]*[A-Za-z0-9]*\)[= ].*/\1/p' |
    grep -v '^-' >"$work/kinds"
while read -r kind; do
    case $kind in
    mde/* | xdr/* | sign-in) ;; # signin.sh tries it
    file-* | link-ended) ;;     # download.sh tries them
    *) grep -q "^${kind}[= ]" "${srcdir:-.}/tests/cli/faults.sh" || fail "$kind is not tried" ;;
    esac
done <"$work/kinds"
is "$(grep -c '^mde/' "$work/kinds") $(grep -c '^xdr/' "$work/kinds")" '20 19'
defscope practice --help | sed -n 's/^  \([mx]d[er]\/[A-Za-z]*\)[= ].* \([45][0-9][0-9]\).*/\1 \2/p' >"$work/codes"
while read -r kind status; do
    arm "$kind"
    case $status in
    401 | 403) want=6 ;;
    429) want=7 ;;
    4??) want=4 ;;
    *) want=5 ;;
    esac
    run "$want" ask
    err_has "$status ${kind#*/}"
done <"$work/codes"

# What the wait asks for is obeyed, a date as well; and no more than it says.
arm retry-after-date=1
run 0 ask --wait
err_has 'waiting'

# The clock of the other side is told where it counts.
arm clock-behind
run 6 ask -i
out_has 'Date: '

# A redirect is not followed: neither the token nor the request goes elsewhere.
arm redirect
run 1 ask -i
out_has 'Location: https://elsewhere.practice.example'

# On a terminal: no control byte but colours.
for fault in escapes not-utf8 duplicate-names; do
    arm "$fault"
    python3 - >"$work/out" 2>"$work/err" <<'PYTHON' || fail "$fault: $(cat "$work/err")"
import os, pty, re, sys
seen = bytearray()
def read(fd):
    data = os.read(fd, 65536)
    seen.extend(data)
    return b''
status = pty.spawn(['defscope', '-p', 'practice', 'send', 'listMachines', '$top=2'], read,
                   lambda fd: b'')
bare = re.sub(rb'\x1b\[[0-9;]*m', b'', bytes(seen))
bad = re.search(rb'[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xe2\x80[\xaa-\xae]', bare)
if bad or not bare:
    sys.exit('%r reached the terminal' % (bad and bare[bad.start():bad.start() + 20]))
bare.decode('utf-8')
PYTHON
done

# A great answer goes through: neither side grows with it.
asan() { nm "$(command -v defscope)" 2>/dev/null | grep -q __asan_init; }
if [ -r "/proc/$tenant/status" ] && ! asan; then
    arm big=400
    run 0 sh -c 'ulimit -v 300000 && exec timeout 60 defscope -p practice send listMachines >/dev/null'
    peak=$(sed -n 's/^VmHWM:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$tenant/status")
    [ "$peak" -lt 150000 ] || fail "the tenant took $peak kB"
fi
arm big=124
run 0 sh -c "defscope -p practice send listMachines | tail -c 3"
out_has ']}'

# Those who can't arm a fault, and what is none.
is "$(curl -s -o "$work/answer" -w '%{http_code}' -H "Authorization: Bearer $bearer" \
    --data earthquake "$base/practice/faults")" 400
run 0 ask
run 0 defscope -p practice send POST /practice/faults fault=gateway-502 --no-check
run 5 ask
stop_tenant

# What one bearer's holder arms or uses up meets nobody else.
start_tenant --tokens 2 --quota 3/3600
first=$(sed -n 's/^bearer 1: //p' "$work/tenant")
second=$(sed -n 's/^bearer 2: //p' "$work/tenant")
as() { curl -s -o "$work/answer" -w '%{http_code}' -H "Authorization: Bearer $1" "$base$2"; }
bearer=$first
arm 'gateway-502*2'
is "$(as "$second" /api/machines) $(as "$first" /api/machines)" '200 502'
is "$(as "$first" /api/machines) $(as "$first" /api/machines)" '502 200'
is "$(as "$first" /api/machines)" 429
is "$(as "$second" /api/machines) $(as "$second" /api/machines)" '200 200'
curl -s -X PUT -H "Authorization: Bearer $second" --data 'reset' "$base/practice/faults"
curl -s -X PUT -H "Authorization: Bearer $second" --data 'iis-502' "$base/practice/faults"
is "$(as "$second" /api/alerts) $(as "$second" /api/alerts)" '502 200'
curl -s -X PUT -H "Authorization: Bearer $second" --data 'reset' "$base/practice/faults"
curl -s -X PUT -H "Authorization: Bearer $second" --data '' "$base/practice/faults"
is "$(as "$second" /api/alerts)" 200
stop_tenant

# For the next calls, or a share that a seed decides.
start_tenant --fault 'gateway-502*2' --fault 'TooManyRequests=1:100%'
run 5 ask
run 5 ask
run 7 ask
run 7 ask
bearer=$(sed -n '2s/.*Bearer \([^'\'']*\).*/\1/p' "$work/tenant")
curl -s -X PUT -H "Authorization: Bearer $bearer" --data 'iis-502' "$base/practice/faults"
run 5 ask # before what stands
run 7 ask
stop_tenant
run 2 defscope practice --fault gatway-502
err_has 'did you mean gateway-502'
done_testing

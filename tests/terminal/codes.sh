#!/bin/sh
# Each of the 20 documented codes, provoked in the explorer by what causes it: the code is decoded, the advice is
# right, the tracking ID is copied to the byte, and the ticket holds both.
set -eu
. "$srcdir/tests/terminal/lib.sh"

printf '#!/bin/sh\ncp "%s/body" "$1"\n' "$home" >"$home/editor"
chmod 700 "$home/editor"
export VISUAL="$home/editor"
passed=0

start 120 40 "$builddir/defscope"
wait_for 'practice'
call 'GET /api/machines'
wait_for '200 OK'

machines=$("$builddir/defscope" -q -p practice send listMachines)
machine() { # PART OF A NAME: the ID of the first device of that name
    printf '%s' "$machines" | jq -r --arg name "$1" \
        'first(.value[] | select(.computerDnsName | contains($name)) | .id)'
}
laptop=$(machine lt-)
phone=$(machine iphone-)
archive=$(machine pc-archive-01)
database=$(machine srv-db-)

# The answer on the screen is CODE, with ADVICE; its ID copies exactly; the ticket has code and ID.
expect() { # CODE ADVICE [MORE]
    wait_for "✗ $1 "
    wait_for "$2"
    [ -z "${3:-}" ] || wait_for "$3"
    wait_for 'tracking ID [0-9a-f-]{36}'
    id=$(screen | sed -n 's/.*tracking ID \([0-9a-f-]\{36\}\).*/\1/p' | head -1)
    press y
    wait_for 'Copied'
    [ "$(in_tmux show-buffer)" = "$id" ] || give_up "copied $(in_tmux show-buffer), not $id"
    press t
    wait_for 'Support ticket'
    wait_for "Error code: +$1"
    wait_for "Tracking ID: +$id"
    press Escape
    wait_gone 'Support ticket'
    passed=$((passed + 1))
}

cause() { # "METHOD PATH" [BODY]
    call_without_sending "$1"
    if [ -n "${2:-}" ]; then
        printf '%s' "$2" >"$home/body"
        press E
        wait_for "$(printf '%s' "$2" | cut -c1-12 | sed 's/[][{}.*]/./g')"
    fi
    press s
}

change='must change'
live='{"Comment":"x","Commands":[{"type":"GetFile","params":[{"key":"Path","value":"C:\\\\x"}]}]}'
indicator='"action":"Alert","title":"t","description":"d"}'

cause 'POST /api/advancedqueries/run' '{"Query":"NoSuchTable"}'
expect BadRequest "$change"
cause "GET /api/machines?\$filter=nosuch eq 'x'"
expect ODataError "$change" '▲'
cause "POST /api/machines/$laptop/isolate" '{"Comment":"x","IsolationType":"Sideways"}'
expect InvalidInput "$change" 'Sideways'
cause "POST /api/machines/$laptop/isolate" '{"Comment":"x","IsolationType":"Full","Raeson":"y"}'
expect InvalidRequestBody "$change" 'Raeson'
cause 'GET /api/files/xyz'
expect InvalidHashValue "$change" 'xyz'
cause 'GET /api/domains/no_good..name/stats'
expect InvalidDomainName "$change"
cause 'GET /api/ips/999.1.1.1/stats'
expect InvalidIpAddress "$change"
cause 'POST /api/indicators' "{\"indicatorValue\":\"no url\",\"indicatorType\":\"Url\",$indicator"
expect InvalidUrl "$change"
one="{\"indicatorValue\":\"a.example\",\"indicatorType\":\"DomainName\",$indicator"
cause 'POST /api/indicators/import' "{\"Indicators\":[$(seq 501 | sed "s|.*|$one|" | paste -sd,)]}"
expect MaximumBatchSizeExceeded "$change" '50[01]'
cause "POST /api/machines/$laptop/isolate" '{"comment":"x","IsolationType":"Full"}'
expect MissingRequiredParameter "$change" 'case-sensitive'
cause "POST /api/machines/$phone/isolate" '{"Comment":"x","IsolationType":"Full"}'
expect OsPlatformNotSupported "repeat won.t help"
cause "POST /api/machines/$archive/runliveresponse" "$live"
expect ClientVersionNotSupported "repeat won.t help"
cause 'GET /api/DeviceAuthenticatedScanDefinitions'
expect DisabledFeature 'repeat|change'
cause "POST /api/machines/$database/startInvestigation" '{"Comment":"x"}'
expect DisallowedOperation 'repeat|change'
cause 'GET /api/nosuch'
expect NotFound "$change"
cause "GET /api/machines/0000000000000000000000000000000000000000"
expect ResourceNotFound "$change"

press x
wait_for 'InternalServerError'
cause 'GET /api/alerts'
expect InternalServerError 'may be sent again'

press b
wait_for 'bearer "read-only"'
cause "POST /api/machines/$laptop/isolate" '{"Comment":"x","IsolationType":"Full"}'
expect Forbidden 'permission is missing' '→ Grant'
press b
wait_for 'bearer "expired"'
cause 'GET /api/machines'
expect Unauthorized 'another token'
press b
wait_for 'bearer "full"'

for _ in $(seq 10); do # the documented limit of live response is 10 calls a minute
    printf '%s' "$live" | "$builddir/defscope" -q -p practice send runLiveResponse \
        machine_id="$laptop" --body - >/dev/null 2>&1 || true
done
cause "POST /api/machines/$laptop/runliveresponse" "$live"
expect TooManyRequests 'wait' 'asked by Retry-After'

[ $passed -eq 20 ] || give_up "$passed of 20"
press q
wait_end >/dev/null
echo "$passed passed, 0 failed"

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

# The answer on the screen is CODE with STATUS and ADVICE, and says MORE: a hint (▲), a step (→) or the wait; its ID
# copies exactly; the ticket has code and ID.
expect() { # CODE STATUS ADVICE MORE
    wait_for "✗ $1 \($2\)  $3"
    wait_for "$4"
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

change='the request must change; a repeat won.t help'
live='{"Comment":"x","Commands":[{"type":"GetFile","params":[{"key":"Path","value":"C:\\\\x"}]}]}'
indicator='"action":"Alert","title":"t","description":"d"}'

cause 'POST /api/advancedqueries/run' '{"Query":"NoSuchTable"}'
expect BadRequest 400 "$change" '→ Correct the name "NoSuchTable"'
cause "GET /api/machines?\$filter=nosuch eq 'x'"
expect ODataError 400 "$change" '▲ "nosuch" is not among the properties'
cause "POST /api/machines/$laptop/isolate" '{"Comment":"x","IsolationType":"Sideways"}'
expect InvalidInput 400 "$change" '▲ line 1: "IsolationType" doesn.t take "Sideways"'
cause "POST /api/machines/$laptop/isolate" '{"Comment":"x","IsolationType":"Full","Raeson":"y"}'
expect InvalidRequestBody 400 "$change" '▲ line 1: "Raeson" is not a name'
cause 'GET /api/files/xyz'
expect InvalidHashValue 400 "$change" '▲ "id" takes a SHA-1 or SHA-256 hash'
cause 'GET /api/domains/no_good..name/stats'
expect InvalidDomainName 400 "$change" '▲ "domain" takes a domain name'
cause 'GET /api/ips/999.1.1.1/stats'
expect InvalidIpAddress 400 "$change" '▲ "ip" takes an IP address'
cause 'POST /api/indicators' "{\"indicatorValue\":\"no url\",\"indicatorType\":\"Url\",$indicator"
expect InvalidUrl 400 "$change" '▲ line 1: "indicatorValue" takes a URL'
one="{\"indicatorValue\":\"a.example\",\"indicatorType\":\"DomainName\",$indicator"
cause 'POST /api/indicators/import' "{\"Indicators\":[$(seq 501 | sed "s|.*|$one|" | paste -sd,)]}"
expect MaximumBatchSizeExceeded 400 "$change" '▲ line 1: "Indicators" has 501 items; at most 500'
cause "POST /api/machines/$laptop/isolate" '{"comment":"x","IsolationType":"Full"}'
expect MissingRequiredParameter 400 "$change" '▲ line 1: "comment" is written "Comment"'
cause "POST /api/machines/$phone/isolate" '{"Comment":"x","IsolationType":"Full"}'
expect OsPlatformNotSupported 400 "a repeat won.t help" '→ Choose a device of another platform.* iOS'
cause "POST /api/machines/$archive/runliveresponse" "$live"
expect ClientVersionNotSupported 400 'the device must be updated first' 'Update .* version 1709'
cause 'GET /api/DeviceAuthenticatedScanDefinitions'
expect DisabledFeature 403 'a feature is turned off' '→ In the portal, open Settings'
cause "POST /api/machines/$database/startInvestigation" '{"Comment":"x"}'
expect DisallowedOperation 403 'not allowed on this object' '→ The service gives this reason: Automated inv'
cause 'GET /api/machinez'
expect NotFound 404 "$change" '▲ .* /api/machinez. Was /api/machines'
cause "GET /api/machines/0000000000000000000000000000000000000000"
expect ResourceNotFound 404 "$change" '→ Check that this exists in the tenant'

press x
type_text 'reset'
press Enter
wait_for 'fault: reset'
cause 'GET /api/alerts' # over a connection that was kept it would be sent twice
wait_for 'The connection broke'
wait_gone 'fault: reset'
press x
wait_for 'Fault for the next call'
type_text 'mde server'
wait_for 'mde/InternalServerError +500'
press Enter
wait_for 'fault: mde.InternalServerError'
cause 'GET /api/alerts'
expect InternalServerError 500 'may be sent again, waiting longer' '→ Send a GET again'
wait_gone 'fault: mde.Internal' # it met its call
screen | grep -q 'support case' || give_up 'support is not named'

press b
wait_for 'bearer "read-only"'
cause "POST /api/machines/$laptop/isolate" '{"Comment":"x","IsolationType":"Full"}'
expect Forbidden 403 'a permission is missing' 'Grant one that is needed'
wait_for 'Machine.Isolate'
wait_for 'needs one of: Machine.Isolate'
wait_for 'the token has: .*Read.All'
press b
wait_for 'bearer "expired"'
cause 'GET /api/machines'
expect Unauthorized 401 'another token is needed' '→ The token expired 1 hour ago'
press b
wait_for 'bearer "full"'

for _ in $(seq 10); do # the documented limit of live response is 10 calls a minute
    printf '%s' "$live" | "$builddir/defscope" -q -p practice send runLiveResponse \
        machine_id="$laptop" --body - >/dev/null 2>&1 || true
done
cause "POST /api/machines/$laptop/runliveresponse" "$live"
wait_for 'Send beyond the limit' # those calls were counted for us too
press y
expect TooManyRequests 429 'wait, then send it again' 'wait 00:[0-5][0-9] of 0[01]:[0-9]{2} .* asked by Retry-After'
wait_for 'The quota is 10 calls in 00:01:00 '

[ $passed -eq 20 ] || give_up "$passed of 20"
press q
wait_end >/dev/null
echo "$passed passed, 0 failed"

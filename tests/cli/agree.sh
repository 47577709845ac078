#!/bin/sh
# shellcheck disable=SC1091,SC2016,SC2119,SC2154 # lib.sh sets $work; $ is also jq's
# Every documented code, caused on the practice tenant: what decode reads out of the
# output of `curl -i` and what send says of the same request are one and the same.
. "${srcdir:-.}/tests/cli/lib.sh"

runtime=$XDG_RUNTIME_DIR/defscope/practice.json
guid='^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
read_out='[.status, .code, .known_as, .class, .retry.advice, .documented,
    (.target // "" | test($guid))] | map(tostring) | join(" ")'

# call METHOD PATH BEARER [BODY-FILE]: the answer, with its headers, as curl prints it.
call() {
    curl -sS -i -m 60 -X "$1" -H "Authorization: Bearer $3" \
        -H 'Content-Type: application/json' ${4:+--data-binary "@$4"} "$address$2"
}
bearer_of() { jq -r --arg name "$1" '.bearers[$name]' "$runtime"; }

# with_ids PATH: each "@NAME" in it becomes the ID of the device of that name.
with_ids() {
    jq -r --arg path "$1" 'reduce .value[] as $m ($path;
        sub("@" + ($m.computerDnsName | split(".")[0]) + "(?=/|$)"; $m.id))' \
        "$work/machines"
}

# What goes before a request that is refused only after something else.
prepare() {
    case $1 in
    -) ;;
    often)
        calls=0
        until call "$method" "$path" "$bearer" "$body" | grep -q '^HTTP/1.1 429'; do
            calls=$((calls + 1))
            [ "$calls" -lt 20 ] || { fail "$name: 20 calls are let in"; return; }
        done
        ;;
    fault) # meets the next call
        printf '%s' "$name" >"$work/fault"
        call POST /practice/faults "$bearer" "$work/fault" >"$work/switched"
        ;;
    esac
}

exit_of() { # STATUS: the exit status that send promises for it
    case $1 in
    401 | 403) echo 6 ;;
    429) echo 7 ;;
    4??) echo 4 ;;
    5??) echo 5 ;;
    esac
}

# agrees WHO DIAGNOSIS-EXPRESSION: what it says in $work/out is what the table says.
agrees() {
    got=$(jq -r --arg guid "$guid" "$2 | $read_out" "$work/out") || got=unreadable
    [ "$got" = "$expected" ] || fail "$name: $1 says '$got', want '$expected'"
}

start_tenant
address=$(jq -r .url "$runtime")
curl -sS -m 60 -H "Authorization: Bearer $(bearer_of full)" "$address/api/machines" \
    >"$work/machines"

# A line: code, status, class, advice, what goes before, bearer, operation, method, path,
# body. The body is a jq expression; "-" is none of what stands there.
while read -r name status class advice before who operation method path content; do
    path=$(with_ids "$path")
    bearer=$(bearer_of "$who")
    expected="$status $name $name $class $advice true true"
    body=
    if [ "$content" != - ]; then
        body=$work/body
        jq -nr "$content" >"$body"
    fi
    [ "$operation" != - ] || operation=

    prepare "$before"
    call "$method" "$path" "$bearer" "$body" >"$work/answer"
    run 0 defscope decode --json ${operation:+--operation "$operation"} "$work/answer"
    agrees decode .

    prepare "$before"
    run "$(exit_of "$status")" defscope -p practice send --json "$method" "$path" \
        -H "Authorization: Bearer $bearer" ${body:+--body "$body"}
    agrees send .diagnosis
    is "$name $(jq -r '.operation // ""' "$work/out")" "$name $operation"
    is "$name $(jq -r .response.status "$work/out")" "$name $status"
    printf '%s\n' "$name" >>"$work/caused"
done <<'TABLE'
BadRequest                400 request    after-change -     full      runAdvancedQuery      POST   /api/advancedqueries/run              {Query: "MachineInfo | take 3"}
ODataError                400 request    after-change -     full      listMachines          GET    /api/machines?$filter=colour%20eq%20'red' -
InvalidInput              400 request    after-change -     full      isolateMachine        POST   /api/machines/@lt-01/isolate          {Comment: "x", IsolationType: "Half"}
InvalidRequestBody        400 request    after-change -     full      isolateMachine        POST   /api/machines/@lt-01/isolate          "{\"Comment\": \"x\",}"
InvalidHashValue          400 request    after-change -     full      getFile               GET    /api/files/xyz                        -
InvalidDomainName         400 request    after-change -     full      getDomainStatistics   GET    /api/domains/no_good..name/stats      -
InvalidIpAddress          400 request    after-change -     full      getIpStatistics       GET    /api/ips/300.1.1.1/stats              -
InvalidUrl                400 request    after-change -     full      submitIndicator       POST   /api/indicators                       {indicatorValue: "not a url", indicatorType: "Url", action: "Audit", generateAlert: true, title: "x", description: "x"}
MaximumBatchSizeExceeded  400 request    after-change -     full      batchDeleteIndicators POST   /api/indicators/BatchDelete           {IndicatorIds: [range(501) | tostring]}
MissingRequiredParameter  400 request    after-change -     full      isolateMachine        POST   /api/machines/@lt-01/isolate          {comment: "x", IsolationType: "Full"}
OsPlatformNotSupported    400 request    never        -     full      isolateMachine        POST   /api/machines/@iphone-01/isolate      {Comment: "x", IsolationType: "Full"}
ClientVersionNotSupported 400 request    after-change -     full      runLiveResponse       POST   /api/machines/@pc-archive-01/runliveresponse {Comment: "x", Commands: [{type: "GetFile", params: [{key: "Path", value: "C:\\x.txt"}]}]}
Unauthorized              401 auth       after-change -     expired   listMachines          GET    /api/machines                         -
Forbidden                 403 permission after-change -     read-only isolateMachine        POST   /api/machines/@lt-01/isolate          {Comment: "x", IsolationType: "Full"}
DisabledFeature           403 feature    after-change -     full      listScanDefinitions   GET    /api/DeviceAuthenticatedScanDefinitions -
DisallowedOperation       403 permission after-change -     full      startInvestigation    POST   /api/machines/@srv-db-01/startInvestigation {Comment: "x"}
NotFound                  404 not-found  after-change -     full      -                     GET    /api/machinez                         -
ResourceNotFound          404 not-found  after-change -     full      getMachine            GET    /api/machines/0123456789abcdef0123456789abcdef01234567 -
TooManyRequests           429 throttle   wait         often full      runLiveResponse       POST   /api/machines/@pc-archive-01/runliveresponse {Comment: "x", Commands: [{type: "GetFile", params: [{key: "Path", value: "C:\\x.txt"}]}]}
InternalServerError       500 server     backoff      fault full      listMachines          GET    /api/machines                         -
TABLE
is "$(wc -l <"$work/caused")" 20

# No documented code is left out.
run 0 defscope explain --json
jq -r '.[] | select(.products != []) | .code' "$work/out" | sort >"$work/documented"
sort "$work/caused" | diff "$work/documented" - || fail 'these codes and the documented ones differ'
stop_tenant
done_testing

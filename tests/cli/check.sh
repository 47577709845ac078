#!/bin/sh
# check: what the service would refuse.
. "${srcdir:-.}/tests/cli/lib.sh"
id=e55523bfee2a398fb09c24ee09681c179b5b101d

run 0 defscope check isolateMachine id=$id Comment=x IsolationType=Full </dev/null
out_has 'Nothing to object to'
run 1 defscope check isolateMachine id=$id comment=x IsolationType=Full
out_has 'written "Comment" here'
out_has MissingRequiredParameter
run 1 defscope check isolateMachine id=$id comment=x --json
is "$(json 'set(d) >= {"operation","method","path","permissions","predicted","hints"}')" true
is "$(json '[d["predicted"], d["hints"][0]["kind"], d["hints"][0]["where"], d["hints"][0]["fix"]]')" \
    '["MissingRequiredParameter", "case", "/comment", true]'

# the body from a file, and piped in
printf '{\n  "comment": "x",\n  "IsolationType": "Full"\n}\n' >"$work/body.json"
run 1 defscope check isolateMachine id=$id "$work/body.json" --json
is "$(json '[d["hints"][0]["line"], d["hints"][0]["column"]]')" '[2, 3]'
run 1 defscope check POST /api/machines/$id/isolate --json <"$work/body.json"
is "$(json 'd["operation"]')" isolateMachine

# only what was wrong is changed
run 0 defscope check isolateMachine id=$id "$work/body.json" --fix
sed 's/comment/Comment/' "$work/body.json" | cmp -s - "$work/out" || fail 'not mended as it should be'

# without its last slot a path is another one's: nothing is refused, and yet it is wrong
run 1 defscope check getMachine --json
is "$(json '[d["predicted"], d["hints"][0]["severity"], "listMachines" in d["hints"][0]["text"]]')" '[null, "error", true]'
run 1 defscope check listMachineAlerts --json
is "$(json 'd["predicted"]')" NotFound

# names given beside a file go into its body
run 1 defscope check isolateMachine id=$id Coment=x "$work/body.json" --json
is "$(json 'sorted(h["where"] for h in d["hints"])')" '["/Coment", "/comment"]'
printf '{"IsolationType": "Full"}' >"$work/bare.json"
run 0 defscope check isolateMachine id=$id Comment=x "$work/bare.json"
run 1 defscope check isolateMachine id=$id X=y "$work/bare.json" --json
is "$(json 'sorted(h["where"] for h in d["hints"])')" '["/Comment", "/X"]'

# a name that is missing is put in, and left to be filled in
run 1 defscope check isolateMachine id=$id "$work/bare.json" --fix
is "$(cat "$work/out")" '{"IsolationType": "Full", "Comment": ""}'
err_has '/Comment was missing'
err_has 'fill it in'

# an empty value in a name of another case: that is said once
run 1 defscope check isolateMachine id=$id 'comment=' --json
is "$(json '[[h["kind"], h["where"]] for h in d["hints"]]')" '[["case", "/comment"]]'
# the request for the operation that replaces this one
run 0 defscope check runAdvancedQuery Query='DeviceInfo | take 1' </dev/null
out_has 'graphRunHuntingQuery takes its place'
run 0 defscope check runAdvancedQuery Query='DeviceInfo | take 1' --successor </dev/null
out_has 'POST https://graph.microsoft.com/v1.0/security/runHuntingQuery'
out_has '"Query": "DeviceInfo | take 1"'
err_has 'ThreatHunting.Read.All'
run 0 defscope check updateAlert id=a --successor --json <<'EOF'
{"Status": "New", "Comment": "seen"}
EOF
is "$(json '[d["successor"], d["method"], d["url"]]')" \
    '["graphUpdateAlert", "PATCH", "https://graph.microsoft.com/v1.0/security/alerts_v2/a"]'
is "$(json '[[x["where"], x["from"], x["to"]] for x in d["differences"] if x["kind"] == "left"]')" \
    '[["/Comment", "\"seen\"", "graphAddAlertComment"]]'
is "$(json 'd["check"]["hints"]')" '[]'
run 1 defscope check updateAlert --successor </dev/null
run 2 defscope check isolateMachine --successor </dev/null
err_has 'no successor'
run 2 defscope check GET /api/nowhere --successor </dev/null

run 1 defscope check GET '/api/machines?$filter=nothing%20eq%201' </dev/null
run 2 defscope check isolateMachine "$work/nowhere.json"
err_has nowhere.json
run 2 defscope check
run 2 defscope check GET
run 2 defscope check /api/machines
err_has 'GET /api/machines'
run 2 defscope check isolateMachine "$work/body.json" "$work/body.json"
# A value of $filter that the answers write otherwise finds nothing: a warning, mended.
run 0 defscope check --json GET "/api/alerts?\$filter=severity eq 'high' and status eq 'New'"
is "$(json '[(h["kind"], h["severity"], h["column"], h["found"], h["expected"], h["fix"]) for h in d["hints"]]')" \
    "[[\"query\", \"warning\", 13, \"'high'\", \"'High'\", true]]"
run 0 defscope check --json listMachines "\$filter=healthStatus eq 'Active' and computerDnsName eq 'high'"
is "$(json 'd["hints"]')" '[]'

# Hosts that nobody knows, and http.
run 0 defscope check --json GET https://api.securitycentre.microsoft.com/api/machines
is "$(json '[(h["kind"], h["severity"], h["where"], h["expected"]) for h in d["hints"]]')" \
    '[["path", "warning", "path", "api.securitycenter.microsoft.com"]]'
run 0 defscope check GET https://evil.example/api/machines
out_has 'evil.example is no known host'
run 0 defscope check GET http://api.security.microsoft.com/api/incidents
out_has 'write https://'
out_lacks 'Nothing to object'
run 0 defscope check GET http://127.0.0.1:8080/api/machines
out_has 'Nothing to object'
run 0 defscope check listMachines "\$filter=lastSeen gt '2026-01-01'"
out_has 'A date stands without quotes: 2026-01-01.'

done_testing

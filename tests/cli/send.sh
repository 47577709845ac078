#!/bin/sh
# send: requests to the practice tenant, what goes where, and the exit statuses.
. "${srcdir:-.}/tests/cli/lib.sh"

# one that ends with the command, and is told of
run 0 defscope send listMachines '$top=1'
err_has 'practice tenant was started'
err_has '200 OK'
id=$(json 'd["value"][0]["id"]')

start_tenant
run 0 defscope send listMachines '$top=2'
err_lacks 'was started'
is "$(json 'len(d["value"])')" 2
cp "$work/out" "$work/raw"
bearer=$(sed -n '2s/.*Bearer \([^"'"'"']*\).*/\1/p' "$work/tenant")
[ -n "$bearer" ] || fail 'no bearer in the curl line of the practice tenant'
curl -s -H "Authorization: Bearer $bearer" "$base/api/machines?\$top=2" >"$work/curl"
cmp -s "$work/raw" "$work/curl" || fail 'the body is not as it came'
run 0 defscope send GET '/api/machines?$top=2'
cmp -s "$work/raw" "$work/out" || fail 'a path and an operation differ'
run 0 defscope send GET "$base/api/machines?\$top=2"
run 0 defscope send listMachines --query '$top=2' -q
is "$(wc -c <"$work/err")" 0
run 0 defscope send listMachines '$top=2' --pretty
is "$(json 'len(d["value"])')" 2
[ "$(wc -l <"$work/out")" -gt 10 ] || fail 'not indented'
run 0 defscope send listMachines '$top=1' -i
out_has 'HTTP/1.1 200 OK'
run 0 defscope send listMachines '$top=2' -o "$work/file"
is "$(wc -c <"$work/out")" 0
cmp -s "$work/raw" "$work/file" || fail 'the file is not the body'
is "$(stat -c %a "$work/file")" 600
# what is no plain file is written to, never replaced; through a link, so that a mistake costs no device
ln -s /dev/null "$work/null"
ln -s /dev/full "$work/full"
run 0 defscope send listMachines '$top=2' -o "$work/null"
[ -L "$work/null" ] || fail 'a link was replaced'
run 2 defscope send listMachines -o "$work/no/such/folder"
run 2 defscope send listMachines -o "$work/full"
[ -L "$work/full" ] || fail 'a link was replaced'

# JSON
run 0 defscope send listMachines '$top=1' --json
is "$(json 'set(d) >= {"id","time","profile","operation","request","response","transport_error","timing","diagnosis"}')" true
is "$(json '[d["profile"], d["operation"], d["response"]["status"], d["response"]["body_base64"]]')" '["practice", "listMachines", 200, null]'
is "$(json 'dict(d["request"]["headers"])["Authorization"]')" '[redacted]'
out_lacks "$bearer"
! grep -rqF "$bearer" "$XDG_DATA_HOME" || fail 'the bearer was written to disk'
is "$(stat -c %a "$XDG_DATA_HOME"/defscope/history.db | sort -u)" 600

# bodies
run 0 defscope send isolateMachine id=$id Comment=x IsolationType=Full --dry-run
out_has "POST /api/machines/$id/isolate HTTP/1.1"
out_has 'Authorization: [redacted]'
out_lacks "$bearer"
run 0 defscope send runAdvancedQuery --body '{"Query":"DeviceInfo | take 1"}' --dry-run --json
is "$(json 'd["body"]')" '{"Query":"DeviceInfo | take 1"}'
printf '{"Query":"DeviceInfo | take 1"}' >"$work/query.json"
run 0 defscope send runAdvancedQuery --body "$work/query.json"
run 0 defscope send runAdvancedQuery --body - <"$work/query.json"
run 2 defscope send runAdvancedQuery --body "$work/nowhere"
run 0 defscope send submitIndicator generateAlert:=true --dry-run --json --no-check
is "$(json 'json.loads(d["body"])["generateAlert"]')" true

# errors and their statuses
run 4 defscope send isolateMachine id=$id comment=x IsolationType=Full
err_has 'written "Comment" here'
err_has MissingRequiredParameter
err_has 'Tracking ID'
is "$(json 'd["error"]["code"]')" MissingRequiredParameter
run 1 defscope send isolateMachine id=$id comment=x IsolationType=Full --strict
err_has 'Not sent'
is "$(wc -c <"$work/out")" 0
run 4 defscope send isolateMachine id=$id comment=x IsolationType=Full --no-check --json
is "$(json 'd["diagnosis"]["known_as"]')" MissingRequiredParameter
run 6 defscope send listMachines -H 'Authorization: Bearer wrong-token-wrong'
run 4 defscope send GET /api/nothing --no-check
run 2 defscope send GET http://127.0.0.1:1/api/machines
err_has "$base"
run 2 defscope send
run 2 defscope send listMachines oops
run 2 defscope send listMachines -H nothing
run 2 defscope send listMachines -H "a: b$(printf '\r\nx: y')"
run 2 defscope send listMachines --wait=0
run 2 defscope send listMachines --json -o "$work/file"
err_has 'choose one'

# a real token never goes to the practice tenant, and only reads
export DEFSCOPE_TOKEN=secret-token-of-the-test
run 2 defscope send GET "$base/api/machines"
run 2 defscope send isolateMachine id=$id Comment=x IsolationType=Full --yes
err_has 'only reads'
run 0 defscope send listMachines --dry-run
out_has 'Host: api.securitycenter.microsoft.com'
out_lacks secret-token
run 0 defscope send listIncidents --dry-run
out_has 'Host: api.security.microsoft.com'
run 0 defscope -p practice send listMachines '$top=1'
unset DEFSCOPE_TOKEN
stop_tenant

# pages
start_tenant
run 0 defscope send exportSoftwareInventory pageSize=300 --all-pages -q
python3 - "$work/out" <<'EOF' || fail 'the pages are no stream of JSON'
import json, sys
text, pages, at = open(sys.argv[1]).read(), 0, 0
decoder = json.JSONDecoder()
while text[at:].strip():
    at += len(text[at:]) - len(text[at:].lstrip())
    page, end = decoder.raw_decode(text[at:])
    assert "value" in page
    at += end
    pages += 1
assert pages > 1 and "@odata.nextLink" not in page, pages
EOF
stop_tenant

# throttled: waits as long as it is asked to, and sends again
start_tenant --fault TooManyRequests=1
run 7 defscope send listMachines '$top=1'
err_has TooManyRequests
stop_tenant
start_tenant --fault TooManyRequests=1
run 0 defscope send listMachines '$top=1' --wait
err_has 'waiting 1.0 s'
is "$(json 'len(d["value"])')" 1
run 0 defscope ticket --json
is "$(json 'd["attempts"].startswith("429, waited ")')" true
stop_tenant

start_tenant --fault InternalServerError
run 5 defscope send listMachines '$top=1'
stop_tenant
start_tenant --fault cut-body
run 3 defscope send listMachines '$top=1' -o "$work/cut"
is "$(find "$work" -name 'cut*')" ''
stop_tenant

# Ctrl-C
start_tenant --fault TooManyRequests=60
defscope send listMachines --wait >"$work/out" 2>"$work/err" &
sender=$!
waiting() { grep -q 'waiting' "$work/err"; }
await waiting || fail 'it does not say that it waits'
kill -INT $sender
code=0
wait $sender || code=$?
is "$code" 130
stop_tenant
done_testing

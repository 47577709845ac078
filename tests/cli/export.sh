#!/bin/sh
# export: a request as other programs take it.
. "${srcdir:-.}/tests/cli/lib.sh"

run 2 defscope export
err_has 'nothing was sent yet'
start_tenant
run 0 defscope send listMachines '$top=1'
machine=$(json 'd["value"][0]["id"]')
bearer=$(jq -r .bearer "$XDG_RUNTIME_DIR/defscope/practice.json")
run 0 defscope send addOrRemoveMachineTag id="$machine" Value="it's \"mine\"" Action=Add
run 0 defscope export
out_has '$TOKEN'
out_lacks "$bearer"
cp "$work/out" "$work/command"

# What a shell makes of it is the same request.
TOKEN=$bearer sh "$work/command" >"$work/answer" 2>/dev/null
is "$(json 'd["machineTags"][-1]' "$work/answer")" "it's \"mine\""
for format in curl-cmd curl-powershell powershell http har; do
    run 0 defscope export last --as $format
    out_lacks "$bearer"
    out_has "/api/machines/$machine/tags"
done
is "$(json 'd["log"]["entries"][0]["response"]["status"]')" 200
run 0 defscope export --as http -o "$work/request.http"
grep -q '^Authorization: Bearer {{TOKEN}}$' "$work/request.http" || fail 'no place for the token'
run 2 defscope export --as wget
err_has 'curl-powershell'
run 2 defscope export nonesuch
printf '{"error": {}}' >"$work/body"
run 2 defscope export --from "$work/body"
err_has 'no request in it'
done_testing

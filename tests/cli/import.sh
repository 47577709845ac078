#!/bin/sh
# import: requests that other programs wrote; there and back through a real shell.
. "${srcdir:-.}/tests/cli/lib.sh"

printf "curl 'https://api.security.microsoft.com/api/incidents?\$top=5' -H 'Authorization: Bearer eyJ' -k" >"$work/command"
run 0 defscope import "$work/command"
out_has 'GET https://api.security.microsoft.com/api/incidents?$top=5'
out_has '{{TOKEN}}'
out_lacks eyJ
err_has 'Authorization'
err_has 'certificates are always verified'
run 0 defscope import --json - <"$work/command"
is "$(json '[d["operation"], d["method"]]')" '["listIncidents", "GET"]'
printf 'POST https://api.securitycenter.microsoft.com/api/machines/1e5bc9d7e413ddd7902c2932e418702b84d0cc07/isolate\n\n{"comment": "x"}\n' >"$work/request.http"
run 0 defscope import "$work/request.http"
err_has '"Comment"'
run 2 defscope import --as wget "$work/command"
run 2 defscope import "$work/none"
printf 'nothing here' >"$work/empty"
run 2 defscope import "$work/empty"
printf '{"log": {"entries": []}}' >"$work/empty"
run 2 defscope import "$work/empty"

# Sent, exported, run by the shell, imported: the same request each time.
start_tenant
bearer=$(jq -r .bearer "$XDG_RUNTIME_DIR/defscope/practice.json")
run 0 defscope send listMachines '$top=1'
machine=$(json 'd["value"][0]["id"]')
for value in 'plain' "it's" 'a "b" c' 'back\slash' '100% $HOME `x` !y' 'ümläut 中文'; do
    run 0 defscope send addOrRemoveMachineTag id="$machine" Value="$value" Action=Add
    run 0 defscope export
    cp "$work/out" "$work/command"
    for shell in sh bash; do
        command -v $shell >/dev/null || continue
        TOKEN=$bearer $shell "$work/command" >"$work/answer" 2>/dev/null
        [ "$(json 'd["machineTags"][-1]' "$work/answer")" = "$value" ] || fail "$shell sent another value than $value"
    done
    run 0 defscope import --json "$work/command"
    cp "$work/out" "$work/imported"
    run 0 defscope history show last --json
    is "$(jq -cS .request.body "$work/out")" "$(jq -cS .body "$work/imported")"
    is "$(jq -r .request.url "$work/out")" "$(jq -r .url "$work/imported")"
done
done_testing

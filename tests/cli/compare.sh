#!/bin/sh
# compare: what differs between two answers.
. "${srcdir:-.}/tests/cli/lib.sh"

printf '{"a": 1, "list": [{"id": "x", "n": 1}, {"id": "y"}]}' >"$work/one"
printf '{"list": [{"id": "y"}, {"n": 2, "id": "x"}], "a": 1}' >"$work/other"
run 0 defscope compare "$work/one" "$work/one"
out_has 'the same'
run 1 defscope compare "$work/one" "$work/other"
out_has '/list/1/n'
is "$(wc -l <"$work/out")" 3
run 1 defscope compare --json "$work/one" - <"$work/other"
is "$(json '[(i["where"], i["before"], i["after"]) for i in d["differences"]]')" '[["answer body /list/1/n", "1", "2"]]'
is "$(json 'd["more"]')" 0
printf 'HTTP/1.1 400 Bad Request\r\nX-A: 1\r\n\r\n{}' >"$work/bad"
printf 'HTTP/1.1 200 OK\r\nDate: x\r\n\r\n{}' >"$work/good"
run 1 defscope compare "$work/bad" "$work/good" --json
is "$(json '[i["where"] for i in d["differences"]]')" '["status", "answer header X-A"]'
printf 'no JSON \033[31m' >"$work/text"
run 1 defscope compare "$work/text" "$work/one"
! grep -q "$(printf '\033')" "$work/out" || fail 'an escape sequence was written'
run 2 defscope compare "$work/one"
run 2 defscope compare "$work/one" nonesuch
err_has 'no file'

# Two exchanges of the history.
start_tenant
run 0 defscope send listMachines '$top=1' --json
first=$(json 'd["id"]')
run 0 defscope send listMachines '$top=2' --json
second=$(json 'd["id"]')
run 1 defscope compare "$first" "$second"
out_has 'address'
out_has '/value/1'
run 0 defscope compare "$first" "$first"
done_testing

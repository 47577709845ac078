#!/bin/sh
# explain: codes, statuses, operations, topics.
. "${srcdir:-.}/tests/cli/lib.sh"

run 0 defscope explain
out_has ODataError
out_has TooManyRequests
run 0 defscope explain --json
is "$(json 'all(set("code status products message class retry summary causes steps".split()) <= set(o) for o in d)')" true
run 0 defscope explain ODataError
out_has 'Usual causes'
run 0 defscope explain ODataError --json
is "$(json '[d["code"], d["status"], d["class"], len(d["causes"]) > 1]')" '["ODataError", 400, "request", true]'
run 0 defscope explain 429 --json
is "$(json 'd[0]["code"]')" TooManyRequests
run 0 defscope explain 403
out_has Forbidden
run 0 defscope explain isolateMachine
out_has Comment
run 0 defscope explain isolateMachine --json
is "$(json 'd["operation"]')" isolateMachine
run 0 defscope explain tracking-id
run 0 defscope explain commands
out_lacks '|---|'
out_lacks '```'
out_has 'the tenant to talk to'
run 2 defscope explain ODataErorr
err_has 'Did you mean ODataError?'
run 2 defscope explain xyzzy
run 2 defscope explain 999
run 0 defscope help
out_has '(throttling)'
run 0 defscope help throttling
out_has 'Retry-After'
run 0 defscope help send
out_has '--dry-run'
run 0 defscope help ODataError
out_has 'Usual causes'
run 2 defscope help nonesuch
# A reader that leaves early is no trouble. The list is longer than a pipe holds, so the write does fail.
run 0 defscope catalog --json
[ "$(wc -c <"$work/out")" -gt 65536 ] || fail 'the catalogue fits into a pipe'
{ defscope catalog --json && code=0 || code=$?; echo "$code" >"$work/code"; } 2>"$work/err" | :
is "$(cat "$work/code")" 0
is "$(cat "$work/err")" ''
done_testing

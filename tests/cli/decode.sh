#!/bin/sh
# decode: answers in every form that people have them in.
. "${srcdir:-.}/tests/cli/lib.sh"
id=bcc5ca3f-6ab1-4b27-98c1-1eb1d9f7a0e5
body='{"error":{"code":"ODataError","message":"Bad","target":"'$id'"}}'

printf '%s' "$body" >"$work/body.json"
run 0 defscope decode "$work/body.json"
out_has ODataError
out_has $id
out_has 'What to do'
run 0 defscope decode --json <"$work/body.json"
is "$(json '[d["code"], d["documented"], d["class"], d["target"]]')" "[\"ODataError\", true, \"request\", \"$id\"]"
is "$(json 'set("status code documented known_as class message target ids retry summary causes steps values hints".split()) <= set(d)')" true

printf 'HTTP/1.1 429 Too Many Requests\r\nRetry-After: 27\r\n\r\n%s' \
    '{"error":{"code":"TooManyRequests","message":"x"}}' >"$work/http"
run 0 defscope decode --json "$work/http"
is "$(json '[d["status"], d["retry"]["after_seconds"], d["retry"]["source"]]')" '[429, 27, "header"]'

printf '2026-11-23 ERROR call failed: %s (attempt 3)\n' "$body" >"$work/log"
run 0 defscope decode --json "$work/log"
is "$(json 'd["code"]')" ODataError

printf '{"comment":"x"}' >"$work/request.json"
printf '{"error":{"code":"MissingRequiredParameter","message":"x"}}' >"$work/answer"
run 0 defscope decode --json --operation isolateMachine --request "$work/request.json" --status 400 "$work/answer"
is "$(json '[d["status"], d["hints"][0]["kind"]]')" '[400, "case"]'
printf 'POST /api/machines/x/isolate HTTP/1.1\nHost: x\n\n{"comment":"x"}' >"$work/request.http"
run 0 defscope decode --json --request "$work/request.http" "$work/answer"
is "$(json '"case" in [h["kind"] for h in d["hints"]]')" true

# after a refusal with nothing wrong in the request: the documentation's other spelling
printf 'GET /api/machines?$filter=RiskScore%%20eq%%20%%27High%%27 HTTP/1.1\nHost: x\n\n' >"$work/request.http"
printf '{"error":{"code":"ODataError","message":"x"}}' >"$work/answer"
run 0 defscope decode --json --status 400 --request "$work/request.http" "$work/answer"
is "$(json '[[h["severity"], h["found"], h["expected"], h["fix"]] for h in d["hints"]]')" \
    '[["info", "RiskScore", "riskScore", true]]'
is "$(json '"writes both" in d["steps"][0]')" true

echo 'good morning' >"$work/text"
run 1 defscope decode "$work/text"
run 1 defscope decode </dev/null
run 0 defscope decode --status 503 </dev/null
run 2 defscope decode "$work/nowhere"
run 2 defscope decode --status 42 "$work/text"
run 2 defscope decode --operation nothing "$work/text"
run 2 defscope decode --status 999 "$work/text"
run 2 defscope decode --status 600 "$work/text"

# only the wording is left: it tells the code and the wait
printf '{"message":"API calls quota exceeded! maximum allowed 1500 per 01:00:00"}' >"$work/quota"
run 0 defscope decode --json "$work/quota"
is "$(json '[d["status"], d["known_as"], d["retry"]["after_seconds"], d["retry"]["source"]]')" \
    '[null, "TooManyRequests", 3600, "body"]'
echo 'API calls quota exceeded! maximum allowed 45 per 00:01:00' >"$work/quota"
run 0 defscope decode --json "$work/quota"
is "$(json '[d["values"]["window"], d["retry"]["advice"], d["retry"]["after_seconds"]]')" '["00:01:00", "wait", 60]'
run 0 defscope decode "$work/quota"
out_has 'comes with 429'

# cut off before the status
printf '{"error":{"code":"Unauthorized","mess' >"$work/cut"
run 0 defscope decode "$work/cut"
out_has 'Unauthorized (comes with 401)'
printf '{"statusCode":401,"message":"Unauthoriz' >"$work/cut"
run 0 defscope decode --json "$work/cut"
is "$(json '[d["status"], d["class"]]')" '[401, "auth"]'

# what JavaScript makes of a body that nobody printed
echo '[object Object]' >"$work/lost"
run 0 defscope decode "$work/lost"
out_has "body was lost"

# what an answer holds never reaches the terminal as it is
printf '{"error":{"code":"a\\u001b[2Jb","message":"c\033[2Jd \\u202e"}}' >"$work/evil"
run 0 defscope decode --status 400 "$work/evil"
out_lacks "$(printf '\033')"
out_lacks "$(printf '\342\200\256')"
done_testing

#!/bin/sh
# token: what a bearer token says, and what of it would be refused; nothing of it is printed.
. "${srcdir:-.}/tests/cli/lib.sh"

# make NAME CLAIM=JSON...: a token in $work/NAME; exp and nbf are seconds from now.
make_token() {
    made=$work/$1
    shift
    python3 -c '
import base64, json, sys, time
now = int(time.time())
part = lambda o: base64.urlsafe_b64encode(json.dumps(o).encode()).rstrip(b"=").decode()
claims = {"aud": "https://api.securitycenter.microsoft.com", "tid": "t-1", "appid": "a-1", "ver": "1.0",
          "exp": 3600, "nbf": -60, "roles": ["Machine.Read.All"]}
for word in sys.argv[2:]:
    name, value = word.split("=", 1)
    claims[name] = json.loads(value)
claims = {n: v + now if n in ("exp", "nbf") and v is not None else v for n, v in claims.items() if v is not None}
open(sys.argv[1], "w").write(part({"alg": "RS256", "typ": "JWT"}) + "." + part(claims) + ".c2lnbmF0dXJlLW9mLW5vYm9keQ")
' "$made" "$@"
}
# No piece of the token, and not its signature.
keeps_secret() {
    for part in $(tr . ' ' <"$work/$1"); do
        out_lacks "$(printf %.24s "$part")"
        err_lacks "$(printf %.24s "$part")"
    done
}

make_token good
run 0 defscope token "$work/good"
out_has 'Access token for Defender for Endpoint'
out_has 'Machine.Read.All'
out_has 'not verified'
keeps_secret good
run 0 defscope token - <"$work/good"
run 0 defscope token --for listMachines <"$work/good"
out_has 'Machine.Read.All is there'
keeps_secret good

run 1 defscope token --for isolateMachine "$work/good"
out_has 'needs Machine.Isolate; this token has Machine.Read.All'
run 1 defscope token --json --for isolateMachine "$work/good"
is "$(json '[d["form"], d["verified"], d["operation"], d["api"], d["audiences"][0][:11], d["actor"], d["tenant"]]')" \
    '["jwt", false, "isolateMachine", "mde", "https://api", "application", "t-1"]'
is "$(json '[(f["kind"], f["severity"]) for f in d["findings"]]')" '[["permission", "error"]]'
is "$(json '"listMachines" in d["roles"][0]["operations"]')" true
is "$(json '3500 < d["seconds_left"] <= 3600')" true
keeps_secret good

make_token old exp=-240
run 1 defscope token "$work/old"
out_has 'expired 4 minutes'
make_token early nbf=7200 exp=9000
run 1 defscope token "$work/early"
out_has "valid for another"
make_token empty roles=null
run 1 defscope token "$work/empty"
out_has 'no permission at all'
run 1 defscope token --for listIncidents "$work/good"
out_has 'you call api.security.microsoft.com'
run 2 defscope token --for noSuchOperation "$work/good"

# from the environment, and from a sign-in's answer
SOME_TOKEN="Bearer $(cat "$work/good")" run 0 defscope token --env SOME_TOKEN
DEFSCOPE_TOKEN=$(cat "$work/good") run 0 defscope token --env DEFSCOPE_TOKEN
run 2 defscope token --env NO_SUCH_VARIABLE
printf '{"token_type":"Bearer","expires_in":3599,"access_token":"%s"}' "$(cat "$work/good")" >"$work/response"
run 0 defscope token "$work/response"
keeps_secret good

# on the command line it would be seen by everybody: refused, and not repeated
run 2 defscope token "$(cat "$work/good")"
err_has 'other users'
keeps_secret good

# what is no access token
echo 'good morning' >"$work/text"
run 2 defscope token <"$work/text"
run 2 defscope token </dev/null
printf 'abc8Q~0123456789abcdefghijklmnopqrstuvw' >"$work/text"
run 2 defscope token <"$work/text"
out_has 'client secret'
printf 'eyJlbmMiOiJBMjU2R0NNIn0.a.b.c.d' >"$work/text"
run 0 defscope token "$work/text"
out_has encrypted
run 2 defscope token "$work/nowhere"

# after a refusal the token tells why
printf '{"error":{"code":"Forbidden","message":"x","target":"y"}}' >"$work/403"
SOME_TOKEN=$(cat "$work/good") run 0 defscope decode --status 403 --operation isolateMachine \
    --token-env SOME_TOKEN --json "$work/403"
is "$(json '"needs Machine.Isolate; this token has Machine.Read.All" in d["steps"][0]')" true
printf '{"error":{"code":"Unauthorized","message":"x","target":"y"}}' >"$work/401"
SOME_TOKEN=$(cat "$work/old") run 0 defscope decode --status 401 --token-env SOME_TOKEN --json "$work/401"
is "$(json '"expired 4 minutes" in d["steps"][0]')" true
keeps_secret old

# a license is no permission
printf '{"error":{"code":"Unauthorized","message":"Unauthorized (reason of failure: No Tvm license)"}}' >"$work/license"
SOME_TOKEN=$(cat "$work/good") run 0 defscope decode --status 401 --operation listMachines \
    --token-env SOME_TOKEN --json "$work/license"
is "$(json '[d["class"], "license, and no token changes that" in d["steps"][0]]')" '["license", true]'
done_testing

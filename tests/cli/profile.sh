#!/bin/sh
# profile, login, logout: the configuration, and signing in to the practice tenant.
. "${srcdir:-.}/tests/cli/lib.sh"
config=$XDG_CONFIG_HOME/defscope/config
unset http_proxy https_proxy all_proxy HTTPS_PROXY ALL_PROXY

run 0 defscope profile
out_has '* practice'
run 0 defscope profile new contoso
out_has 'line 8'
is "$(stat -c %a "$config")" 600
run 2 defscope profile new contoso
run 2 defscope profile new practice
run 2 defscope profile new 'a b'
run 0 defscope profile --json
is "$(json '[p["name"] for p in d]')" '["practice", "token", "contoso"]'
is "$(json 'd[2]["access"]')" read-only
# half written: in nobody's way, but not to be used
run 1 defscope profile check contoso
out_has 'needs "application"'
run 2 defscope -p contoso send listMachines
err_has 'needs "application"'
run 0 defscope send --dry-run listMachines
run 2 defscope -p contosso send listMachines
err_has 'Did you mean "contoso"'

# what is wrong is told with file, line and what was meant
bad() { # TEXT SAYS
    printf '%b' "$1" >"$config"
    run 2 defscope profile
    err_has "$config:$2"
    err_has "$3"
}
bad '[profile a]\nclaud = gcc\n' 2 'Did you mean "cloud"'
bad '[profile a]\ncloud = gcc-hihg\n' 2 'Did you mean "gcc-high"'
bad '[profile a]\n\ncloud gcc\n' 3 'NAME = VALUE'
bad '[profile a]\ncloud = gcc\ncloud = dod\n' 3 'line 2 already'
bad '[profile a]\n[profile a]\n' 2 'line 1 already'
bad '[profile token]\n' 1 'built in'
bad '[a]\n' 1 '[profile NAME]'
bad 'cloud = gcc\n' 1 'above the first'
bad '[profile a]\ntimeout = soon\n' 2 'seconds'
bad '[profile a]\nproxy = p:1\n' 2 'http://'
bad '[profile a]\ntenant = a/b?c\n' 2 'domain'
# with no profile said, a broken configuration is not passed over
run 2 defscope send listMachines
run 0 defscope -p practice send listMachines '$top=1'
printf '[profile a]\n' >"$config"
chmod 666 "$config"
run 2 defscope profile
err_has 'chmod 600'
chmod 600 "$config"

# hosts by cloud and region
cat >"$config" <<'EOF'
[profile gov]
cloud = gcc-high
sign-in = token
secret-env = SOME_TOKEN
[profile europe]
region = eu
access = guarded
sign-in = token
secret-env = SOME_TOKEN
EOF
SOME_TOKEN=abcdefghijklmnop run 0 defscope -p gov send --dry-run listMachines
out_has "Host: api-gov.securitycenter.microsoft.us"
run 0 defscope -p europe send --dry-run listIncidents
out_has "Host: eu.api.security.microsoft.com"
run 2 defscope -p gov send isolateMachine id=1e5bc9d7e413ddd7902c2932e418702b84d0cc07 Comment=x
run 2 defscope -p gov send GET https://evil.example/api/machines
run 0 defscope profile show gov
out_has login.microsoftonline.us

# a document of one's own, named by the profile; where it can't be read, profile still works
cat >"$config" <<'EOF'
[profile own]
sign-in = token
secret-env = SOME_TOKEN
spec = nowhere.json
EOF
run 2 defscope -p own catalog
err_has nowhere.json
run 0 defscope -p own profile
printf '%s' '{"openapi":"3.1.0","info":{"title":"x","version":"1"},"paths":{"/api/things":{"get":{"operationId":"listThings","responses":{"200":{"description":"x"}}}}}}' >"$XDG_CONFIG_HOME/defscope/nowhere.json"
run 0 defscope -p own catalog listThings
run 2 defscope catalog listThings

# signing in
start_tenant
id=b7c1f0de-3a52-4d0b-8c2e-5f1d9a6e7b2
cat >"$config" <<EOF
profile = full
[profile full]
cloud = practice
application = ${id}0
secret-env = SOME_SECRET
access = guarded
[profile reading]
cloud = practice
application = ${id}1
secret-file = $work/secret
access = open
[profile late]
cloud = practice
application = ${id}3
secret-command = printf '%s' practice-secret-expired
[profile made]
cloud = practice
sign-in = token-command
secret-command = cat "$work/made token"
[profile user]
cloud = practice
application = ${id}4
sign-in = device-code
EOF
export SOME_SECRET=practice-secret-full
run 0 defscope send listMachines '$top=1'
out_has '"value"'
run 0 defscope send listIncidents '$top=1'
err_lacks 'issued for'
machine=$(defscope -p practice -q send listMachines '$top=1' | python3 -c 'import json,sys; print(json.load(sys.stdin)["value"][0]["id"])')
run 2 defscope send isolateMachine "id=$machine" Comment=x IsolationType=Full
err_has 'guarded'
run 0 defscope send --yes isolateMachine "id=$machine" Comment=x IsolationType=Full
run 0 defscope login full
out_has 'Signed in as profile full, for another'
out_lacks practice-secret
is "$(stat -c %a "$XDG_RUNTIME_DIR/defscope/token-full-mde")" 600
SOME_SECRET=wrong run 0 defscope send listMachines '$top=1'
run 0 defscope profile check full
out_has 'kept from the last login'
run 0 defscope logout full
[ ! -e "$XDG_RUNTIME_DIR/defscope/token-full-mde" ] || fail 'the token is still there'
SOME_SECRET=wrong run 6 defscope send listMachines '$top=1'
err_has AADSTS7000215
err_has 'trace_id '
err_has 'correlation_id '
err_lacks wrong-secret

printf practice-secret-read-only >"$work/secret"
chmod 644 "$work/secret"
run 2 defscope -p reading send listMachines '$top=1'
err_has 'chmod 600'
run 1 defscope profile check reading
chmod 600 "$work/secret"
run 0 defscope -p reading send listMachines '$top=1'
run 6 defscope -p reading send isolateMachine "id=$machine" Comment=x IsolationType=Full
err_has 'needs Machine.Isolate; this token has'

run 6 defscope -p late send listMachines '$top=1'
err_has AADSTS7000222
run 6 defscope -p user send listMachines '$top=1'
err_has 'defscope login user'
python3 -c '
import json, os, sys
d = json.load(open(os.environ["XDG_RUNTIME_DIR"] + "/defscope/practice.json"))
json.dump({"accessToken": d["bearers"]["full"]}, open(sys.argv[1], "w"))' "$work/made token"
run 0 defscope -p made send listMachines '$top=1'

# a user: the code is told, and the token comes once it is entered
timeout 60 defscope login user >"$work/login" 2>"$work/login.err" &
login=$!
told() { grep -q 'enter the' "$work/login.err"; }
await told || fail 'no code is told'
code=$(tr '\n' ' ' <"$work/login.err" | sed 's/.*code  *\([A-Z0-9-]*\)\..*/\1/')
word=$(curl -s "$base/devicelogin" | sed -n 's/.*name="word" value="\([^"]*\)".*/\1/p')
curl -s "$base/devicelogin" -d "user_code=$code" -d "word=$word" -d answer=allow >"$work/page" || :
wait $login || { fail 'login user'; cat "$work/login.err" "$work/page"; }
grep -q 'Signed in as profile user' "$work/login" || fail 'not said'
run 0 defscope -p user send listMachines '$top=1'
run 0 defscope logout user

run 2 defscope login practice
run 2 defscope login nobody
stop_tenant
done_testing

#!/bin/sh
# shellcheck disable=SC1091,SC2016,SC2154,SC3045 # lib.sh sets $work; a core needs ulimit -c
# Secrets go to the host that was meant, and to no file, screen, argument or core. The
# server of the test gives all away again in its answer.
. "${srcdir:-.}/tests/cli/lib.sh"
. "${srcdir:-.}/tests/support/tls.sh"
token=$(python3 - <<'PYTHON'
import base64, json, os
part = lambda b: base64.urlsafe_b64encode(b).rstrip(b'=').decode()
print('.'.join([part(b'{"alg":"RS256","typ":"JWT"}'), part(json.dumps({
    'aud': 'https://api.securitycenter.microsoft.com', 'roles': ['Machine.Read.All'],
    'tid': '7d2f4a10-5e3b-4c8e-9b1a-0c6d8f3e2a55'}).encode()), part(os.urandom(64))]))
PYTHON
)
random() { head -c 24 /dev/urandom | base64 | tr -d '\n'; }
key=$(random) password=$(random) sas=$(random)
printf '%s\n' "$token" "${token##*.}" "$key" "$password" "$sas" secret-word \
    cookie-of-the-server >"$work/planted"
mkdir "$work/told"
ask() { DEFSCOPE_TOKEN=$token timeout 60 defscope "$@" 9>&-; }
# tell NAME WANT ARGUMENT...: what the command says is looked through.
tell() {
    name=$1
    shift
    run "$@"
    cp "$work/out" "$work/told/$name.out"
    cp "$work/err" "$work/told/$name.err"
}
url="https://api.securitycenter.microsoft.com/echo?sig=$(printf %s "$sas" | sed 's/+/%2B/g; s,/,%2F,g; s/=/%3D/g')"
body="{\"username\": \"anna\", \"password\": \"$password\", \"Comment\": \"x\"}"

serve good
tell json 4 ask send GET "$url" --no-check --json -H "X-Api-Key: $key"
seen_has "$token"
seen_has "$key"
tell head 4 ask send GET "$url" --no-check -i -o "$work/body" -H "X-Api-Key: $key"
grep -q "$token" "$work/body" || fail "the body is not as it came"
tell dry 0 ask send GET "$url" --no-check --dry-run -H "X-Api-Key: $key"
tell changes 2 ask send POST "$url" --no-check --body "$body"
tell token 0 ask token --env DEFSCOPE_TOKEN
for format in markdown text json; do
    tell "ticket-$format" 0 defscope ticket last --format "$format"
done
tell history 0 defscope history list --json
tell show 0 defscope history show last
tell doctor 0 ask doctor --json
end_serving
serve expired
tell expired 3 ask send GET "$url" --no-check -H "X-Api-Key: $key"
end_serving
serve proxy-407
tell proxy 3 ask send GET "$url" --no-check -H "X-Api-Key: $key"
end_serving
rm -f "$work/body"

# The practice tenant's own files: what it was asked, what it keeps.
unset https_proxy
start_tenant --record "$work/told/record" --state "$work/told/state"
bearer=$(sed -n '2s/.*Bearer \([^'\'']*\).*/\1/p' "$work/tenant")
printf '%s\n' "$bearer" >>"$work/planted"
tell practice 0 defscope -p practice send listMachines '$top=1' --json
curl -s -o "$work/answer" -H "Authorization: Bearer $bearer" -H "X-Api-Key: $key" \
    --json "$body" "$base/api/machines/nobody/tags?sig=$sas&client_secret=$password"
curl -s -o "$work/answer" --data "grant_type=client_credentials&client_id=x&client_secret=$password" \
    "$base/7d2f4a10-5e3b-4c8e-9b1a-0c6d8f3e2a55/oauth2/v2.0/token"
stop_tenant

run 0 python3 "${srcdir:-.}/tests/support/find_secrets.py" "$work/planted" "$work/told" "$work/data" \
    "$work/state" "$work/run" "$work/config"
[ "$code" = 0 ] || cat "$work/out"

# The finder finds: what a test can't fail by, proves nothing.
printf 'x%s' "$key" | base64 >"$work/found"
run 1 python3 "${srcdir:-.}/tests/support/find_secrets.py" "$work/planted" "$work/found"

# A process that is looked at while it waits: no secret in arguments or environment, no
# core when it falls.
serve silent
# shellcheck disable=SC3045 # dash and bash have it
(cd "$work" && ulimit -c unlimited && DEFSCOPE_TOKEN=$token exec defscope send GET "$url" --no-check) \
    >"$work/out" 2>"$work/err" 9>&- &
waiting=$!
await test -s "$work/seen" || fail 'nothing was asked'
if [ -r "/proc/$waiting/environ" ]; then
    tr '\0' '\n' <"/proc/$waiting/environ" >"$work/environ" 2>/dev/null || :
    ! grep -qF "$token" "$work/environ" || fail 'the token stands in the environment'
    ! grep -qaF "$token" "/proc/$waiting/cmdline" || fail 'the token stands in the arguments'
    grep -q '^Max core file size *0 *0' "/proc/$waiting/limits" || fail 'it may leave a core'
else
    echo 'NOT LOOKED AT: arguments and environment (no /proc here)'
fi
kill -SEGV "$waiting"
lived=no
wait "$waiting" 2>/dev/null && lived=yes
is "$lived" no
is "$(find "$work" -name 'core*' | wc -l)" 0
end_serving

# What it says to the system, from its start to its end: the secret goes out inside TLS
# and nowhere else.
if command -v strace >/dev/null && ! nm "$(command -v defscope)" 2>/dev/null | grep -q __asan_init &&
    strace -qq true 2>/dev/null; then
    serve good
    run 4 env DEFSCOPE_TOKEN="$token" strace -f -qq -s 1000000 -o "$work/calls" \
        -e 'trace=execve,open,openat,connect,write,pwrite64,writev,sendto,sendmsg,rename,mkdir,unlink,prctl' \
        defscope send GET "$url" --no-check --json 9>&-
    grep -q sendto "$work/calls" || grep -q write "$work/calls" || fail 'strace saw nothing'
    # the arguments are the test's own: they hold the URL
    grep -v execve "$work/calls" >"$work/said-to-system"
    # the proxy is told its own password
    grep -v secret-word "$work/planted" >"$work/planted-here"
    run 0 python3 "${srcdir:-.}/tests/support/find_secrets.py" "$work/planted-here" "$work/said-to-system"
    [ "$code" = 0 ] || cat "$work/out"
    end_serving
else
    echo 'NOT LOOKED AT: what is said to the system (no strace here, or a sanitizer in the program)'
fi
done_testing

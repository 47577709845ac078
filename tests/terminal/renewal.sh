#!/bin/sh
# Tokens while the explorer runs: renewed before they end, one for each API, a code to enter shown with
# its countdown and copied; what can't be had is said, and the request stays.
set -eu
. "$srcdir/tests/terminal/lib.sh"

mkdir -p "$home/config/defscope"
app=b7c1f0de-3a52-4d0b-8c2e-5f1d9a6e7b2
cat >"$home/secret" <<EOF
#!/bin/sh
[ ! -e '$home/refuse' ] || { echo 'the vault is locked' >&2; exit 1; }
echo asked >>'$home/asked'
echo practice-secret-full
EOF
chmod 700 "$home/secret"
cat >"$home/config/defscope/config" <<EOF
[profile full]
cloud = practice
application = ${app}0
secret-command = $home/secret
access = open
[profile user]
cloud = practice
application = ${app}4
sign-in = device-code
EOF
"$builddir/defscope-practice" --token-lifetime 8 >"$home/tenant" &
tenant=$!
trap 'kill $tenant 2>/dev/null; cleanup' EXIT
until_true() { # WHAT IT IS FOR, then the command
    what=$1 tries=0
    shift
    until "$@"; do
        tries=$((tries + 1))
        [ $tries -lt 600 ] || give_up "$what"
        sleep 0.05
    done
}
until_true 'the tenant did not start' test -s "$home/run/defscope/practice.json"

again() { # the program once more, with PROFILE
    in_tmux kill-server 2>/dev/null || true
    rm -f "$home/status"
    start 110 30 "$builddir/defscope" -p "$1"
}
leave() {
    press Escape q
    [ "$(wait_end)" = 0 ] || give_up "ended with $(cat "$home/status")"
}

# Renewed by itself, more than once; another API has its own token.
again full
wait_for ' full +●'
choose 'list machines'
press s
wait_for '200 OK'
asked() { [ "$(wc -l <"$home/asked")" -ge "$1" ]; }
until_true 'the token is not renewed' asked 3
press s
wait_for 'budget 98/100' # the second answer
wait_for '200 OK'
choose 'list incidents'
wait_for 'Request ─ List incidents'
press s
wait_for 'Response ─ 200 OK'
press T
wait_for 'https://api.security.microsoft.com'
press Escape
leave

# An API that no token can be had for: nothing is sent, and it says why.
again full
wait_for ' full +●'
: >"$home/refuse"
choose 'list incidents'
wait_for 'Request ─ List incidents'
wait_for 'vault is locked'
press Escape
press s
wait_for '✗'
wait_for 'vault is locked'
wait_for 'Request ─ List incidents'
leave
rm "$home/refuse"

# A user signs in by a code.
again user
wait_for 'Open this address in a browser'
wait_for 'Waiting: 1[0-9]:[0-9][0-9] left'
code=$(screen | sed -n 's/.*code  \([A-Z0-9-]*\) .*/\1/p')
page=$(screen | sed -n 's/.*address  \(http[^ ]*\) .*/\1/p')
press y
wait_for 'Copied'
[ "$(in_tmux show-buffer)" = "$code" ] || give_up "copied $(in_tmux show-buffer), not $code"
word=$(curl -s "$page" | sed -n 's/.*name="word" value="\([^"]*\)".*/\1/p')
curl -s "$page" -d "user_code=$code" -d "word=$word" -d answer=allow >/dev/null
wait_gone 'Open this address'
choose 'list machines'
press s
wait_for '200 OK'
press T
wait_for 'anna@practice.example|Anna'
press Escape
# another API, and the next token, need no second code
choose 'list incidents'
wait_for 'Request ─ List incidents'
press s
wait_for incidentId
leave

# Who gives up goes on without a token.
again user
wait_for 'Open this address in a browser'
press Escape
wait_for 'No token'
leave
echo '4 passed, 0 failed'

#!/bin/sh
# A secret that is asked for on the terminal: never shown, taken back with Ctrl-C, the echo restored; used for the
# whole run of the explorer; refused where there is no terminal.
set -eu
. "$srcdir/tests/terminal/lib.sh"

mkdir -p "$home/config/defscope"
cat >"$home/config/defscope/config" <<'EOF'
[profile asks]
cloud = practice
application = b7c1f0de-3a52-4d0b-8c2e-5f1d9a6e7b20
secret-prompt = yes
EOF
"$builddir/defscope-practice" --token-lifetime 12 >"$home/tenant" &
tenant=$!
trap 'kill $tenant 2>/dev/null; cleanup' EXIT
tries=0
until [ -s "$home/run/defscope/practice.json" ]; do
    tries=$((tries + 1))
    [ $tries -lt 200 ] || give_up 'the tenant did not start'
    sleep 0.05
done
cat >"$home/login" <<EOF
#!/bin/sh
'$builddir/defscope' login asks
echo "ended \$?"
stty -a | grep -o ' echo '
cat
EOF
chmod 700 "$home/login"

start 100 30 "$home/login"
wait_for 'Client secret for profile asks'
type_text 'practice-secret-full'
press Enter
wait_for 'Signed in as profile asks'
wait_for 'ended 0'
screen | grep -q 'practice-secret' && give_up 'the secret is on the screen'
press C-d
wait_end >/dev/null
in_tmux kill-server 2>/dev/null || true
rm -f "$home/status"
"$builddir/defscope" logout asks >/dev/null

start 100 30 "$home/login"
wait_for 'Client secret'
type_text 'half of it'
press C-c
wait_for 'ended 130'
wait_for '^ echo'
screen | grep -q 'half of it' && give_up 'what was typed is on the screen'
press C-d
wait_end >/dev/null
in_tmux kill-server 2>/dev/null || true
rm -f "$home/status"

# in the explorer it is asked for once, and the token is renewed with it
start 100 30 "$builddir/defscope" -p asks
wait_for 'Client secret'
type_text 'practice-secret-full'
press Enter
wait_for ' asks +●'
choose 'list machines'
press s
wait_for '200 OK'
press T
before=$(screen | grep -oE 'valid from.*' | head -1)
tries=0
while [ "$(screen | grep -oE 'valid from.*' | head -1)" = "$before" ]; do
    tries=$((tries + 1))
    [ $tries -lt 600 ] || give_up 'the token is not renewed'
    sleep 0.05
done
press Escape q
wait_end >/dev/null

# without a terminal
if setsid "$builddir/defscope" login asks </dev/null >"$home/out" 2>&1; then
    give_up 'signed in without being asked'
fi
grep -q 'no terminal to ask' "$home/out" || give_up "said: $(cat "$home/out")"
echo '4 passed, 0 failed'

#!/bin/sh
# history: what was sent, found again.
. "${srcdir:-.}/tests/cli/lib.sh"

run 0 defscope history
is "$(cat "$work/out")" ''
err_has 'No exchange here'
[ ! -e "$XDG_DATA_HOME/defscope" ] || fail 'looking made a folder'

start_tenant
run 0 defscope send listMachines '$top=1'
machine=$(json 'd["value"][0]["id"]')
run 4 defscope send isolateMachine id=$machine comment=x IsolationType=Full --json
tracking=$(json 'd["diagnosis"]["target"]')
id=$(json 'd["id"]')
cp "$work/out" "$work/exchange.json"
run 0 defscope send getMachine id=$machine -q

run 0 defscope history
is "$(wc -l <"$work/out")" 3
is "$(sed -n 1p "$work/out" | grep -c getMachine)" 1
run 0 defscope history list FAILED isolate
is "$(wc -l <"$work/out")" 1
out_has MissingRequiredParameter
run 0 defscope history list "$tracking"
is "$(cut -d' ' -f1 "$work/out")" "$id"
run 0 defscope history list nonesuch
is "$(cat "$work/out")" ''
run 0 defscope history --limit 1
is "$(wc -l <"$work/out")" 1
err_has '2 more'
run 0 defscope history --limit 0
is "$(wc -l <"$work/out")" 3

# As JSON: one exchange a line, the same that send printed.
run 0 defscope history list --json
is "$(wc -l <"$work/out")" 3
is "$(jq -r .operation "$work/out" | tr '\n' ' ')" 'getMachine isolateMachine listMachines '
run 0 defscope history show "$id" --json
jq -S . "$work/out" >"$work/one"
jq -S . "$work/exchange.json" >"$work/other"
cmp -s "$work/one" "$work/other" || fail 'history tells another exchange than send'
run 0 defscope history show "$id"
out_has "$tracking"
out_has '"comment"'
out_has 'HTTP 400'
out_lacks "$(jq -r .bearer "$XDG_RUNTIME_DIR/defscope/practice.json")"

# A change is noted before it is sent, also when nothing lives to see the answer.
run 0 defscope history list unanswered
is "$(cat "$work/out")" ''
stop_tenant
start_tenant --fault slow-first-byte=600000
defscope send isolateMachine id=$machine Comment=x IsolationType=Full >/dev/null 2>&1 &
sender=$!
unanswered() { [ -n "$(defscope history list unanswered 2>/dev/null)" ]; }
await unanswered || fail 'the request is not noted while it is under way'
kill -9 $sender
wait $sender || :
run 0 defscope history list unanswered
is "$(cut -c31- "$work/out" | tr -s ' ')" "? isolateMachine /api/machines/$machine/isolate"
run 0 defscope history show last
out_has 'may have been carried out'
defscope history delete last

# What was broken off may have been done: the command that is told looks.
stop_tenant
start_tenant --fault reset
run 3 defscope send isolateMachine id=$machine Comment=x IsolationType=Full
err_has 'may have been carried out'
err_has "machineId eq '\\''$machine'\\''" 
eval "$(sed -n '/To look whether/{n;p;}' "$work/err")" >"$work/out" 2>/dev/null || fail 'the look was refused'
is "$(json 'type(d["value"]).__name__')" list
defscope history delete last
defscope history delete last

# Marks and notes.
run 0 defscope history mark "$id"
run 0 defscope history note "$id" the case of "$tracking" Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2lnbmF0dXJl
run 0 defscope history list marked
is "$(wc -l <"$work/out")" 1
out_has 'the case of'
out_lacks eyJ
run 0 defscope history unmark "$id"
run 0 defscope history list marked
is "$(cat "$work/out")" ''

run 0 defscope history delete "$id"
run 2 defscope history show "$id"
err_has "$id"
run 2 defscope history show
err_has 'history show ID'
run 2 defscope history shwo x
err_has 'can be list'
run 2 defscope history --limit few
run 0 defscope history clear
err_has '2 exchanges'
run 2 defscope ticket
err_has 'nothing was sent yet'

# Calls beyond the documented limit are told before they are sent: the calls of another
# program count.
python3 - "$XDG_DATA_HOME/defscope/history.db" <<'PY'
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1])
now = int(time.time() * 1000)
db.executemany("INSERT INTO exchange (id, time, bytes, profile, operation, json) VALUES (?, ?, 2, 'practice', 'listMachines', '{}')",
               [("other%d" % i, now - i) for i in range(100)])
db.commit()
PY
run 0 defscope send listMachines '$top=1'
err_has '429 is likely'
run 0 defscope send listAlerts '$top=1'
err_lacks '429 is likely'

# A place that can't be written: the request goes out all the same, and it is said.
chmod 755 "$XDG_DATA_HOME"
rm -rf "$XDG_DATA_HOME"
echo a file >"$XDG_DATA_HOME"
run 0 defscope send listMachines '$top=1'
err_has 'not kept'
# persist = no: neither an exchange nor an intent, and the list says so.
start_tenant
mkdir -p "$XDG_CONFIG_HOME/defscope"
(umask 077 && cat >"$XDG_CONFIG_HOME/defscope/config") <<'EOF'
[profile quiet]
cloud = practice
application = b7c1f0de-3a52-4d0b-8c2e-5f1d9a6e7b20
secret-command = echo practice-secret-full
access = open
persist = no
EOF
before=$(defscope history --limit 0 | wc -l)
run 0 defscope -p quiet send listMachines '$top=1' -q
run 4 defscope -p quiet send isolateMachine id=nobody Comment=x IsolationType=Full
err_has 'What profile quiet sends is not kept'
run 0 defscope history --limit 0 -p quiet
is "$(wc -l <"$work/out")" "$before"
err_has 'What profile quiet sends is not kept'
stop_tenant
done_testing

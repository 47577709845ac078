#!/bin/sh
# The menu of profiles: another tenant and sign-in, with what was composed; a profile that can't be
# opened leads back and says why; a guarded one asks.
set -eu
. "$srcdir/tests/terminal/lib.sh"

mkdir -p "$home/config/defscope"
cat >"$home/config/defscope/config" <<'EOF'
[profile reading]
cloud = practice
application = b7c1f0de-3a52-4d0b-8c2e-5f1d9a6e7b21
secret-command = echo practice-secret-read-only
access = guarded
[profile late]
cloud = practice
application = b7c1f0de-3a52-4d0b-8c2e-5f1d9a6e7b23
secret-command = echo practice-secret-expired
EOF
start 110 30 "$builddir/defscope"
wait_for 'practice'
choose 'list machines'
wait_for 'Request ─ List machines'
press p
wait_for '\* practice'
wait_for 'reading .* guarded'
press Down Enter
wait_for ' reading +●'
wait_for 'Request ─ List machines'
press s
wait_for '200 OK'
press T
wait_for '5f1d9a6e7b21 \(read-only\)'
press Escape
press p
wait_for '\* reading'
press Down Enter
wait_for 'could not be opened'
wait_for 'AADSTS7000222'
press Escape
wait_for ' reading +●'
wait_for 'Request ─ List machines'
choose 'isolate machine'
wait_for 'Request ─ Isolate machine'
press Escape
press s
wait_for 'Type isolateMachine to send'
press Escape

# A device is acted on once its own name is typed: it is looked up.
choose 'list machines'
press Escape
press s
wait_for computerDnsName
name=$(screen | sed -n 's/.*"computerDnsName": "\([^"]*\)".*/\1/p' | head -1)
id=$(screen | sed -n 's/.*"id": "\([0-9a-f]*\)".*/\1/p' | head -1)
call "POST /api/machines/$id/isolate"
wait_for "Type $name to send"
type_text "$name"
press Enter
wait_for '403 Forbidden'

# A new one is written, checked, and can be gone to; the file has its comments.
press p
wait_for '\* reading'
press n
wait_for 'its name'
type_text made
press Enter
wait_for 'the cloud'
press C-a C-k
type_text practice
press Enter
wait_for 'the tenant'
type_text practice.example
press Enter
wait_for 'the application'
type_text b7c1f0de-3a52-4d0b-8c2e-5f1d9a6e7b20
press Enter
wait_for 'how to sign in'
press Enter
wait_for 'made .*practice.example'
grep -q '^# .*' "$home/config/defscope/config"
grep -q '^tenant = practice.example' "$home/config/defscope/config"
press End c
wait_for 'needs secret-env'
press Escape

# A practice tenant that has ended is started again from here.
press p
wait_for '\* reading'
press Home Enter
wait_for ' practice +●'
choose 'list machines'
press Escape
press s
wait_for '200 OK'
tenant=$(sed -n 's/.*"pid":[^0-9]*\([0-9]*\).*/\1/p' "$home/run/defscope/practice.json")
kill "$tenant"
press s
wait_for 'has ended: p and Enter|The connection broke'
if screen | grep -q 'The connection broke'; then # it ended while it answered
    press s
fi
wait_for 'has ended: p and Enter'
press p
wait_for '\* practice'
press Enter
wait_for 'started anew'
press s
wait_for '200 OK'
press q
wait_end >/dev/null

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
press q
wait_end >/dev/null

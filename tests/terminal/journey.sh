#!/bin/sh
# The whole way: first start, a mistake, what it was, mended, accepted, tracking ID copied, ticket.
set -eu
. "$srcdir/tests/terminal/lib.sh"

start 120 36 "$builddir/defscope"
wait_for 'Welcome to defscope'
choose 'list machines'
wait_for 'GET +http://127.0.0.1:[0-9]+/api/machines'
press s
wait_for '200 OK'
machine=$(screen | sed -n 's/.*"id": "\([0-9a-f]\{40\}\)".*/\1/p' | head -1)
[ "$machine" ] || give_up "no machine in the answer"

choose 'isolate machine'
wait_for 'Request ─ Isolate machine'
press Enter
type_text "$machine"
press Enter
wait_for "id +$machine"
press Down Enter
clear_body 4
type_text '{ "comment": "case 42", "IsolationType": "Full"}'
wait_for '▲ comment'
press Escape s
wait_for 'MissingRequiredParameter'
wait_for 'must change'
wait_for 'tracking ID [0-9a-f-]{36}'
id=$(screen | sed -n 's/.*tracking ID \([0-9a-f-]\{36\}\).*/\1/p' | head -1)
press y
wait_for 'Copied'
[ "$(in_tmux show-buffer)" = "$id" ] || give_up "the buffer holds $(in_tmux show-buffer), not $id"

press t
wait_for 'Support ticket'
screen | grep -q "$id" || give_up "no tracking ID in the ticket"
press y
wait_for 'Copied'
in_tmux show-buffer | grep -q "$id" || give_up "the ticket was not copied"
press Escape

press f
wait_for 'Mended'
press s
wait_for '201 Created'
wait_for '"status": "Pending"'

press H
wait_for 'History'
wait_for '400 +MissingRequiredParameter +isolateMachine'
press /
type_text 'missing'
press Enter m
wait_for '\*20'
press Enter
wait_for '✗ MissingRequiredParameter'
wait_for "tracking ID $id"
wait_for '"comment": "case 42"'

press H
wait_for 'History'
press c
wait_for 'press c again'
press Down c
wait_for 'What differs'
wait_for 'request body /Comment'
wait_for 'status +400 +201|status +201 +400'
press Escape
wait_for 'History'
press Escape

press q
[ "$(wait_end)" = 0 ] || give_up "ended with $(cat "$home/status")"
"$builddir/defscope" ticket last | grep -q 'Isolate' || give_up "the last exchange was not kept"
echo "1 passed, 0 failed"

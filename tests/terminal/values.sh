#!/bin/sh
# From a value of an answer to the operations that take it, in the tree, in the table and in a saved answer.
set -eu
. "$srcdir/tests/terminal/lib.sh"

leave() {
    press q
    [ "$(wait_end)" = 0 ] || give_up "ended with $(cat "$home/status")"
    in_tmux kill-server
}

start 120 36 "$builddir/defscope"
wait_for 'practice'
press Escape
choose 'list machines'
press s
wait_for '200 OK'
press 3 Down Down Down Down
wait_for '/value/0/id'
id=$(screen | sed -n 's/.*"id": "\([0-9a-f]\{40\}\)".*/\1/p' | head -n 1)
[ -n "$id" ] || give_up 'no device in the list'
press I
wait_for "Operations that take $id"
wait_for 'device: these only read'
type_text 'get machine'
wait_gone 'device: these change something'
press Enter
wait_for 'Request ─ Get machine'
wait_for "id  $id"
press s
wait_for 'exposureLevel'
wait_gone 'Response to List machines'

# A device's address, from a row of the table.
choose 'list machines'
press s
wait_for '#Machines"'
press 3 ']'
wait_for 'rows 1-'
press I
wait_for 'Operations that take'
press Escape
wait_gone 'Operations that take'
leave

# Of a saved answer, where nothing is sent.
printf '{"value":[{"incidentId":17}]}' >"$home/saved.json"
start 80 24 "$builddir/defscope" view "$home/saved.json"
wait_for 'incidentId'
press Down Down Down
wait_for '/value/0/incidentId'
press I
wait_for 'Operations that take 17'
wait_for 'Get incident'
press Escape
wait_gone 'Operations that take'
leave

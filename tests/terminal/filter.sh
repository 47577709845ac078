#!/bin/sh
# The answer through jq and through the shell: what comes out, what goes wrong, one that is ended.
set -eu
. "$srcdir/tests/terminal/lib.sh"
[ -x "$(command -v jq)" ] || { echo 'no jq: left out'; exit 77; }

start 100 30 "$builddir/defscope"
wait_for 'practice'
choose 'list machines'
press s
wait_for '200 OK'
press 3 '|'
wait_for 'jq program'
type_text '.value | length'
press Enter
wait_for 'jq .value . length'
wait_for '│500 '
press '|'
wait_for '› .value . length'
press C-a C-k
type_text '.value['
press Enter
wait_for 'jq ended with status'
wait_for 'syntax error'
press '|'
wait_for '› .value\['
press C-a C-k
type_text '! wc -c; echo "$((6 * 7))"'
press Enter
wait_for '│42 '
press Escape '|'
wait_for '› ! wc'
press C-a C-k
type_text '!sleep 600'
press Enter
wait_for 'filtering, Esc ends it'
press Escape
wait_for 'The filter was ended'
wait_gone 'filtering, Esc'
press q
[ "$(wait_end)" = 0 ] || give_up "ended with $(cat "$home/status")"
echo '1 passed, 0 failed'

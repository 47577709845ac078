#!/bin/sh
# The answer through jq and through the shell: a preview while it is typed, what comes out, what goes wrong, one that is ended.
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
wait_for 'Preview on a sample'
wait_for '│[1-9][0-9]?[0-9]? '
screen | grep -q '│500 ' && give_up 'the preview is of more than a sample'
press C-a C-k
type_text '.value['
wait_for "jq can't run this as it stands"
wait_for 'syntax error'
press C-a C-k
type_text '.value | length'
press Enter
wait_for 'jq .value . length'
wait_for '│500 '
press '|'
wait_for '› .value . length'
press C-a C-k
type_text '!wc -c'
press Enter
wait_for '│[0-9]+ '
size=$(screen | sed -n 's/^.*│\([0-9][0-9]*\) .*$/\1/p' | head -1)
[ "$size" -gt 100000 ] || give_up "that answer is no longer than $size bytes"
press '|'
wait_for '› !wc -c'
press C-a C-k
type_text '.value | length'
press Enter
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
# another answer comes while the filter runs: the filter's input is still the one that it began with
press '|'
wait_for '› !sleep'
press C-a C-k
type_text "!until [ -e $home/gate ]; do sleep 0.1; done; wc -c"
press Enter
wait_for 'filtering, Esc ends it'
call 'GET /api/alerts?$top=1'
wait_for 'metadata#Alerts'
: >"$home/gate"
wait_gone 'filtering, Esc'
screen >"$home/shown"
grep -qE "│$size( |$)" "$home/shown" || give_up "the filter was given something else than $size bytes"
press Escape q
[ "$(wait_end)" = 0 ] || give_up "ended with $(cat "$home/status")"
echo '1 passed, 0 failed'

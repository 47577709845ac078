#!/bin/sh
# Favourites and the operations chosen last outlive the program; a damaged file and a folder that can't be written
# are said, and stop nothing.
set -eu
. "$srcdir/tests/terminal/lib.sh"
kept=$home/state/defscope/operations

# again: starts the program once more
again() {
    rm -f "$home/status"
    in_tmux respawn-pane -k -t s "$home/command"
    wait_for 'practice'
}

leave() {
    press Escape
    press q
    [ "$(wait_end)" = 0 ] || give_up "left with $(cat "$home/status")"
}

start 120 36 "$builddir/defscope"
wait_for 'practice'
choose 'isolate machine'
wait_for 'Request ─ Isolate machine'
press Escape '*'
wait_for 'is a favourite now'
leave
[ "$(cat "$kept")" = "favourite isolateMachine
recent isolateMachine" ] || give_up "kept: $(cat "$kept")"
[ "$(stat -c %a "$kept")" = 600 ] || give_up "others may read it"

again
wait_for 'Favourites 1'
wait_for '\*POST +Isolate machine'

# Damaged: what can be read is taken, the rest said; the next change makes it whole.
leave
printf 'favourite getAlert\n\001\002 broken' >"$kept"
again
wait_for 'is damaged'
wait_for '\*GET +Get alert'
choose 'list machines'
wait_for 'Request ─ List machines'
press Escape '*'
wait_for 'is a favourite now'
leave
[ "$(cat "$kept")" = "favourite getAlert
favourite listMachines
recent listMachines" ] || give_up "kept: $(cat "$kept")"

# Nowhere to keep it: said, and the rest goes on.
rm -r "$home/state/defscope"
: >"$home/state/defscope"
again
choose 'isolate machine'
wait_for "state/defscope"
wait_for 'Request ─ Isolate machine'

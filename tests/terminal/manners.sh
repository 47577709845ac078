#!/bin/sh
# A terminal program's manners: sizes, suspending, the user's editor, a paste, ways out.
set -eu
. "$srcdir/tests/terminal/lib.sh"

cat >"$home/editor" <<'ED'
#!/bin/sh
printf '{\n  "Comment": "from the editor"\n}\n' >"$1"
ED
chmod 700 "$home/editor"
export VISUAL="$home/editor"

start 100 30 "$builddir/defscope"
wait_for 'practice'
choose 'isolate machine'
wait_for 'Request ─ Isolate machine'
press Enter
type_text 'typed before'
for size in 200x60 80x24 40x10 12x3 1x1 60x12 110x30 100x30; do
    resize "${size%x*}" "${size#*x}"
done
wait_for 'typed before'
press Enter

press E
wait_for 'from the editor'

# A paste is text, whatever is in it, and no key.
press 2 G Enter C-End
printf 'q\ns \033]52;c;cHduZWQ=\007' >"$home/paste"
in_tmux load-buffer -b in "$home/paste"
in_tmux paste-buffer -p -d -b in -t s
wait_for 's .*52;c'
press Escape u
wait_gone '52;c'

# Suspended, then brought back by the shell's fg: here by a signal, as there is no shell.
pid=$(in_tmux display-message -p -t s '#{pane_pid}')
child=$(pgrep -P "$pid" -f "$builddir/defscope" | head -1 || true)
if [ "$child" ]; then
    press C-z
    tries=0
    until grep -q '^State:.T' "/proc/$child/status"; do
        tries=$((tries + 1))
        [ $tries -lt 200 ] || give_up "did not suspend"
        sleep 0.05
    done
    kill -CONT "$child"
    wait_for 'from the editor'
fi

press C-c
wait_for 'Leave defscope'
press y
[ "$(wait_end)" = 0 ] || give_up "ended with $(cat "$home/status")"
echo "1 passed, 0 failed"

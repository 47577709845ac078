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

start 100 30 sh -i
type_text "'$builddir/defscope'"
press Enter
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

# Back to the shell and again to the front, with another size meanwhile.
press C-z
wait_for '\[1\]|Stopped|Suspended'
resize 90 26
type_text 'fg'
press Enter
wait_for 'from the editor'

press C-c
wait_for 'Leave defscope'
press C-c
wait_gone 'Operations|Request'
type_text 'echo ended $?'
press Enter
wait_for 'ended 130'
echo "1 passed, 0 failed"

#!/bin/sh
# The answer's body in files, in the pager and in the editor: its bytes as they came in files, nothing that
# acts on a terminal in the others; no file is replaced unasked.
set -eu
. "$srcdir/tests/terminal/lib.sh"

cat >"$home/pager" <<'PAGER'
#!/bin/sh
cat >"$1/paged"
echo 'the pager is here: press Enter'
read -r _ </dev/tty
PAGER
cat >"$home/editor" <<'EDITOR'
#!/bin/sh
cat "$1" >"$HOME/edited"
stat -c '%a' "$1" >"$HOME/mode"
EDITOR
chmod 700 "$home/pager" "$home/editor"
export PAGER="$home/pager $home" VISUAL="$home/editor"

# a body with an escape sequence and a byte that is no UTF-8
printf 'caf\303\251 \033[2J two\nthree \377 \303\251\n' >"$home/body"
{
    printf 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n'
    printf 'Content-Disposition: attachment; filename="../the report.txt"\r\n\r\n'
    cat "$home/body"
} >"$home/http"

# save_as PATH: what was proposed is replaced
save_as() {
    press S
    wait_for "Save the answer's body as"
    press C-a C-k
    type_text "$1"
    press Enter
}

start 100 30 "$builddir/defscope" view "$home/http"
wait_for 'is not valid UTF-8'
press 3

# the name is the service's, made safe
press S
wait_for 'the-report\.txt'
press Escape
wait_gone 'the-report\.txt'

# a new file: every byte, for its owner alone; ~ is the home folder
# shellcheck disable=SC2088 # as it is typed in the prompt
save_as '~/new'
wait_for 'Saved as'
cmp "$home/body" "$home/new"
[ "$(stat -c %a "$home/new")" = 600 ] || give_up 'others can read what was saved'

# a folder that isn't there: what was typed can be mended
save_as "$home/no/such/place"
wait_for "can't write"
wait_for 'no/such/place'
press C-u
type_text "$home/such"
press Enter
wait_for 'Saved as'
cmp "$home/body" "$home/such"

# one that is there: not without a yes
printf 'mine' >"$home/there"
save_as "$home/there"
wait_for 'is there already'
press n
wait_gone 'is there already'
[ "$(cat "$home/there")" = mine ] || give_up 'replaced in spite of n'
save_as "$home/there"
wait_for 'is there already'
press C-c
wait_gone 'is there already'
[ "$(cat "$home/there")" = mine ] || give_up 'replaced by Ctrl-C'
save_as "$home/there"
wait_for 'is there already'
press y
wait_gone 'is there already'
wait_for 'Saved as'
cmp "$home/body" "$home/there"

# through a link, which stays one
printf 'mine' >"$home/target"
ln -s target "$home/link"
save_as "$home/link"
wait_for 'is a link to'
press y
wait_gone 'is a link to'
wait_for 'Saved as'
cmp "$home/body" "$home/target"
[ -L "$home/link" ] || give_up 'the link is gone'

# what can't be written says why, and leaves nothing behind
save_as "$home"
wait_for 'is a folder: add a file name'
ln -s nowhere "$home/dangling"
save_as "$home/dangling"
wait_for 'leads nowhere'
mkfifo "$home/fifo"
save_as "$home/fifo"
wait_for 'is no file'
save_as /dev/full
wait_for 'No space left'
save_as "$home/no/such/folder"
wait_for 'No such file'
press Escape
wait_gone "Save the answer's body as"
[ -z "$(find "$home" -maxdepth 1 -name '*.??????')" ] || give_up 'a temporary file stays'

# the pager gets text that can't act on the terminal, and gives the terminal back
press v
wait_for 'the pager is here'
[ -z "$(find "$home/run" -name 'edit-*')" ] || give_up 'the pager has a file with a name'
press Enter
wait_for 'three'
grep -q 'u001b\[2J two' "$home/paged" || give_up 'the pager did not get the body'
[ "$(LC_ALL=C tr -d '\n\040-\176\200-\377' <"$home/paged" | wc -c)" = 0 ] || give_up 'the pager got controls'

# the editor gets the same, in a file that is not to be written and is gone after
press E
tries=0
until [ -s "$home/mode" ]; do
    tries=$((tries + 1))
    [ $tries -lt 600 ] || give_up 'the editor was not run'
    sleep 0.05
done
wait_for 'three'
cmp "$home/paged" "$home/edited"
[ "$(cat "$home/mode")" = 400 ] || give_up 'the copy can be written'
press q
[ "$(wait_end)" = 0 ] || give_up "ended with $(cat "$home/status")"
[ -z "$(find "$home/run" -name 'edit-*')" ] || give_up 'a copy of the body stays'
in_tmux kill-server

# a pager that isn't there
rm -f "$home/status"
export PAGER=/no/such/pager
start 100 30 "$builddir/defscope" view "$home/http"
wait_for 'three'
press 3 v
wait_for 'The pager was not found'
press q
[ "$(wait_end)" = 0 ] || give_up "ended with $(cat "$home/status")"

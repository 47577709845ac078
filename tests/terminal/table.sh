#!/bin/sh
# A saved answer as a table: sorted, filtered, counted, its columns chosen, a row opened, rows exported; with
# hostile values, on a small and on a larger screen.
set -eu
. "$srcdir/tests/terminal/lib.sh"

{
    printf '{"value":['
    i=1
    while [ $i -le 1200 ]; do
        printf '{"id":%d,"name":"srv-%d","kind":"plain"},' $i $((i % 7))
        i=$((i + 1))
    done
    printf '{"id":-5,"name":"\\u001b[31mred\\u202e","kind":"=cmd()"},'
    printf '{"id":9999,"name":"電腦","kind":"plain","last":"2026-01-02T00:00:00Z"}]}'
} >"$home/rows.json"

for size in '80 24' '120 40'; do
    rm -f "$home/status" "$home/out.csv"
    # shellcheck disable=SC2086
    start $size "$builddir/defscope" view "$home/rows.json"
    wait_for '"srv-1"'
    press 3 ']'
    wait_for 'rows 1-[0-9]+ of 1,202'
    wait_for 'last' # a name that only the last row has
    press O
    wait_for 'sorted by id, smallest first'
    press Right + + + + Left
    wait_for '\\u001b\[31mred\\u202e'
    press O
    wait_for 'sorted by id, largest first'
    wait_for '電腦'
    press Enter
    wait_for '"id": 9999'
    press ']'
    wait_for 'sorted by id, largest first'
    press Right /
    wait_for 'Rows by name'
    type_text '=srv-3'
    press Enter
    wait_for 'of 172, of all 1,202'
    press Left /
    wait_for 'Rows by id'
    type_text '<=700'
    press Enter
    wait_for 'of 100, of all 1,202'
    wait_for '2 filters: name = srv-3, id <= 700'
    wait_for 'id▼/'
    press Right /
    wait_for 'Rows by name'
    press Enter
    wait_for 'filter id <= 700'
    wait_for 'of 701, of all 1,202'
    press Escape
    wait_gone 'of all 1,202'
    press Right c
    wait_for 'kind: 2 different values in 1,202 rows'
    wait_for '1,201'
    press Down Enter
    wait_for 'of 1, of all 1,202'
    press C
    wait_for '4 columns'
    type_text 'nam'
    wait_gone '\[x\] kind'
    press Space
    wait_for '\[ \] name'
    press Escape
    wait_for '1 column hidden'
    press X
    wait_for 'Save the 1 row that the filter lets through'
    press C-a C-k
    type_text "$home/out.csv"
    press Enter
    wait_for '1 row saved as'
    printf "id,kind,last\r\n-5,\"'=cmd()\",\r\n" | cmp - "$home/out.csv" || give_up 'the file is another'
    echo mine >"$home/out.csv"
    press X
    wait_for 'Save the 1 row that the filter lets through'
    press C-a C-k
    type_text "$home/out.csv"
    press Enter
    wait_for 'Write over'
    [ -z "$(find "$home" -name 'out.csv.*')" ] || give_up 'rows are written before the answer'
    press n
    wait_gone 'Write over'
    [ "$(cat "$home/out.csv")" = mine ] || give_up 'the file was written over unasked'
    press q
    [ "$(wait_end)" = 0 ] || give_up "ended with $(cat "$home/status")"
    in_tmux kill-server
done

# a disk that is full: it is told, what stood there stays, and nothing is left of the new one
head -c 300000 /dev/zero | tr '\0' x >"$home/fill"
{
    printf '{"value":['
    i=1
    while [ $i -le 20 ]; do
        printf '{"id":%d,"text":"' $i
        cat "$home/fill"
        printf '"},'
        i=$((i + 1))
    done
    printf '{"id":0,"text":""}]}'
} >"$home/large.json"
echo mine >"$home/full.json"
rm -f "$home/status"
start 100 30 sh -c "ulimit -f 4000; exec \"$builddir/defscope\" view \"$home/large.json\""
wait_for '"text"'
press 3 ']'
wait_for 'rows 1-[0-9]+ of 21'
for name in full.json new.json; do
    press X
    wait_for 'Save all 21 rows'
    press C-a C-k
    type_text "$home/$name"
    press Enter
    if [ $name = full.json ]; then
        wait_for 'Write over'
        press y
    fi
    wait_for 'The rows were not saved: .*File too large'
    press Escape
    [ -z "$(find "$home" -name "$name.*")" ] || give_up 'a piece of the file stays'
done
[ "$(cat "$home/full.json")" = mine ] || give_up 'what stood there is gone'
[ ! -e "$home/new.json" ] || give_up 'half a file has the name'
press X
wait_for 'Save all 21 rows'
press C-a C-k
type_text /dev/full
press Enter
wait_for 'The rows were not saved: .*No space left'
press q
[ "$(wait_end)" = 0 ] || give_up "ended with $(cat "$home/status")"

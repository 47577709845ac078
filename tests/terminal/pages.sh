#!/bin/sh
# The pages of a list: fetched to the last with one key, through a 429 and its wait; ended halfway what came is
# shown and can be gone on with; a page on another host is not fetched. A list beyond 64 MB lies in a file without a
# name; where that can't be had, what has come is shown, and it can be gone on with later.
set -eu
. "$srcdir/tests/terminal/lib.sh"

# open_tenant OPTION...
open_tenant() {
    "$builddir/defscope-practice" "$@" >"$home/tenant" &
    tenant=$!
    tries=0
    until [ -s "$home/run/defscope/practice.json" ]; do
        tries=$((tries + 1))
        [ $tries -lt 400 ] || give_up 'the tenant did not start'
        sleep 0.05
    done
}

close_tenant() {
    kill "$tenant"
    wait "$tenant" || :
    rm -f "$home/run/defscope/practice.json" "$home/status"
    in_tmux kill-server
}

open_tenant --machines 25000 --quota 2/12
trap 'kill $tenant 2>/dev/null; cleanup' EXIT
start 120 30 "$builddir/defscope"
wait_for 'practice'
choose 'list machines'
press s
wait_for '200 OK'
wait_for 'one page: more exists'
press 3 ']'
wait_for 'rows 1-[0-9]+ of 10,000 · .*one page: more exists'
press A
wait_for 'pages: 2, 20000 items, [0-9.]+ MB, wait'
press s
wait_for 'Pages are being fetched'
press H
wait_for 'pages: 2, 20000 items, [0-9.]+ MB, wait'
press Enter
wait_for 'Pages are being fetched'
press Escape
wait_for '2 pages with 20000 items are here; more exist'
wait_for 'rows 1-[0-9]+ of 20,000 · .*2 pages: more exists'
wait_for ' 2 pages: more exists, A'
press A
wait_for 'this is everything'
wait_for 'rows 1-[0-9]+ of 25,000 · .*3 pages: everything'
screen | grep -q 'more exists' && give_up 'it is everything, and says more'
press A
wait_for 'names no further page'
press Escape q
[ "$(wait_end)" = 0 ] || give_up "ended with $(cat "$home/status")"
close_tenant

# 64 MB is passed, and the folder can't be made
open_tenant --machines 99999
start 120 30 sh -c "echo \$\$ >'$home/pid'; exec '$builddir/defscope'"
wait_for 'practice'
choose 'list machines'
press s
wait_for 'one page: more exists'
: >"$home/cache"
press A
for so_far in '[3-9]' '[5-9]' '[7-9]'; do # each may take its time
    wait_for "pages: $so_far, |page that came can't be kept: "
done
wait_for "page that came can't be kept: "
wait_for ' 9 pages: more exists, A'
rm "$home/cache"
press A
wait_for '10 pages, 99999 items: this is everything'
if [ -r "/proc/$(cat "$home/pid")/maps" ]; then
    grep -q "$home/cache/defscope/.* (deleted)" "/proc/$(cat "$home/pid")/maps" || give_up 'the list is not in a file'
fi
[ -z "$(ls -A "$home/cache/defscope")" ] || give_up 'the file has a name'
press 3 ']' G
wait_for 'rows [0-9,]+-99,999 of 99,999 '
press Escape q
[ "$(wait_end)" = 0 ] || give_up "ended with $(cat "$home/status")"
echo '2 passed, 0 failed'

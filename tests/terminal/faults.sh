#!/bin/sh
# What goes wrong on the way: each has its own words, and nothing typed is lost.
set -eu
. "$srcdir/tests/terminal/lib.sh"
use_fault_server

start 100 30 "$builddir/defscope"
wait_for 'practice'
passed=0

expect() { # TARGET PATTERN...
    call "GET $1"
    shift
    for pattern in "$@"; do
        wait_for "$pattern"
    done
    passed=$((passed + 1))
}

expect /short-body 'cut off' '"value"'
expect /garbage 'not HTTP|no answer'
expect /escapes '\\u001b'
screen | grep -q "$(printf '\033')" && give_up "an escape sequence reached the screen"
expect /html 'html'
expect /close 'no answer'
expect /reset-in-body 'cut off|broke off|no answer'
expect /gzip-cut/chunked/50 'cut off'
expect /big/30000000 '200 OK.*(30|31|29)\.[0-9] MB|200 OK.*3[0-9] MB'
wait_for 'aaaa'
expect /ok '"a": 1'

# Pages by relative links, until one is refused without a word on when to come back.
expect /page-one 'one page: more exists'
press A
wait_for 'pages: 2, 2 items, [0-9]+ B, wait'
press Escape
wait_for '2 pages with 2 items are here; more exist'
wait_for '2 pages: more exists'
passed=$((passed + 1))

# A server that never answers: the screen stays alive, and Esc ends it at once.
call 'GET /silence'
wait_for 'sending'
press '?'
wait_for 'Help'
press Escape
wait_gone 'Esc close'
press Escape
wait_for '[Cc]ancelled'
wait_gone 'sending'
screen | grep -q 'GET .*/silence' || give_up "what was typed is lost"
passed=$((passed + 1))

press q
[ "$(wait_end)" = 0 ] || give_up "ended with $(cat "$home/status")"
echo "$passed passed, 0 failed"

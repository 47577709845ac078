#!/bin/sh
# defscope view: a saved answer in the explorer, in each form in which answers are saved, any size; nothing is
# sent, and no practice tenant is started.
set -eu
. "$srcdir/tests/terminal/lib.sh"

# look FILE PATTERN: the explorer on FILE shows PATTERN
look() {
    rm -f "$home/status"
    start 120 40 "$builddir/defscope" view "$1"
    wait_for "$2"
}

leave() {
    press q
    [ "$(wait_end)" = 0 ] || give_up "ended with $(cat "$home/status")"
    in_tmux kill-server
}

# what curl -i prints, with its diagnosis; s sends nothing
printf 'HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n\r\n%s' \
    '{"error":{"code":"InvalidRequestBody","message":"Request body is incorrect","target":"5fc5ab2d"}}' >"$home/http"
look "$home/http" '"InvalidRequestBody"'
wait_for '400 Bad Request'
wait_for 'a saved answer: nothing is sent'
press s
wait_for 'This is a saved answer: nothing is sent'
press L
wait_for 'This is a saved answer: nothing is sent'
leave

# a body alone
printf '{"value":[{"id":"one"},{"id":"two"}]}' >"$home/bare.json"
look "$home/bare.json" '"two"'
leave

# from value to value; a text that holds JSON opens as JSON, and one within it
printf '%s' '{"value":[{"id":"one"},{"id":"two","more":"{\"in\":\"{\\\"deep\\\":\\\"met\\\"}\"}"}]}' >"$home/tree.json"
look "$home/tree.json" '"two"'
press j
press j
press J
wait_for '/value/1 '
press j
press J
wait_for '/value/1/more '
press Enter
wait_for '"in": '
press j
press Enter
wait_for '"deep": "met"'
press Escape
wait_gone '"deep": "met"'
press Escape
wait_gone '"in": '
press P
wait_for '/value/1 '
leave

# one entry of a HAR, and a whole one, whose first failure is shown
entry='{"startedDateTime":"2026-01-02T03:04:05Z","time":12,"request":{"method":"GET","url":"https://api.securitycenter.microsoft.com/api/machines","headers":[]},"response":{"status":%s,"statusText":"","headers":[],"content":{"text":"{\\"met\\":\\"%s\\"}"}}}'
# shellcheck disable=SC2059
{
    printf "$entry" 404 alone >"$home/entry.har"
    {
        printf '{"log":{"version":"1.2","creator":{"name":"x"},"entries":['
        printf "$entry" 200 first
        printf ','
        printf "$entry" 403 failed
        printf ']}}'
    } >"$home/log.har"
}
look "$home/entry.har" '"alone"'
screen | tail -1 | grep -q 's send' && give_up 'sending is offered for a saved answer'
wait_for '404 Not Found'
leave
look "$home/log.har" '"failed"'
wait_for '403 Forbidden'
leave

# several megabytes, so that pieces come while the first are in sight; the end is there, and found
{
    printf '{"value":['
    seq 1 300000 | sed 's/.*/{"id":"machine-&"},/'
    printf '{"id":"the last"}]}'
} >"$home/large.json"
look "$home/large.json" '"machine-1"'
press G
wait_gone 'indexing'
press g G
wait_for '"the last"'
# by a regular expression, in values, while keys are answered
press / Tab Tab C-t
wait_for "regular expression in the answer's values"
type_text '^machine-29999[0-9]$'
wait_for 'Match 1 of 10'
press Enter n
wait_for 'Match 2 of 10'
press /
type_text '^no such machine$'
press Escape
wait_gone "regular expression in the answer's values"
leave

# cut off in the middle
head -c 3000000 "$home/large.json" >"$home/cut.json"
look "$home/cut.json" '"machine-1"'
wait_for 'ends in the middle'
leave

[ ! -e "$home/run/defscope/practice.json" ] || give_up "a practice tenant was started"

# through a pipe, keys from the terminal
start 120 40 sh -c "'$builddir/defscope' view - <'$home/large.json'"
wait_for '"machine-1"'
wait_gone 'indexing'
press G
wait_for '"the last"'

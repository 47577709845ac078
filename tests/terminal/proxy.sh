#!/bin/sh
# What stands between is in sight, and what is wrong with it is said; its password isn't.
set -eu
. "$srcdir/tests/terminal/lib.sh"

start 110 30 env DEFSCOPE_TOKEN=a-token-of-the-test https_proxy=http://anna:hushhush@127.0.0.1:1 \
    "$builddir/defscope"
wait_for 'real tenant, read-only, through http://127.0.0.1:1'
choose 'list machines'
wait_for 'Request ─ List machines'
press s
wait_for 'The proxy failed|the proxy http://127.0.0.1:1 does not take'
! screen | grep -q hushhush || give_up 'the password of the proxy is on the screen'
press Escape
press q
wait_end >/dev/null

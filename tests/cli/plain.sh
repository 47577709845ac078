#!/bin/sh
# The explorer line by line: a request composed, checked, mended and sent, its answer decoded, the ticket;
# wrong words, a dumb terminal by itself.
. "$srcdir/tests/cli/lib.sh"
export TERM=xterm

cat >"$work/lines" <<'EOF'
operations isolate
choose isolateMachin
choose isolateMachine
body
{"comment": "it's mine", "IsolationType": "Full"}
.
show
fix
set id=1e5bc9d7e413ddd7902c2932e418702b84d0cc07
send
ticket --format text
set
nonsense
send "x
send listMachines '$top=1'
history list
help
quit
choose afterwards
EOF
run 0 defscope --plain <"$work/lines"
out_has 'isolateMachine: Isolate machine, POST'
out_has '"comment" is written "Comment" here'
out_has '1 mistake mended'
out_has '{"Comment": "it'\''s mine"'
out_has 'ResourceNotFound'
out_has 'API call that needs support'
out_has 'No such command'
out_has 'A quote is never closed'
out_has '"value"'
out_has 'choose OPERATION: begin a request'
err_has 'isolateMachine'
out_lacks afterwards
# the history has what was sent, and one tenant answered all of it
[ "$(grep -c 'listMachines' "$work/out")" -ge 1 ] || fail 'the history has no listMachines'

# nothing is left behind when standard input ends
printf 'choose listMachines\n' >"$work/lines"
run 0 defscope --plain <"$work/lines"
[ ! -e "$XDG_RUNTIME_DIR/defscope/practice.json" ] || fail 'the tenant was not ended'

if [ -x "$(command -v script)" ]; then
    printf 'quit\n' | TERM=dumb script -qec "'$builddir/defscope'" /dev/null >"$work/dumb" 2>&1
    grep -q 'defscope> ' "$work/dumb" || fail 'a dumb terminal does not get lines'
    grep -q "$(printf '\033')" "$work/dumb" && fail 'an escape sequence on a dumb terminal'
fi
done_testing

#!/bin/sh
# Options: where they may stand, abbreviations, what is said of wrong ones.
. "${srcdir:-.}/tests/cli/lib.sh"

run 0 defscope --version
out_has 'defscope '
run 0 defscope --help
for command in send decode explain check ticket catalog practice; do
    out_has "  $command"
    run 0 defscope "$command" --help
    out_has "Usage: defscope $command"
    out_has '--json'
    run 0 defscope -h "$command"
    out_has "Usage: defscope $command"
    run 0 defscope --help
done

run 0 defscope --json catalog isolateMachine
run 0 defscope catalog --json isolateMachine
run 0 defscope catalog isolateMachine --js
is "$(json 'd["operation"]')" isolateMachine
run 0 defscope catalog --json -- isolateMachine
run 0 defscope --color=always catalog isolateMachine
out_has "$(printf '\033')"
run 0 defscope catalog isolateMachine
out_lacks "$(printf '\033')"
run 0 defscope --lang zh_CN --color never explain ODataError

# wrong usage: one line that says what to try
wrong() {
    said=$1
    shift
    run 2 defscope "$@"
    err_has "$said"
    is "$(wc -l <"$work/err")" 1
    is "$(cut -c1-10 "$work/err")" 'defscope: '
    is "$(wc -c <"$work/out")" 0
}
wrong 'Did you mean send?' sned
wrong 'Did you mean --dry-run?' send --dry-rum listMachines
wrong 'Did you mean --json?' --jsom catalog
wrong 'no such command' frobnicate
wrong 'no such option' send -Z
wrong '--p' send --p
wrong 'takes no value' send --dry-run=1
wrong 'value is missing' send --body
wrong 'value is missing' send -o
wrong 'auto, always or never' --color=pink catalog
wrong 'en or zh_CN' --lang=de catalog
wrong 'needs a terminal' -q
wrong 'there is none of that name' -p nowhere send listMachines
wrong 'DEFSCOPE_TOKEN is not set' -p token send listMachines
wrong 'no such operation' catalog isolateMachines
wrong 'Did you mean isolateMachine?' catalog isolatemachine

# a control character in a word is not sent to the terminal
run 2 defscope "$(printf 'a\033[2J')"
err_lacks "$(printf '\033')"

# writes that fail
run 0 defscope catalog
code=0
defscope catalog >/dev/full 2>"$work/err" || code=$?
is "$code" 2
err_has 'No space left'
code=$({ defscope catalog --json 2>"$work/err" || echo $? >&3; } 3>"$work/code" | : ; cat "$work/code")
is "$code" '' # who stops reading had enough
is "$(cat "$work/err")" ''
done_testing

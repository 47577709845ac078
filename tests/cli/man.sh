#!/bin/sh
# The man page: well formed, and it knows every command and option.
. "${srcdir:-.}/tests/cli/lib.sh"
page=${srcdir:-.}/man/defscope.1
[ -r "$page" ] || fail "no $page"
if command -v mandoc >/dev/null; then
    # other pages need not be in this machine's index
    mandoc -Tlint "$page" 2>&1 | grep -v 'mandoc\.db' >"$work/lint" || :
    [ ! -s "$work/lint" ] || fail "$(cat "$work/lint")"
fi
for command in $(defscope --help | sed -n '/^Commands/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    grep -q "^\.Ss $command\$" "$page" || fail "the man page lacks $command"
    for option in $(defscope "$command" --help | sed -n 's/^ *\(-.,\)\{0,1\} *--\([a-z-]*\).*/\2/p'); do
        grep -q "^\.It.*Fl -$option" "$page" || fail "the man page lacks --$option of $command"
    done
done
done_testing

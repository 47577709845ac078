#!/bin/sh
# The man page, in both languages: well formed, and it knows every command and option; the Chinese one has
# what the English one has, in the same order.
. "${srcdir:-.}/tests/cli/lib.sh"
english=${srcdir:-.}/man/defscope.1
chinese=${srcdir:-.}/man/zh_CN/defscope.1

lint() { # LEVEL PAGE
    command -v mandoc >/dev/null || return 0
    # other pages need not be in this machine's index
    mandoc -Tlint -W "$1" "$2" 2>&1 | grep -v 'mandoc\.db' >"$work/lint" || :
    [ ! -s "$work/lint" ] || fail "$(cat "$work/lint")"
}
whole() { # PAGE
    [ -r "$1" ] || fail "no $1"
    for command in $(defscope --help | sed -n '/^Commands/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
        grep -q "^\.Ss $command\$" "$1" || fail "$1 lacks $command"
        for option in $(defscope "$command" --help | sed -n 's/^ *\(-.,\)\{0,1\} *--\([a-z-]*\).*/\2/p'); do
            grep -q "^\.It.*Fl -$option" "$1" || fail "$1 lacks --$option of $command"
        done
    done
}
# The synopsis, the examples, each option and list, and that there is a section.
bones() {
    awk '
        /^\.(Sh|Ss) / { print $1, $2 ~ /^[a-zN]/ || $2 == "SYNOPSIS" ? $2 : ""; open = $2 == "SYNOPSIS"; next }
        /^\.Bd/ { open = 1 }
        open || /^\.(It|Bl|El|Bd|Ed|Pp)/ { print }
        /^\.Ed/ { open = 0 }
    ' "$1"
}

lint style "$english"
lint warning "$chinese" # of Chinese it counts bytes, and knows no full stop
whole "$english"
whole "$chinese"
bones "$english" >"$work/en"
bones "$chinese" >"$work/zh"
[ "$(wc -l <"$work/en")" -gt 200 ] || fail 'hardly anything was compared'
diff "$work/en" "$work/zh" >"$work/differ" || fail "the Chinese page has another structure: $(cat "$work/differ")"
done_testing

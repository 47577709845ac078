#!/bin/sh
# Each lesson, played as a learner plays it, wrong and right, in one go: every next one is begun from the list.
# What is done stands beside, in lessons/NAME.keys: one deed a line.
set -eu
. "$srcdir/tests/terminal/lib.sh"

printf '#!/bin/sh\ncp "%s/body" "$1"\n' "$home" >"$home/editor"
chmod 700 "$home/editor"
export VISUAL="$home/editor"
played=0

now() { screen | sed -n 's/.*4 Lesson \([0-9]*\)\/.*/\1/p' | head -1; }

# One deed. Words with $ are filled in from what was grabbed.
deed() { # VERB REST
    case $1 in
    choose) choose "$2" && wait_for "2 Request ─ [A-Z]" ;;
    key)
        for one in $2; do
            press "$one"
        done
        ;;
    slot)
        press 2 g Down Enter
        wait_for ' EDIT'
        press C-a C-k
        type_text "$2"
        press Enter
        wait_for ' NAV'
        ;;
    paste_slot)
        press 2 g Down Enter
        wait_for ' EDIT'
        in_tmux paste-buffer -p -t s
        press Enter
        wait_for ' NAV'
        ;;
    body)
        printf '%s' "$2" >"$home/body"
        press E
        wait_for "$(printf '%s' "$2" | cut -c1-24 | sed 's/[][{}.*|\\]/./g')"
        ;;
    target) call_without_sending "$2" ;;
    wait) wait_for "$2" ;;
    wait_gone) wait_gone "$2" ;;
    prepared) wait_gone 'being set' ;;
    at) wait_for "4 Lesson $2/" ;;
    miss)
        wait_for 'Not yet:'
        [ "$(now)" = "$2" ] || give_up "step $(now), not $2"
        ;;
    hint) press i && wait_for '\? ' ;;
    grab)
        wait_for "${2#* }"
        # shellcheck disable=SC2034 # eval takes it
        grabbed=$(screen | grep -oE -- "${2#* }" | head -1)
        eval "${2%% *}=\$grabbed"
        ;;
    down)
        for _ in $(seq "${2##* }"); do
            press j
        done
        ;;
    copy) press Y && wait_for '╭ Copy ─' && copy_entry "$2  " ;;
    press_until) # KEY STEP
        while [ "$(now)" != "${2#* }" ]; do
            press "${2% *}"
            sleep 0.1
        done
        ;;
    restart) press L && wait_for 'Lessons on the practice' && press r ;;
    done) wait_for '4 ✓ ─' ;;
    *) give_up "no such deed: $1" ;;
    esac
}

# Down the list of what can be copied, to the entry that has that text.
copy_entry() {
    tries=0
    entry=$(screen | sed -n '/╭ Copy/,$p' | grep -n -- "$1" | head -1 | cut -d: -f1)
    while [ $tries -lt $((entry - 2)) ]; do
        press j
        tries=$((tries + 1))
    done
    press Enter
    wait_gone '╭ Copy ─'
}

play() { # FILE
    while IFS= read -r line; do
        case $line in
        '' | '#'*) continue ;;
        esac
        rest=
        case $line in
        *' '*) rest=${line#* } ;;
        esac
        for name in id machine action alert phone next old; do
            eval "value=\${$name:-}"
            case $rest in
            *"\$$name"*) rest=${rest%%\$"$name"*}$value${rest#*\$"$name"} ;;
            esac
        done
        deed "${line%% *}" "$rest"
    done <"$1"
    played=$((played + 1))
}

start 200 60 "$builddir/defscope" learn "${1:-1}"
wait_for '4 Lesson 1/'
for keys in "$srcdir"/tests/terminal/lessons/${1:-}*.keys; do
    lesson=$(basename "$keys" .keys)
    if [ $played -gt 0 ]; then
        press L
        wait_for 'Lessons on the practice'
        press Enter
        wait_gone 'Lessons on the practice'
    fi
    wait_for '4 Lesson'
    wait_gone 'being set'
    wait_for '4 Lesson 1/'
    wait_for "(╭ 4 Lesson 1/[0-9]* ─ |│ )$(sed -n '1s/^# //p' "$srcdir/help/en/lessons/$lesson.md" | cut -c1-20)"
    play "$keys"
    [ -z "${TIMES:-}" ] || echo "$lesson $(date +%s)"
done
press q
wait_end >/dev/null
[ "${1:-}" ] || [ "$("$builddir/defscope" learn --list --json | jq '[.[] | select(.done)] | length')" = "$played" ] ||
    give_up "not all are kept as done"
echo "$played passed, 0 failed"

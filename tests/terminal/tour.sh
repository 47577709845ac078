#!/bin/sh
# The five minutes of README.md and README.zh_CN.md, key by key as they are written, on 80 columns and 24 rows.
set -eu
. "$srcdir/tests/terminal/lib.sh"

# word ENGLISH CHINESE: the one of the language under way
word() {
    case $language in
    en) printf '%s' "$1" ;;
    *) printf '%s' "$2" ;;
    esac
}
copied() { # in tmux's buffer, whole lines as they were given
    in_tmux show-buffer
}

# The README's own words are those that are pressed here.
names() { # README WORDS...
    page=$srcdir/$1
    shift
    for words; do
        grep -qF -- "$words" "$page" || give_up "$page doesn't say: $words"
    done
}
names README.md '`list machines`' '`isolate machine`' 'Write `comment` for `Comment`, Esc, `s`' \
    'value under the cursor' '`O` sorts, `/` filters, `c` counts, `X` exports'
names README.zh_CN.md '`list machines`' '`isolate machine`' '把 `Comment` 写成 `comment`，Esc，`s`' \
    '光标处的值' '`O` 排序，`/` 筛选，`c` 计数，`X` 导出'

# The ticket in English from the Chinese screen; what the menu copies is in it too.
english() {
    press l
    wait_for 'API call that needs support'
    press Escape
    wait_gone '支持工单'
    press Y
    wait_for '光标处的值'
    for _ in 1 2 3 4 5 6 7; do press Down; done # the ticket, behind the curl command
    press Enter
    wait_for '已复制 [0-9]'
    copied | grep -q 'API call that needs support' || give_up 'the menu copied another language'
    press t
    wait_for 'API call that needs support'
    press l
    wait_for '需要支持的 API 调用'
}

tour() {
    start 80 24 "$builddir/defscope" -p practice --lang "$language"
    wait_for "$(word 'Welcome to defscope' '欢迎使用 defscope')"

    # 1: a device's ID from the list
    press o /
    type_text 'list machines'
    press Enter s
    wait_for '200 OK'
    press 3 Down Down Down Down
    wait_for '/value/0/id'
    press Y
    wait_for "$(word 'value under the cursor' '光标处的值')"
    press Enter
    wait_for "$(word 'Copied 40 characters' '已复制 40 个字符')"
    machine=$(copied)
    [ ${#machine} = 40 ] || give_up "copied: $machine"

    # 2: the mistake
    press o /
    type_text 'isolate machine'
    press Enter
    wait_for '/isolate'
    press Enter
    in_tmux paste-buffer -p -t s
    press Enter
    wait_for "id  $machine"
    press Down Enter
    wait_for 'EDIT'
    press C-Home Down Home Right Right Right DC
    type_text c
    wait_for '"comment"'
    press Escape s

    # 3: what was wrong; copied, mended, sent again
    wait_for 'MissingRequiredParameter'
    press y
    wait_for "$(word 'Copied 36 characters' '已复制 36 个字符')"
    id=$(copied)
    screen | grep -q "$id" || give_up "the tracking ID is not $id"
    press t
    wait_for "$(word 'Support ticket' '支持工单')"
    press y
    wait_for "$(word 'Copied [0-9]' '已复制 [0-9]')"
    copied | grep -q "$id" || give_up 'the ticket is without the tracking ID'
    [ "$language" = en ] || english
    press Escape
    wait_gone "$(word 'Support ticket' '支持工单')"
    press f
    wait_for '"Comment"'
    press s
    wait_for '201 Created'

    # 4: the table, the history, the commands, help
    press o /
    type_text 'list machines'
    press Enter s
    wait_for '200 OK'
    press 3 ']'
    wait_for "$(word 'rows 1-' '第 1-')"
    press O
    wait_for '▲'
    press H
    wait_for "$(word 'History' '历史记录')"
    press Escape
    press :
    type_text "$(word theme 主题)"
    wait_for "$(word 'Show everything in the next theme' '主题')"
    press Escape '?'
    wait_for "$(word 'find topics' '查找主题')"
    press Escape q
    [ "$(wait_end)" = 0 ] || give_up "ended with $(cat "$home/status")"
    in_tmux kill-server
    rm -rf "$home/status" "$home/config" "$home/data" "$home/state"
}

language=en
tour
if [ -f "$builddir/po/zh_CN/LC_MESSAGES/defscope.mo" ]; then
    language=zh_CN
    tour
fi

#!/bin/sh
# The explorer in Chinese in an environment that names no locale, wide characters typed and taken back, and the
# language changed while it runs: what was already told is told anew.
set -eu
. "$srcdir/tests/terminal/lib.sh"
[ -f "$builddir/po/zh_CN/LC_MESSAGES/defscope.mo" ] || exit 77

# next_language WORDS WAIT: the command of that name in the list of all
next_language() {
    press :
    wait_for 'Commands|命令'
    type_text "$1"
    wait_for "$2"
    press Enter
}

start 120 36 env -u LANG -u LC_ALL -u LANGUAGE "$builddir/defscope" --lang zh_CN -p practice
wait_for '练习：只在本机'
wait_for '欢迎使用 defscope'
press o
wait_for '查找操作'
press /
type_text '隔离设备'
wait_for 'POST +隔离设备'
press BSpace
wait_for '/ 隔离设 '
type_text '备'
press Enter
wait_for '请求 ─ 隔离设备'
press s
wait_for '跟踪 ID [0-9a-f]'
wait_for '路径|正文'

next_language 语言 '换用下一种语言'
wait_for 'Texts are in English now'
wait_for 'Request ─ Isolate machine'
wait_for 'tracking ID [0-9a-f]'
press e
wait_for 'Usual causes'
press Escape
next_language 'next language' 'Show everything in the next language'
wait_for '文字现在使用中文'
wait_for '跟踪 ID [0-9a-f]'
press e
wait_for '常见原因'
press Escape
press q
[ "$(wait_end)" = 0 ] || give_up "left with $(cat "$home/status")"

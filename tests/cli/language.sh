#!/bin/sh
# Chinese wherever people read, in any environment; English where that can't be shown; and what programs
# read stays as it is.
. "${srcdir:-.}/tests/cli/lib.sh"
[ -f "$builddir/po/zh_CN/LC_MESSAGES/defscope.mo" ] || exit 77
unset LANG LANGUAGE LC_ALL LC_MESSAGES LC_CTYPE
device=1e5bc9d7e413ddd7902c2932e418702b84d0cc07

cat >"$work/answer" <<'END'
HTTP/1.1 400 Bad Request
Content-Type: application/json

{"error":{"code":"InvalidRequestBody","message":"Request body is incorrect","target":"a1b2c3d4-0000-4000-8000-000000000001"}}
END

# Nothing in the environment, the C locale, one that this system lacks, one of other characters.
for environment in NONE= LC_ALL=C LC_ALL=POSIX LANG=zh_CN.UTF-8 LANG=zh_CN.GB18030 LC_ALL=en_US.UTF-8; do
    run 0 env "$environment" defscope --lang zh_CN --help
    out_has '发送请求，并说明响应的含义'
done
run 0 env LANG=zh_CN.UTF-8 defscope --help
out_has '用法：'
run 0 env LANGUAGE=zh_CN:en LANG=C.UTF-8 defscope --help
out_has '用法：'
run 0 env LANG=zh_CN.UTF-8 defscope --lang en --help
out_has 'Usage:'
run 0 env LANG=zh_CN.GB18030 defscope --help # its terminal would show rubbish
out_has 'Usage:'
run 0 defscope --help
out_has 'Usage:'
run 2 defscope --lang zh --help
err_has 'it can be en or zh_CN'

# The configuration stands below --lang and above the environment; a fault in it does not end what needs no
# configuration, and a fault further down leaves the language as it is.
configure() {
    mkdir -p "$XDG_CONFIG_HOME/defscope"
    printf '%b' "$1" >"$XDG_CONFIG_HOME/defscope/config"
    chmod 600 "$XDG_CONFIG_HOME/defscope/config"
}
configure 'lang = zh_CN\n'
run 0 env LANG=en_US.UTF-8 defscope --help
out_has '用法：'
run 0 defscope --lang en --help
out_has 'Usage:'
configure 'lang = en\n'
run 0 env LANG=zh_CN.UTF-8 defscope --help
out_has 'Usage:'
configure 'lang = auto\n'
run 0 env LANG=zh_CN.UTF-8 defscope --help
out_has '用法：'
configure 'lang = zh_CN\n[profile a]\nacces = open\n'
run 0 defscope --help
out_has '用法：'
configure 'lang = chinese\n'
run 0 defscope --help
out_has 'Usage:'
run 2 defscope profile
err_has 'config:1: lang = chinese: it can be en, zh_CN, auto'
rm "$XDG_CONFIG_HOME/defscope/config"
run 0 defscope profile new first
grep -q '^#lang = auto$' "$XDG_CONFIG_HOME/defscope/config" || fail 'the first configuration does not name lang'
rm "$XDG_CONFIG_HOME/defscope/config"

run 0 defscope --lang zh_CN decode "$work/answer"
out_has '跟踪 ID'
out_has '怎么办'
run 0 defscope --lang zh_CN explain InvalidRequestBody
out_has '常见原因'
run 0 defscope --lang zh_CN explain isolateMachine
out_has '隔离设备'
run 1 defscope --lang zh_CN check isolateMachine id=$device comment=x IsolationType=Full
out_has '正文参数名区分大小写'
# No line begins with a mark that closes.
for page in BadRequest InvalidInput InvalidRequestBody Forbidden NotFound; do
    run 0 defscope --lang zh_CN help $page
    cat "$work/out"
    sed "s/InvalidRequestBody/$page/" "$work/answer" >"$work/other"
    run 0 defscope --lang zh_CN decode "$work/other"
    cat "$work/out"
done >"$work/pages"
[ "$(grep -c '[，。]' "$work/pages")" -gt 50 ] || fail 'the pages have hardly any text'
! grep -nE '^ *(，|。|、|；|：|）|”)' "$work/pages" || fail 'these lines begin with a mark that closes'
run 2 defscope --lang zh_CN explain BadReqest
err_has '是否想写 BadRequest'
run 0 defscope --lang zh_CN ticket --from "$work/answer"
out_has '错误代码'
run 0 defscope --lang zh_CN ticket --from "$work/answer" --ticket-lang en
grep -v '^Time' "$work/out" >"$work/ticket"
out_has 'Error code'
run 0 defscope ticket --from "$work/answer"
grep -v '^Time' "$work/out" | cmp -s - "$work/ticket" || fail 'an English ticket from Chinese is not that from English'
run 0 env LC_ALL=C defscope --lang en ticket --from "$work/answer" --ticket-lang zh_CN
out_has '错误代码'
run 2 defscope --lang zh_CN ticket --from "$work/answer" --ticket-lang de
err_has 'en'
err_has 'zh_CN'
run 0 defscope-practice --help
out_has 'Usage:'
run 0 env LANG=zh_CN.UTF-8 defscope-practice --help
out_has '用法：'

# Names and enumerated values are those of the contract in any language.
for language in en zh_CN; do
    run 0 defscope --lang $language decode --json "$work/answer"
    json '[d["class"], d["code"], d["tracking_id"], sorted(d)]' >"$work/shape.$language"
    run 1 defscope --lang $language check --json isolateMachine id=$device comment=x IsolationType=Full
    json '[[h["where"], h["severity"], sorted(h)] for h in d["hints"]]' >>"$work/shape.$language"
done
is "$(cat "$work/shape.zh_CN")" "$(cat "$work/shape.en")"
done_testing

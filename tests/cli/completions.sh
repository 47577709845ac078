#!/bin/bash
# The completions: what bash offers at each place, and that each shell can read its own.
set -u
builddir=${builddir:?}
PATH=$builddir:$PATH
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export XDG_CONFIG_HOME=$home XDG_STATE_HOME=$home XDG_DATA_HOME=$home
mkdir "$home/defscope"
printf '[profile contoso]\ncloud = gcc\n' >"$home/defscope/config"
chmod 600 "$home/defscope/config"
# shellcheck source=/dev/null
. "$builddir/completions/defscope.bash"
passed=0 failed=0

# offers WORD WORDS...: the last of WORDS is completed; WORD is among what is offered, "-WORD" is not
offers() {
    local want=$1 here=yes
    shift
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    [[ $want == !* ]] && here=no want=${want#!}
    _defscope
    if [[ " ${COMPREPLY[*]} " == *" $want "* ]]; then
        [ $here = yes ]
    else
        [ $here = no ]
    fi && passed=$((passed + 1)) && return
    echo "FAILED: $* offers: ${COMPREPLY[*]:0:20}"
    failed=$((failed + 1))
}

offers send defscope ''
offers ticket defscope tic
offers '!send' defscope tic
offers --profile defscope --p
offers contoso defscope -p ''
offers practice defscope --profile pr
offers send defscope -p contoso se
offers isolateMachine defscope send isol
offers '!isolateMachine' defscope send list
offers isolateMachine defscope --lang en check isolate
offers --dry-run defscope send --d
offers markdown defscope ticket --format ''
offers json defscope ticket --format j
offers zh_CN defscope --lang ''
offers contoso defscope login con
offers isolateMachine defscope token --for isolate
offers MissingRequiredParameter defscope explain Missing
offers throttling defscope explain thr
offers compare defscope help com
offers 01-first-request defscope learn 01
cd "$home" && : >saved.json
offers saved.json defscope view sav
offers saved.json defscope send isolateMachine --output sav

for shell in 'zsh _defscope' 'fish defscope.fish'; do
    read -r program file <<<"$shell"
    if [ -x "$(command -v "$program")" ]; then
        if "$program" -n "$builddir/completions/$file"; then
            passed=$((passed + 1))
        else
            echo "FAILED: $program can't read $file"
            failed=$((failed + 1))
        fi
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]

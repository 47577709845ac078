#!/bin/sh
# learn: the list, the check of a lesson, and what is refused without a terminal.
. "${srcdir:-.}/tests/cli/lib.sh"
XDG_STATE_HOME=$work/state
export XDG_STATE_HOME

# the list, with what has been done
run 0 defscope learn --list
out_has 01-first-request
out_has 'Your first request, 4 steps'
run 0 defscope learn --list --json
is "$(json 'len(d) >= 15')" true
is "$(json '[d[0]["lesson"], d[0]["steps"], d[0]["done"], d[0]["hints"]]')" '["01-first-request", 4, null, null]'
mkdir -p "$work/state/defscope"
echo '{"lessons":[{"lesson":"01-first-request","done":"2026-01-02T03:04:05.000Z","steps":4,"times":1,"hints":2,"seconds":60}],"quiz":{}}' \
    >"$work/state/defscope/lessons.json"
chmod 600 "$work/state/defscope/lessons.json"
run 0 defscope learn --list --json
is "$(json '[d[0]["done"], d[0]["steps_done"], d[0]["hints"]]')" '["2026-01-02T03:04:05.000Z", 4, 2]'
echo 'not JSON' >"$work/state/defscope/lessons.json"
run 0 defscope learn --list --json
is "$(json 'd[0]["done"]')" null

# every lesson of ours
for lesson in "${srcdir:-.}"/help/en/lessons/*.md; do
    run 0 defscope learn --check "$lesson"
done
# the example of the page that tells how to write one
sed -n '/^```$/,/^```$/p' "${srcdir:-.}/help/en/writing-lessons.md" | sed '1d; /^```$/q' | sed '$d' >"$work/tag.md"
run 0 defscope learn --check "$work/tag.md"
out_has 'fine: 2 steps'

# one with mistakes: file, line, what, what to write instead
printf '# Mine\n\n## Step\n\nDo it.\n\n- Expect: operation isolateMachin\n- hint: x\n' >"$work/mine.md"
run 1 defscope learn --check "$work/mine.md"
out_has "mine.md:7:11: \"isolateMachin\": there is no such operation"
out_has 'write: isolateMachine'
out_has "mine.md:8:1: "
out_has 'write: - Hint:'
run 1 defscope learn --check "$work/mine.md" --json
is "$(json '[d["problems"][0]["line"], d["problems"][0]["column"], d["problems"][0]["remedy"]]')" \
    '[7, 11, "isolateMachine"]'
run 2 defscope learn "$work/mine.md"
err_has 'learn --check'
run 2 defscope learn --check "$work/nowhere.md"
err_has nowhere.md
run 2 defscope learn --check
run 2 defscope learn 1 2

# lessons of a folder in place of ours
mkdir -p "$work/data/help/en/lessons"
cp "$work/tag.md" "$work/data/help/en/lessons/01-tag.md"
DEFSCOPE_DATA=$work/data
export DEFSCOPE_DATA
run 0 defscope learn --list --json
is "$(json '[x["lesson"] for x in d]')" '["01-tag"]'
unset DEFSCOPE_DATA

run 2 defscope learn none-of-these
err_has 'no such lesson'
run 2 defscope learn first-reqest
err_has 'Did you mean 01-first-request'
run 2 defscope learn 1 -p token
err_has 'practice tenant only'
run 2 defscope learn quiz --seed x
run 2 defscope learn 1 </dev/null
err_has 'need a terminal'
done_testing

#!/bin/sh
# What surrounds the lessons: the record and its troubles, a tenant that others use, a lesson of one's own, the quiz,
# results, a real tenant.
set -eu
. "$srcdir/tests/terminal/lib.sh"
record=$XDG_STATE_HOME/defscope/lessons.json
passed=0

again() { # COMMAND...: the explorer anew
    in_tmux kill-server 2>/dev/null || true
    socket=defscope-test-$$-$passed # the one before may take its time to end
    rm -f "$home/status"
    start 100 30 "$@"
}
leave() {
    press Escape
    press q
    wait_end >/dev/null
    passed=$((passed + 1))
}

# the record is kept for this user alone
again "$builddir/defscope" learn
wait_for 'Lessons on the practice tenant'
press Enter
wait_for '4 Lesson 1/4 ─ Your first request'
wait_gone 'being set'
choose listMachines
wait_for '4 Lesson 2/4'
leave
[ "$(stat -c %a "$record")" = 600 ] || give_up "mode $(stat -c %a "$record")"
jq -e '.lessons[0].steps == 1 and .lessons[0].done == null' "$record" >/dev/null || give_up "$(cat "$record")"

# a damaged one is said, and begun anew
echo '{"lessons": [{' >"$record"
again "$builddir/defscope" learn
wait_for 'the record of lessons is damaged and is begun anew'
leave

# one that can't be kept is said
rm "$record"
mkdir "$record"
again "$builddir/defscope" learn first-request
wait_for '4 Lesson'
wait_gone 'being set'
choose listMachines
wait_for 'what you have learned could not be kept'
wait_for '4 Lesson 2/4'
leave
rmdir "$record"

# a practice tenant that others use is left alone
mkfifo "$home/line"
"$builddir/defscope-practice" --with-parent --quota 1/600 <"$home/line" >"$home/tenant" 2>&1 &
exec 8>"$home/line" # it ends when this closes
tries=0
until [ -s "$home/run/defscope/practice.json" ]; do
    tries=$((tries + 1))
    [ $tries -lt 200 ] || give_up 'the tenant did not start'
    sleep 0.05
done
again "$builddir/defscope" learn 1
wait_for '4 Lesson'
wait_gone 'being set'
choose listMachines
press s
wait_for '4 Lesson 3/4'
press s
wait_for '200 OK'
[ "$("$builddir/defscope" -p practice send listMachines -i 2>/dev/null | head -1 | cut -c10-12)" = 200 ] ||
    give_up 'the lesson used up what was for others'
leave
exec 8>&-

# one's own, with a hint, its result saved
cat >"$home/mine.md" <<'MD'
# Mine

Alerts.

## Ask

Ask for alerts.

- Expect: operation listAlerts, status 200
- Hint: It is called listAlerts.
MD
again "$builddir/defscope" learn "$home/mine.md"
wait_for '4 Lesson 1/1 ─ Mine'
wait_gone 'being set'
press i
wait_for 'Hint: It is called listAlerts'
choose listAlerts
press s
wait_for '4 ✓ ─ Mine'
press L
wait_for 'Lessons on the practice tenant'
press s
wait_for 'Save the result as'
press C-a C-k
type_text "$home/result.json"
press Enter
wait_for 'Saved as'
jq -e '.lesson == "mine" and .done and .hints == 1 and .steps[0].misses == 0' "$home/result.json" >/dev/null ||
    give_up "$(cat "$home/result.json")"
leave

# the quiz: the same seed, the same questions; the result is kept and saved
again "$builddir/defscope" learn quiz --seed 1
wait_for 'Question 1 of 10'
for question in $(seq 10); do
    wait_for "Question $question of 10"
    press 1
    wait_for 'goes on'
    press Enter
done
wait_for 'of 10 are right'
right=$(screen | sed -n 's/.*│ *\([0-9]*\) of 10 are right.*/\1/p')
press s
wait_for 'Save the result as'
press C-a C-k
type_text "$home/quiz.md"
press Enter
wait_for 'Saved as'
grep -q "Right: $right of 10" "$home/quiz.md" || give_up "$(cat "$home/quiz.md")"
leave
[ "$(jq .quiz.right "$record")" = "$right" ] || give_up "$(cat "$record")"

# never on a real tenant
DEFSCOPE_TOKEN=not-a-real-one
export DEFSCOPE_TOKEN
again "$builddir/defscope"
wait_for 'real tenant'
press L
wait_for 'Lessons run on the practice tenant only'
leave
again "$builddir/defscope" learn
wait_for 'Lessons on the practice tenant'
screen | grep -q 'real tenant' && give_up 'the real tenant is there'
leave

echo "$passed passed, 0 failed"

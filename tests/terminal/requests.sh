#!/bin/sh
# A request pasted, kept as a file, listed, opened again and sent; kept again unchanged, the same bytes; a token in
# what is pasted goes nowhere.
set -eu
. "$srcdir/tests/terminal/lib.sh"
kept=$home/data/defscope/requests

start 120 36 "$builddir/defscope"
wait_for 'practice'
press Escape 1
printf "curl -k 'https://api.securitycenter.microsoft.com/api/machines?\$top=2' -H 'Authorization: Bearer eyJsecret'" |
    in_tmux load-buffer -b pasted -
in_tmux paste-buffer -p -b pasted -t s
wait_for 'Not all was taken over'
wait_for 'who calls is told by the profile'
wait_for 'certificates are always verified'
press Escape
wait_for 'Request ─ List machines'

press W
wait_for 'Keep the request under the name'
press Enter
wait_for 'Kept as listMachines.http'
file=$kept/listMachines.http
grep -q '^GET {{host}}/api/machines?\$top=2$' "$file" || give_up "kept: $(cat "$file")"
grep -q '^Authorization: Bearer {{token}}$' "$file" || give_up 'no place for the token'
! grep -rq eyJsecret "$home/data" "$home/state" || give_up 'the token was kept'
cp "$file" "$home/first"

# Written over only after a question; unchanged, not at all.
press W
wait_for 'Keep the request under the name'
press Enter
wait_for 'holds exactly this already'
printf '# ours\n%s\n' "$(cat "$file")" >"$file"
press W
wait_for 'Keep the request under the name'
press Enter
wait_for 'Write over the file'
press n
wait_gone 'Write over the file'
grep -q '^# ours$' "$file" || give_up 'written over without asking'

# One that was chosen from the list and never sent, twice.
choose 'list alerts'
wait_for 'Request ─ List alerts'
press Escape W
wait_for 'Keep the request under the name'
press Enter
wait_for 'Kept as listAlerts.http'
press W
wait_for 'Keep the request under the name'
press Enter
wait_for 'holds exactly this already'
rm "$kept/listAlerts.http"

# Opened again and sent; kept again, its comment stays.
choose 'isolate machine'
wait_for 'Request ─ Isolate machine'
press Escape r
wait_for 'listMachines +GET'
press Enter
wait_for 'Request ─ List machines'
press s
wait_for '200 OK'
cp "$file" "$home/before"
press W
wait_for 'Keep the request under the name'
press Enter
wait_for 'holds exactly this already'
cmp "$file" "$home/before" || give_up 'other bytes'

# The request before is not of that file.
press 2 u
wait_for 'Request ─ Isolate machine'
press W
wait_for 'isolateMachine'
press Escape
wait_gone 'Keep the request under the name'
press U
wait_for 'Request ─ List machines'

# Renamed and deleted.
press r
wait_for 'listMachines +GET'
press n
wait_for 'New name'
type_text '-mine'
press Enter
wait_for 'listMachines-mine +GET'
[ -f "$kept/listMachines-mine.http" ] || give_up 'not renamed'
press d
wait_for 'Delete the file'
press y
wait_for 'Nothing is kept yet'
[ ! -e "$kept/listMachines-mine.http" ] || give_up 'not deleted'

#!/bin/sh
# Files by link in the explorer: fetched whole, paused and gone on with, broken off and gone on with, never over a
# file that is there, and never with the signature on the screen.
set -eu
. "$srcdir/tests/terminal/lib.sh"

: >"$home/tenant"
"$builddir/defscope-practice" --seed 3 >"$home/tenant" &
tenant=$!
trap 'kill $tenant 2>/dev/null; cleanup' EXIT
tries=0
until [ "$(wc -l <"$home/tenant")" -ge 2 ]; do
    tries=$((tries + 1))
    [ $tries -lt 400 ] || give_up 'the tenant did not start'
    sleep 0.05
done
base=$(sed -n '1s/.*\(http.*\)/\1/p' "$home/tenant")
bearer=$(sed -n '2s/.*Bearer \([^'\'']*\).*/\1/p' "$home/tenant")
arm() {
    curl -sS -f -o "$home/armed" -H "Authorization: Bearer $bearer" --data-binary "$1" \
        "$base/practice/faults" || give_up "no fault $1"
}
no_signature() { if screen | grep -q 'sig='; then give_up 'a signature is on the screen'; fi; }
program=$builddir/defscope
cd "$home"
defscope -p practice -q send GET /api/machines/SoftwareInventoryExport >answer
defscope -p practice download -q --from answer -o "$home/" >said
mkdir whole
mv part-* whole/

start 120 30 "$program"
wait_for 'practice'
press D
wait_for 'links to no file'
choose exportSoftwareInventoryFiles
press s
wait_for '200 OK'
wait_for 'D download'
press D
wait_for '3 files by link'
wait_for 'part-00002.json.gz +127.0.0.1'
wait_for 'ends in 0:59:'
no_signature

# One, whole.
press Enter
wait_for 'Save the file as'
press Enter
wait_for 'Saved as part-00000.json.gz'
wait_for 'its MD5 is what the storage told'
wait_for "SHA-256 $(sha256sum <whole/part-00000.json.gz | cut -d' ' -f1)"
cmp part-00000.json.gz whole/part-00000.json.gz || give_up 'not the file'

# Paused, and gone on with.
arm file-slow=400
press Down Enter
wait_for 'Save the file as'
press Enter
wait_for '▸ part-00001.json.gz .*[1-9][0-9]*%'
no_signature
press Enter
wait_for 'A file is under way'
press p
wait_for 'Paused: p goes on'
[ -s part-00001.json.gz.part ] || give_up 'the part is gone'
press p
wait_for 'Saved as part-00001.json.gz'
cmp part-00001.json.gz whole/part-00001.json.gz || give_up 'not the file'
[ ! -e part-00001.json.gz.part ] || give_up 'the part is still there'

# Broken off; the next try goes on.
arm file-cut
press Down Enter
wait_for 'Save the file as'
press Enter
wait_for 'from there'
press Enter
wait_for 'Saved as part-00002.json.gz'
cmp part-00002.json.gz whole/part-00002.json.gz || give_up 'not the file'

# Asked again, with another list: a file that is there is not written over unasked.
press Escape
press s
wait_for 'budget 2/5'
echo mine >mine
press D
wait_for '3 files by link'
press Enter
wait_for 'Save the file as'
press C-a C-k
type_text mine
press Enter
wait_for 'is there already. Its contents would be lost'
[ "$(cat mine)" = mine ] || give_up 'written over unasked'
press n
wait_gone 'would be lost'
press D
wait_for '3 files by link'
press Enter
wait_for '› mine'
press Enter
wait_for 'would be lost'
press y
wait_for 'Saved as mine'
cmp mine whole/part-00000.json.gz || give_up 'not the file'

# All in a folder; the first two are there already, and stay.
mkdir all
echo mine >all/part-00001.json.gz
press a
wait_for 'Save all files in the folder'
press C-a C-k
type_text all
press Enter
wait_for 'Saved as all/part-00002.json.gz'
[ "$(cat all/part-00001.json.gz)" = mine ] || give_up 'written over unasked'

# A link whose time is over.
press Escape
press s
wait_for 'budget 1/5'
arm link-ended
press D
wait_for '3 files by link'
press Enter
wait_for 'Save the file as'
press C-a C-k
type_text late
press Enter
wait_for 'the link ended at 20'
[ ! -e late ] || give_up 'a file'
press Escape q
[ "$(wait_end)" = 0 ] || give_up "ended with $(cat "$home/status")"
tr '"' '\n' <answer | sed -n 's/.*sig=//p' >signatures
if grep -rqF -f signatures data state 2>/dev/null; then give_up 'a signature is kept'; fi
echo '1 passed, 0 failed'

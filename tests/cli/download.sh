#!/bin/sh
# shellcheck disable=SC1091,SC2016,SC2154 # lib.sh sets $work and $base
# Files by link: whole, gone on with, broken off, damaged, refused; what is kept, what
# is said, and that the signature is seen nowhere.
. "${srcdir:-.}/tests/cli/lib.sh"

start_tenant --seed 3 --record "$work/record"
bearer=$(sed -n '2s/.*Bearer \([^'\'']*\).*/\1/p' "$work/tenant")
arm() {
    curl -sS -f -o "$work/armed" -H "Authorization: Bearer $bearer" --data-binary "$1" \
        "$base/practice/faults" || fail "no fault $1"
}
fetch() { timeout 60 defscope -p practice download "$@"; }
run 0 defscope -p practice -q send GET /api/machines/SoftwareInventoryExport
mv "$work/out" "$work/answer"
first=$(json 'd["exportFiles"][0]' "$work/answer")
tr '"' '\n' <"$work/answer" | sed -n 's/.*sig=//p' >"$work/signatures"
is "$(wc -l <"$work/signatures")" 3
cd "$work"
printf '%s\n' "$first" >address

# All of an export: as many rows as the list has.
run 0 fetch --list --from answer
out_has 'part-00000.json.gz  127.0.0.1:'
out_has 'ends in 0:59:'
mkdir exports
run 0 fetch --from answer -o exports
out_has 'its MD5 is what the storage told'
rows=$(cat exports/*.gz | gzip -dc | wc -l)
defscope -p practice -q send GET /api/machines/SoftwareInventoryByMachine >list 2>err
is "$rows" "$(json 'len(d["value"])' list)"
out_has "$(sha256sum <exports/part-00002.json.gz | cut -d' ' -f1)"
is "$(find exports -type f | wc -l)" 3
run 0 fetch --from answer -o exports
err_has 'part-00001.json.gz is there already'
rm exports/part-00001.json.gz
run 0 fetch --json --from answer -o exports/
is "$(json 'd["file"] + " " + str(d["md5_checked"]) + " " + str(d["resumed_from"])')" \
    'exports/part-00001.json.gz True 0'

# Never over a file that is there.
echo mine >file
run 2 fetch - -o file <address
err_has '--force'
is "$(cat file)" mine
run 0 fetch - -o file --force <address
cmp file exports/part-00000.json.gz || fail 'not the file'
rm file

# Broken off, gone on with, broken off again, the rest.
size=$(wc -c <exports/part-00000.json.gz)
take() { run "$@" <address; }
arm file-cut
take 3 fetch - -o file
err_has 'the next try goes on from there'
is "$(wc -c <file.part)" $((size / 2))
[ ! -e file ] || fail 'half a file has the name of a whole one'
arm reset-body
take 3 fetch - -o file
take 0 fetch - -o file
out_has 'gone on with after'
cmp file exports/part-00000.json.gz || fail 'not the file'
[ ! -e file.part ] && [ ! -e file.part-info ] || fail 'the part is still there'
rm file

# All of it came, but it has not its name yet: nothing is sent.
arm file-cut
take 3 fetch - -o file
cp exports/part-00000.json.gz file.part
arm no-answer
take 0 fetch - -o file
rm file
curl -sS -o armed -X DELETE -H "Authorization: Bearer $bearer" "$base/practice/faults"

# Another file stands in its place.
arm file-cut
take 3 fetch - -o file
arm file-changed
take 0 fetch - -o file
out_has 'has changed'
cmp file exports/part-00000.json.gz || fail 'not the file'
rm file

# Somebody else's part is left alone.
echo other >file.part
take 2 fetch - -o file
err_has 'is not of this file'
is "$(cat file.part)" other
rm file.part

# Damaged, ended, a gateway's page, a redirect: no file.
while read -r fault want words; do
    arm "$fault"
    take "$want" fetch - -o file
    err_has "$words"
    [ ! -e file ] || fail "$fault: a file"
    [ ! -e file.part ] || fail "$fault: a part"
done <<'TABLE'
file-damaged 3 its MD5 is not what the storage told
link-ended 6 the link ended at
gateway-502 5 502
redirect 3 another place (302)
no-answer 3 closed the connection
TABLE
take 6 sh -c 'sed "s/sp=r/sp=w/" | defscope -p practice download - -o file'
err_has 'does not take'

# The disk takes no more.
if (trap '' XFSZ && ulimit -f 8 && head -c 9000 /dev/zero >small) 2>err; then
    echo 'no limit of files here'
else
    take 2 sh -c 'ulimit -f 8; defscope -p practice download - -o file'
    err_has 'are kept in "file.part"'
    take 0 fetch - -o file
    cmp file exports/part-00000.json.gz || fail 'not the file'
    rm -f file
fi

# Ctrl-C keeps what came.
arm file-slow=200
timeout 60 defscope -p practice download - -o file <"$work/address" >out 2>err &
pid=$!
some_came() { [ -s file.part ]; }
await some_came || fail 'nothing came'
pkill -INT -P "$pid" || fail 'not there to be stopped'
code=0
wait "$pid" || code=$?
is "$code" 130
err_has 'the next try goes on from there'
take 0 fetch - -o file
out_has 'gone on with after'
cmp file exports/part-00000.json.gz || fail 'not the file'

# On a terminal it tells how far it is, and nothing of the link.
rm file
arm file-slow=60
python3 - <<'PYTHON' >screen || fail 'no file on a terminal'
import os, pty, sys
def read(fd):
    return os.read(fd, 65536)
sys.exit(os.waitstatus_to_exitcode(pty.spawn(
    ['sh', '-c', 'defscope -p practice download - -o file <address'], read)))
PYTHON
grep -q 'kB of [0-9.]* kB, [0-9]*%' screen || { fail 'no progress in:'; cat screen; }

# What is no link, and what must not be followed.
run 2 fetch "$first"
err_has 'defscope download -'
run 2 fetch ftp://a.example/x
run 2 fetch
run 2 fetch --from answer -o "$work/nowhere"
err_has '3 files'
echo '{"value": []}' >none
run 2 fetch - <none
err_has 'no link with a signature'
echo 'http://a.example/x?sig=abc' >bare
run 2 fetch - <bare
err_has 'https://'
defscope history show last --json >kept
run 2 fetch --from kept
defscope -p practice send GET /api/machines/SoftwareInventoryExport --json >saved 2>err
run 2 fetch --from saved
err_has 'taken out'

# The signature is nowhere but in the answer; the storage got nothing of the tenant.
defscope ticket last >ticket
defscope history list --json >history
cp "$work/err" "$work/out" exports/ 2>/dev/null || :
while read -r signature; do
    if grep -rlF -e "$signature" "$work" | grep -v -e '/answer$' -e '/signatures$' -e '/address$'; then
        fail 'a signature is kept'
    fi
done <signatures
grep '"url":"[^"]*practice/download' "$work/record" >asked || fail 'nothing was recorded'
! grep -i '"Authorization"' asked || fail 'the token went to the storage'
done_testing

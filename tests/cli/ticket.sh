#!/bin/sh
# ticket: the text for a support case.
. "${srcdir:-.}/tests/cli/lib.sh"

run 2 defscope ticket
start_tenant
run 4 defscope send isolateMachine id=e55523bfee2a398fb09c24ee09681c179b5b101d comment=x IsolationType=Full --json
tracking=$(json 'd["diagnosis"]["target"]')
id=$(json 'd["id"]')
cp "$work/out" "$work/exchange.json"

run 0 defscope ticket
cp "$work/out" "$work/markdown"
out_has "$tracking"
out_has MissingRequiredParameter
out_has 'isolateMachine'
out_has '$TOKEN'
out_has 'values hidden'
out_has '```'
run 0 defscope ticket last
cmp -s "$work/out" "$work/markdown" || fail 'last is not the last'
run 0 defscope ticket "$id"
run 0 defscope ticket --from "$work/exchange.json"
cmp -s "$work/out" "$work/markdown" || fail 'a saved exchange gives another ticket'
run 0 defscope ticket --format text
out_has "$tracking"
out_lacks '```'
run 0 defscope ticket --format json
is "$(json '[d["tracking_id"], d["status"], d["code"]]')" "[\"$tracking\", 400, \"MissingRequiredParameter\"]"
json 'd["curl"]' >"$work/curl.sh"
run 0 defscope ticket -o "$work/file"
cmp -s "$work/file" "$work/markdown" || fail 'the file is not the ticket'

# where it is written to: through links and into pipes, with the mode that was there
mkfifo "$work/pipe"
cat "$work/pipe" >"$work/through" &
run 0 defscope ticket -o "$work/pipe"
wait $!
cmp -s "$work/through" "$work/markdown" || fail 'the pipe gave another ticket'
[ -p "$work/pipe" ] || fail 'the pipe was replaced'
echo old >"$work/real"
chmod 640 "$work/real"
ln -s real "$work/link"
ln "$work/real" "$work/twin"
run 0 defscope ticket -o "$work/link"
[ -L "$work/link" ] || fail 'the link was replaced'
cmp -s "$work/real" "$work/markdown" || fail 'the file behind the link is not the ticket'
cmp -s "$work/twin" "$work/markdown" || fail 'the other name of the file still has the old text'
is "$(ls -l "$work/real" | cut -c1-10)" -rw-r-----
ln -s /dev/full "$work/full"
run 2 defscope ticket -o "$work/full"
err_has "can't write"
[ -L "$work/full" ] || fail 'a link to a device was replaced'
: >"$work/empty"
run 1 defscope ticket --from "$work/empty"
err_has 'looks like an answer'

# its curl command does what was done
TOKEN=$(sed -n '2s/.*Bearer \([^"'"'"']*\).*/\1/p' "$work/tenant")
export TOKEN
sh "$work/curl.sh" -s >"$work/again" 2>/dev/null
is "$(json 'd["error"]["code"]' "$work/again")" MissingRequiredParameter

# an answer that was pasted
printf 'HTTP/1.1 403 Forbidden\r\nX-Api-Key: hushhush\r\n\r\n{"error":{"code":"Forbidden","message":"token=hushhush","target":"%s"}}' \
    "$tracking" | tee "$work/pasted" | defscope ticket --from - >"$work/out"
out_has "$tracking"
out_lacks hushhush

# Graph's shape: the request-id stands for the tracking ID, and the time is the answer's
id=6a5d3ba1-1d1e-4a32-8d3f-2a0f0c9f1a11
printf 'HTTP/1.1 404 Not Found\r\nDate: Mon, 23 Nov 2026 07:00:00 GMT\r\n\r\n{"error":{"code":"ResourceNotFound","message":"m","innerError":{"date":"2026-11-23T07:00:00","request-id":"%s","client-request-id":"c"}}}' \
    $id >"$work/graph"
run 0 defscope ticket --from "$work/graph" --format json
is "$(json '[d["tracking_id"], d["ids"]["request-id"], d["time"], d["curl"]]')" \
    "[\"$id\", \"$id\", \"2026-11-23T07:00:00.000Z\", null]"
run 0 defscope decode --json "$work/graph"
is "$(json '[d["target"], d["tracking_id"]]')" "[null, \"$id\"]"

# names too: the same one is the same placeholder in every format
printf 'HTTP/1.1 404 Not Found\r\n\r\n{"error":{"code":"ResourceNotFound","message":"ws-7 at 10.1.2.3 is unknown to anna@contoso.com","target":"%s"},"deviceName":"ws-7.contoso.com"}' \
    "$tracking" >"$work/named"
for format in markdown text json; do
    run 0 defscope ticket --from "$work/named" --hide names --format "$format"
    out_has 'device-1 at ip-1 is unknown to user-1'
    out_has "$tracking"
    out_lacks ws-7
    out_lacks contoso
    out_lacks 10.1.2.3
done
run 0 defscope ticket --from "$work/named"
out_has 'ws-7 at 10.1.2.3'
run 2 defscope ticket --from "$work/named" --hide secrets
err_has 'it can be names'

run 2 defscope ticket no-such-id
run 2 defscope ticket --format pdf
err_has 'markdown, text, json or html'

# for mail: nothing in it is markup of its own
printf 'HTTP/1.1 400 Bad Request\r\n\r\n{"error":{"code":"BadRequest","message":"<script>alert(1)</script> & more","target":"%s"}}' \
    "$tracking" >"$work/markup"
run 0 defscope ticket --from "$work/markup" --format html
out_has '&lt;script&gt;alert(1)&lt;/script&gt; &amp; more'
out_lacks '<script'

# what is attached when asked for
run 0 defscope ticket --from "$work/exchange.json"
out_lacks 'waited for an answer'
run 0 defscope ticket --from "$work/exchange.json" --attach timing --attach body
out_has 'waited for an answer'
run 2 defscope ticket --from "$work/exchange.json" --attach everything
err_has 'it can be body or timing'

# of several calls: one placeholder for a name in all of them
run 0 defscope ticket --from "$work/named" --from "$work/markup" --from "$work/named" --hide names
out_has 'API call 1 of 3'
out_has 'API call 3 of 3'
out_has 'device-1 at ip-1'
out_lacks device-2
run 0 defscope ticket --from "$work/named" --from "$work/markup" --format json
is "$(json '[len(d), d[1]["code"]]')" '[2, "BadRequest"]'

# a template of one's own, right and wrong
mkdir -p "$XDG_CONFIG_HOME/defscope/templates"
printf 'Case for {{code}}{{#attempts}}, tried{{/attempts}}{{#transport_error}}never{{/transport_error}}\n{{#facts}}\n- {{label}}={{value}}\n{{/facts}}\n' \
    >"$XDG_CONFIG_HOME/defscope/templates/ticket.md"
run 0 defscope ticket --from "$work/markup"
out_has 'Case for BadRequest'
out_has '- Error code=BadRequest'
out_lacks never
out_lacks '{{'
for wrong in '{{cod}}' '{{#code}}x' 'x{{/code}}' '{{#nothing}}{{/nothing}}'; do
    printf 'one\n%s\n' "$wrong" >"$XDG_CONFIG_HOME/defscope/templates/ticket.md"
    run 2 defscope ticket --from "$work/markup"
    err_has 'templates/ticket.md:'
done
rm "$XDG_CONFIG_HOME/defscope/templates/ticket.md"
run 2 defscope ticket --from "$work/nowhere"
run 2 defscope ticket last --from "$work/exchange.json"
stop_tenant
done_testing

#!/bin/sh
# --spec: a user's own API.
. "${srcdir:-.}/tests/cli/lib.sh"
specs=${srcdir:-.}/tests/specs

# a document of 3.0: references with escapes, allOf, oneOf, parameters of a path
own() { defscope --spec "$specs/shelter.json" "$@"; }
run 0 own catalog
out_has 'Animal Shelter: Animals'
out_has isolateMachine
[ ! -s "$work/err" ] || fail "said: $(cat "$work/err")"
run 0 own catalog --json
is "$(json '[o["operation"] for o in d if o["product"] == "animal-shelter"]')" \
    '["listAnimals", "addAnimal", "getAnimal", "removeAnimal", "addVisit", "get-reports-api-reports-year"]'
is "$(json 'sorted(set(o["group"] for o in d if o["product"] == "animal-shelter"))')" \
    '["Animals", "Reports", "Visits"]'
run 0 own catalog addAnimal --json
is "$(json 'd["path"]')" /v2/animals
is "$(json 'd["server"]')" https://eu.shelter.example:8443
is "$(json 'd["permissions"]["application"]')" '["animals.write + animals.read"]'
is "$(json '[p["name"] for p in d["body"]["properties"] if p["required"]]')" '["name", "kind"]'
is "$(json '[p["enum"] for p in d["body"]["properties"] if p["name"] == "kind"]')" \
    '[["cat", "dog", "rabbit"]]'
is "$(json '[p["nullable"] for p in d["body"]["properties"] if p["name"] == "chip"]')" '[true]'
run 0 own catalog listAnimals --json
is "$(json '[p["name"] + " " + p["in"] for p in d["parameters"]]')" \
    '["limit query", "kind query", "where[house] query", "where[free] query", "X-Trace header", "Cookie header"]'
run 0 own explain removeAnimal
out_has 'deprecated by the document'
run 0 own catalog get-reports-api-reports-year
out_has 'GET /reports-api/reports/{year}'

# checked, without the refusals of other services
cat >"$work/body.json" <<'EOF'
{"name": "M", "Kind": "cat", "chip": null, "colours": [], "notes": {"any": "x"},
 "home": {"type": "person", "street": "x", "phone": 1}, "extra": 1}
EOF
run 1 own check addAnimal "$work/body.json" --json
is "$(json 'd["predicted"]')" null
is "$(json 'sorted(h["where"] for h in d["hints"])')" \
    '["/Kind", "/colours", "/extra", "/home/phone", "/name"]'
run 1 own check removeAnimal animalId=-3
out_has 'If-Match'
run 1 own check getAnimal animalId=x
out_has 'whole number'
run 1 own check PUT /v2/animals/3
out_has 'getAnimal, which is called with GET'
run 0 own check addVisit animalId=3
run 0 own decode --operation listAnimals <<'EOF'
{"error": {"code": "Forbidden", "message": "no"}}
EOF

# a document of 3.1: circles, const, types in lists, names that are taken
run 0 defscope --spec "$specs/workshop.json" catalog addOrder
err_has 'workshop.json:13:24: /paths/~1orders~1{order}/put/operationId: another API has'
err_has 'this one is called "workshop-orders-parts.getAlert"'
err_has '/components/schemas/Part/properties/maker/$ref: "makers.json#/Maker" is in another document'
run 0 defscope -q --spec "$specs/workshop.json" catalog workshop-orders-parts.getAlert
[ ! -s "$work/err" ] || fail "said: $(cat "$work/err")"
out_has 'PUT /api/orders/{order}'
cat >"$work/body.json" <<'EOF'
{"state": "new", "amount": "3", "remark": null, "other": 1,
 "parts": [{"number": 1, "parts": [{"number": 2, "x-a": 1}], "x-b": 2}]}
EOF
run 0 defscope -q --spec "$specs/workshop.json" check addOrder "$work/body.json"
echo '{"state": "old", "parts": [{"number": "1"}]}' >"$work/body.json"
run 1 defscope -q --spec "$specs/workshop.json" check addOrder "$work/body.json"
out_has '/state'
out_has '/parts/0/number'
# two at once
run 0 defscope -q --spec "$specs/workshop.json" --spec "$specs/shelter.json" catalog --json
is "$(json 'len(set(o["product"] for o in d))')" 5

# bad documents: file, line, column, place and reason; what can be used is used
head='{"openapi": "3.0.1", "info": {"title": "T", "version": "1"}, "paths": {'
# bad EXIT TEXT SAID: a document, what its command exits with, what is said of it
bad() {
    printf '%s\n' "$2" >"$work/bad.json"
    run "$1" defscope --spec "$work/bad.json" catalog
    err_has "$3"
}
bad 0 "$head
  \"/a\": {\"get\": {}}, }}" 'bad.json:2:20: This comma is one too many.'
bad 2 "{\"openapi\": \"3.0.1\" 
  \"paths\": " 'is not JSON: line 1, column 1: { is never closed'
bad 2 'what is this' 'bad.json'
bad 2 'openapi: 3.0.1' 'is YAML: convert it to JSON, for example with "yq -o=json . '
bad 2 '<html></html>' 'is HTML or XML'
bad 2 '{"swagger": "2.0", "paths": {}}' 'is a Swagger 2 document: convert it'
bad 2 '{"openapi": "4.0.0", "paths": {}}' '"openapi" says "4.0.0"'
bad 2 "$head}}" 'has no operation that can be used'
bad 2 "$head
  \"pets\": {\"get\": {}}}}" 'bad.json:2:11: /paths/pets: a path must begin with a slash'
bad 0 "$head \"/a\": {\"get\": {}},
  \"/b\": {\"GET\": {}}}}" 'bad.json:2:17: /paths/~1b/GET: "GET" is written "get" here'
bad 0 "$head \"/a\": {\"get\": {\"parameters\": [
  {\"name\": \"x\"}]}}}}" 'bad.json:2:3: /paths/~1a/get/parameters/0: a parameter needs "name" and "in"'
bad 0 "$head \"/a\": {\"get\": {\"parameters\": [
  {\"name\": \"x\", \"in\": \"body\"}]}}}}" '"in" says "body"'
bad 0 "$head \"/a\": {\"get\": {\"parameters\": [{\"\$ref\":
   \"#/components/parameters/x~1y\"}]}}}}" \
    'bad.json:2:4: /paths/~1a/get/parameters/0/$ref: "#/components/parameters/x~1y" leads nowhere'
bad 0 "$head \"/a\": {\"get\": {\"parameters\": [{\"\$ref\": \"https://x.example/p.json\"}]}}}}" \
    'is in another document, which is not read'
bad 0 "$head \"/a\": {\"get\": {\"operationId\": \"x\"}, \"put\": {\"operationId\":
  \"x\"}}}}" 'bad.json:2:3: /paths/~1a/put/operationId: the operation "x" is there already: this one is called "x-2"'
out_has 'x-2'
bad 0 "$head \"/a\": {\"get\": {\"parameters\": [{\"name\": \"q\", \"in\": \"query\", \"schema\": {\"type\":
  \"strng\"}}]}}}}" 'bad.json:2:3: /paths/~1a/get/parameters/0/schema/type: "strng" is no type'
bad 0 "$head \"/a\": {\"put\": {\"requestBody\": {\"content\": {\"application/json\": {\"schema\":
  {\"properties\": []}}}}}}}}" 'schema/properties: "properties" must be an object here'
bad 0 "{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"get\": {}}}}" '"info" has no "title"'
bad 0 "{\"openapi\": 3.1, \"info\": {\"title\": \"T\"}, \"paths\": {\"/a\": {\"get\": {}}}}" \
    '/openapi: "openapi" must be text: write "3.1.0"'
bad 0 "{\"openapi\": \"3.0.0\", \"info\": {\"title\": \"T\"}, \"servers\": [{\"url\": \"https://{x}/\"}],
 \"paths\": {\"/a\": {\"get\": {}}}}" '/servers/0: the server'\''s address has {x}'
printf '\377\376{\000' >"$work/bad.json"
run 2 defscope --spec "$work/bad.json" catalog
err_has 'is UTF-16: save it as UTF-8'
run 2 defscope --spec "$work/nowhere.json" catalog
err_has nowhere.json
python3 -c 'print("[" * 1500 + "]" * 1500)' >"$work/bad.json"
run 2 defscope --spec "$work/bad.json" catalog
err_has 'nested deeper than 1000 levels at line 1, column 1000'
head -c 17000000 /dev/zero | tr '\0' ' ' >"$work/bad.json"
run 2 defscope --spec "$work/bad.json" catalog
err_has '16'
# nothing that a terminal would obey
printf '{"openapi": "3.0.0", "info": {"title": "A\\u001b[31mB"}, "paths": {"/a": {"get": {"summary": "\\u202eX", "operationId": "\\u001b]0;x"}, "put": {"operationId": "plain"}}}}' >"$work/bad.json"
run 0 defscope --spec "$work/bad.json" catalog
if grep -q "$(printf '[\033\342]')" "$work/out" "$work/err"; then
    fail 'controls of a document reach the terminal'
fi
run 0 defscope --spec "$work/bad.json" catalog plain

# sent to a server on this machine, without a token; nowhere else
mkfifo "$work/hold"
"${builddir:-.}/tests/support/fault_server" <"$work/hold" >"$work/ports" &
exec 3>"$work/hold"
server_ready() { [ "$(wc -l <"$work/ports")" -ge 2 ]; }
await server_ready || exit 99
port=$(head -n 1 "$work/ports")
cat >"$work/local.json" <<EOF
{"openapi": "3.0.0", "info": {"title": "Local"}, "servers": [{"url": "http://localhost:$port/"}],
 "paths": {"/echo": {"get": {"operationId": "echo"}, "post": {"operationId": "echoPost",
  "requestBody": {"content": {"application/json": {"schema": {"type": "object",
   "required": ["a"], "properties": {"a": {"type": "integer"}}}}}}}},
  "/ok": {"get": {"operationId": "fine"}}}}
EOF
run 0 defscope --spec "$work/local.json" send fine
is "$(cat "$work/out")" '{"a": 1}'
err_has "Goes to http://127.0.0.1:$port without a token"
err_lacks 'practice tenant was started'
run 0 defscope --spec "$work/local.json" send echo
out_has 'GET /echo HTTP/1.1'
out_lacks Authorization
export DEFSCOPE_TOKEN=eyJsecret.of.tenant
run 0 defscope --spec "$work/local.json" send echo
out_lacks Authorization
out_lacks eyJsecret
run 0 defscope --spec "$work/local.json" send echo --dry-run
out_lacks Authorization
run 2 defscope --spec "$work/local.json" send echoPost a:=1
err_has 'only reads'
run 2 defscope --spec "$specs/shelter.json" send listAnimals
err_has "The token doesn't go to https://eu.shelter.example:8443"
err_lacks eyJsecret
run 2 defscope --spec "$work/local.json" send GET "http://127.0.0.1:1/echo"
unset DEFSCOPE_TOKEN
run 0 defscope --spec "$work/local.json" send echoPost a:=1
out_has '"a": 1'
out_lacks Authorization
exec 3>&-

# the practice tenant knows nothing of it, and says so
start_tenant
run 4 defscope --spec "$specs/shelter.json" send listAnimals
err_has "doesn't know this API"
err_has 404
run 0 defscope --spec "$specs/shelter.json" send listAlerts
stop_tenant
done_testing

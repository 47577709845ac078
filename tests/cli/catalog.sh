#!/bin/sh
# catalog: the operations.
. "${srcdir:-.}/tests/cli/lib.sh"

run 0 defscope catalog
out_has isolateMachine
out_has /api/incidents
run 0 defscope catalog --json
is "$(json 'all(set("operation product title group method path effect permissions limits parameters body success successor".split()) <= set(o) for o in d)')" true
is "$(json 'len(d) > 100 and len(set(o["operation"] for o in d)) == len(d)')" true
run 0 defscope catalog isolateMachine
out_has 'POST /api/machines/{id}/isolate'
out_has Comment
run 0 defscope catalog isolateMachine --json
is "$(json '[p["name"] for p in d["body"]["properties"] if p["required"]]')" '["Comment"]'
is "$(json 'd["permissions"]["application"]')" '["Machine.Isolate"]'
run 2 defscope catalog one two

# what replaces an operation, and how it differs
run 0 defscope catalog
out_has 'retires: use graphRunHuntingQuery'
run 0 defscope catalog updateIncident
out_has 'graphUpdateIncident'
out_has 'tags in the body → customTags in the body'
out_has 'graphAddIncidentComment takes it'
out_has 'incidentName → displayName'
run 0 defscope catalog updateIncident --json
is "$(json '[c["to"] for c in d["succession"]["changes"] if c["from"] == "/tags"]')" '["/customTags"]'
run 0 defscope catalog isolateMachine --json
is "$(json 'd["succession"]')" null

# other documents in place of the built-in ones
mkdir -p "$work/data dir/catalog"
cat >"$work/data dir/catalog/own.json" <<'EOF'
{"openapi": "3.1.0", "info": {"title": "Own", "version": "1"},
 "paths": {"/api/things": {"get": {"operationId": "listThings",
  "summary": "List things", "responses": {"200": {"description": "x"}}}}}}
EOF
DEFSCOPE_DATA="$work/data dir" run 0 defscope catalog --json
is "$(json '[o["operation"] for o in d]')" '["listThings"]'
echo '{' >"$work/data dir/catalog/own.json"
DEFSCOPE_DATA="$work/data dir" run 2 defscope catalog
err_has own.json
DEFSCOPE_DATA="$work/nowhere" run 0 defscope catalog isolateMachine
done_testing

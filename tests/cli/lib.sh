# What the tests of commands share. Sourced; the test says `done_testing` at its end.
set -eu
work=$(mktemp -d)
export XDG_RUNTIME_DIR="$work/run" XDG_DATA_HOME="$work/data" \
    XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache" XDG_CONFIG_HOME="$work/config" HOME="$work"
mkdir -m 700 "$XDG_RUNTIME_DIR"
tenant=
fails=0
cleanup() {
    [ -z "$tenant" ] || kill "$tenant" 2>/dev/null || :
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 99' INT TERM HUP

fail() {
    printf 'FAIL: %s\n' "$*"
    fails=$((fails + 1))
}

# run WANT COMMAND...: its exit status; output in $work/out, errors in $work/err.
run() {
    want=$1
    shift
    code=0
    "$@" >"$work/out" 2>"$work/err" || code=$?
    if [ "$code" != "$want" ]; then
        fail "$*: exit $code, want $want"
        sed 's/^/    /' "$work/out" "$work/err"
    fi
}
out_has() { grep -qF -e "$1" "$work/out" || { fail "no '$1' in:"; cat "$work/out"; }; }
err_has() { grep -qF -e "$1" "$work/err" || { fail "no '$1' said in:"; cat "$work/err"; }; }
out_lacks() { ! grep -qF -e "$1" "$work/out" || fail "'$1' in the output"; }
err_lacks() { ! grep -qF -e "$1" "$work/err" || fail "'$1' was said"; }
is() { [ "$1" = "$2" ] || fail "got '$1', want '$2'"; }

# json EXPRESSION [FILE]: prints what a Python expression makes of the one JSON value d.
json() {
    python3 -c '
import json, sys
d = json.load(open(sys.argv[2]))
v = eval(sys.argv[1])
print(v if isinstance(v, str) else json.dumps(v))' "$1" "${2:-$work/out}"
}

# await COMMAND...: until it holds, 10 seconds at most.
await() {
    tries=0
    until "$@"; do
        tries=$((tries + 1))
        [ "$tries" -lt 200 ] || return 1
        sleep 0.05
    done
}
tenant_ready() { [ "$(wc -l <"$work/tenant")" -ge 2 ]; }

# A practice tenant for all commands that follow, in place of the one before; the
# options are its own.
start_tenant() {
    [ -z "$tenant" ] || stop_tenant
    : >"$work/tenant"
    defscope practice "$@" </dev/null >"$work/tenant" 2>"$work/tenant.err" &
    tenant=$!
    await tenant_ready || { cat "$work/tenant.err"; exit 99; }
    # shellcheck disable=SC2034 # for the tests
    base=$(sed -n '1s/.*\(http.*\)/\1/p' "$work/tenant")
}
stop_tenant() {
    kill "$tenant"
    wait "$tenant" || :
    tenant=
}

done_testing() {
    [ "$fails" = 0 ] || exit 1
    exit 0
}

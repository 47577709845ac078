# shellcheck shell=sh disable=SC2154 # lib.sh sets $work
# A TLS server that every host leads to, by way of a proxy. Sourced after lib.sh.
# serve KIND: what it is asked stands in $work/seen.
serve() {
    : >"$work/ports"
    rm -f "$work/seen" "$work/lifeline"
    mkfifo "$work/lifeline"
    "${builddir:-.}/tests/support/tls_server" "$work" "$1" <"$work/lifeline" >"$work/ports" &
    tenant=$!
    exec 9>"$work/lifeline"
    await test -s "$work/ports" || exit 99
    https_proxy="http://anna:secret-word@127.0.0.1:$(sed -n 1p "$work/ports")"
    export https_proxy
}
end_serving() {
    exec 9>&-
    wait "$tenant" || :
    tenant=
}
seen_has() { grep -qF -e "$1" "$work/seen" || { fail "the server saw no '$1'"; cat "$work/seen"; }; }
seen_lacks() { ! grep -qF -e "$1" "$work/seen" || fail "the server saw '$1'"; }
export SSL_CERT_FILE="$work/ca.pem"
unset CURL_CA_BUNDLE SSL_CERT_DIR no_proxy NO_PROXY

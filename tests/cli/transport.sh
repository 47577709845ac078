#!/bin/sh
# shellcheck disable=SC1091,SC2016,SC2154 # lib.sh sets $work
# The services' own hosts, over TLS, as a company's network has them: everything goes
# through a proxy, which here leads to a server of the test with an authority of its
# own. Nothing of the program is changed for that.
. "${srcdir:-.}/tests/cli/lib.sh"
. "${srcdir:-.}/tests/support/tls.sh"
secret=eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2FwaS5zZWN1cml0eWNlbnRlci5taWNyb3NvZnQuY29tIn0.c2lnbmF0dXJlLW9mLWEtdGVzdA

ask() { DEFSCOPE_TOKEN=$secret timeout 60 defscope send "$@" 9>&-; }
said_in_words() {
    tr -s ' \n' ' ' <"$work/err" >"$work/said"
    grep -qF -e "$1" "$work/said" || { fail "no '$1' in:"; cat "$work/err"; }
}

# What should be: the request arrives whole, the proxy learns the host alone.
serve good
run 0 ask listMachines '$top=1'
err_has "Through the proxy http://127.0.0.1:"
err_lacks secret-word
seen_has "CONNECT api.securitycenter.microsoft.com:443"
seen_has "Authorization: Bearer $secret"
id=$(sed -n 's/^client-request-id: \([0-9a-f-]*\).*/\1/p' "$work/seen")
is "${#id}" 36
is "$(sed '/--- request/,$d' "$work/seen" | grep -c -e "$secret" -e client-request-id)" 0
run 0 defscope ticket last
out_has "client-request-id: $id"
run 0 defscope history show last --json
out_has "$id"

# A redirect is told, and nobody else is asked.
run 1 ask GET 'https://api.securitycenter.microsoft.com/redirect/302?https://elsewhere.example/x' -i --no-check
out_has 'Location: https://elsewhere.example/x'
said_in_words "Don't follow with the token"
seen_lacks 'CONNECT elsewhere'
seen_lacks 'GET /x'

# A netrc file is nobody's business.
echo 'default login anna password from-netrc' >"$work/.netrc"
chmod 600 "$work/.netrc"
run 0 ask listMachines
seen_lacks "$(printf anna:from-netrc | base64)"
run 3 ask GET https://api.securitycenter.microsoft.com/cut --no-check
said_in_words '13 of 100'
end_serving

# Each way in which a host can fail to prove who it is: exit 3, which part, what to do.
while IFS='|' read -r kind words step; do
    [ -n "$kind" ] || continue
    serve "$kind"
    run 3 ask listMachines
    said_in_words "$words"
    said_in_words "$step"
    seen_lacks 'GET /'
    end_serving
done <<'TABLE'
expired|has expired|check this machine's clock
future|is not valid yet|check this machine's clock
wrong-host|the certificate is not for api.securitycenter.microsoft.com|check the host's spelling
self-signed|is signed by itself|look for a proxy
unknown-authority|not trusted here|ca-file
incomplete|comes without those|ca-file
weak-key|is too weak|look for a proxy
tls11|only TLS older than 1.2|look for a proxy
plain|does not speak TLS|is the port right
cut|closed while TLS was set up|a proxy is needed
TABLE

# A proxy that refuses is named, without its password.
serve good
port=$(sed -n 1p "$work/ports")
end_serving
run 3 ask listMachines
said_in_words "the proxy http://127.0.0.1:$port does not take the connection"
err_lacks secret-word
run 0 defscope doctor --json
out_lacks secret-word
# A profile's own way: what was revoked is refused, a gateway's question is answered.
# certificates are made anew by each server, in the same place
mkdir -p "$XDG_CONFIG_HOME/defscope"
config=$XDG_CONFIG_HOME/defscope/config
profile() { printf '%s\n' '[profile way]' 'sign-in = token' 'secret-env = OURS' "$@" >"$config"; }
ask_way() { OURS=$secret timeout 60 defscope -p way send listMachines 9>&-; }
serve revoked
profile
run 0 ask_way
profile "crl-file = $work/crl.pem"
run 3 ask_way
said_in_words 'was revoked'
profile 'crl-file = /nonexistent'
run 3 ask_way
run 1 defscope profile check way
out_has crl-file
end_serving
serve client-certificate
profile
run 3 ask_way
chmod 600 "$work/client.key"
profile "client-certificate = $work/client.pem" "client-key = $work/client.key"
run 0 ask_way
seen_has 'GET /api/machines'
profile "client-key = $work/client.key"
run 2 ask_way
err_has 'needs "client-certificate"'
end_serving

done_testing

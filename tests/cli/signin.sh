#!/bin/sh
# shellcheck disable=SC1091,SC2034,SC2119,SC2154 # lib.sh sets $work, $tenant and $base
# The practice tenant's sign-in, as clients meet it: curl asks, openssl checks.
. "${srcdir:-.}/tests/cli/lib.sh"
command -v openssl >/dev/null || exit 77

app=b7c1f0de-3a52-4d0b-8c2e-5f1d9a6e7b2
mde=https://api.securitycenter.microsoft.com/.default
device=urn:ietf:params:oauth:grant-type:device_code

# sign_in PARAMETER...: asks the token endpoint; the answer, with its head, is in $work/out.
sign_in() {
    fields=
    for field; do
        fields="$fields --data-urlencode $field"
    done
    # shellcheck disable=SC2086 # fields hold no spaces
    curl -sS -i -m 60 "$base/practice.example/oauth2/v2.0/token" $fields >"$work/out"
}
answer() { sed '1,/^.$/d' "$work/out" | jq -r ".$1"; }
status() { curl -s -o "$work/body" -w '%{http_code}' "$@"; }

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
unbase64url() {
    text=$(tr -- '-_' '+/' | tr -d '\n')
    while [ $((${#text} % 4)) != 0 ]; do text=$text=; done
    printf '%s' "$text" | openssl base64 -d -A
}

# public_key N E: an RSA public key in PEM, of the two numbers in hexadecimal.
public_key() {
    cat >"$work/key.cnf" <<CNF
asn1=SEQUENCE:key
[key]
algorithm=SEQUENCE:algorithm
key=BITWRAP,SEQUENCE:numbers
[algorithm]
oid=OID:rsaEncryption
none=NULL
[numbers]
n=INTEGER:0x$1
e=INTEGER:0x$2
CNF
    openssl asn1parse -genconf "$work/key.cnf" -noout -out "$work/key.der"
    openssl pkey -pubin -inform DER -in "$work/key.der"
}
hex() { od -An -v -tx1 | tr -d ' \n'; }

openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=practice -sha256 \
    -keyout "$work/client.key" -out "$work/client.pem" 2>/dev/null
start_tenant --certificate "$work/client.pem"

# A token by secret: its signature holds against the published key.
sign_in grant_type=client_credentials "client_id=${app}0" \
    client_secret=practice-secret-full "scope=$mde"
token=$(answer access_token)
curl -s "$base/practice.example/discovery/v2.0/keys" >"$work/keys"
modulus=$(jq -r '.keys[0].n' "$work/keys" | unbase64url | hex)
exponent=$(jq -r '.keys[0].e' "$work/keys" | unbase64url | hex)
public_key "$modulus" "$exponent" >"$work/key.pem"
printf '%s' "${token%.*}" >"$work/signed"
printf '%s' "${token##*.}" | unbase64url >"$work/signature"
run 0 openssl dgst -sha256 -verify "$work/key.pem" -signature "$work/signature" \
    "$work/signed"
printf 'x' >>"$work/signed"
run 1 openssl dgst -sha256 -verify "$work/key.pem" -signature "$work/signature" \
    "$work/signed"
is "$(status -H "Authorization: Bearer $token" "$base/api/machines?\$top=1")" 200
is "$(status -H "Authorization: Bearer $token" "$base/api/incidents")" 401
run 0 defscope decode --status 401 --json "$work/body"
is "$(json 'd["class"]')" auth
is "$(json 'd["values"]["audience"]')" "${mde%/.default}"

# A token by certificate, signed with PS256.
thumbprint=$(openssl x509 -in "$work/client.pem" -outform DER |
    openssl dgst -sha256 -binary | base64url)
now=$(date +%s)
head=$(printf '{"alg":"PS256","typ":"JWT","x5t#S256":"%s"}' "$thumbprint" | base64url)
claims=$(jq -nc --arg id "${app}6" --argjson now "$now" \
    --arg aud "$base/practice.example/oauth2/v2.0/token" \
    '{aud: $aud, iss: $id, sub: $id, jti: "1", nbf: $now, exp: ($now + 300)}' | base64url)
signature=$(printf '%s' "$head.$claims" | openssl dgst -sha256 -sign "$work/client.key" \
    -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest | base64url)
by_certificate() { # ASSERTION
    sign_in grant_type=client_credentials "client_id=${app}6" "scope=$mde" \
        client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \
        "client_assertion=$1"
}
by_certificate "$head.$claims.$signature"
is "$(status -H "Authorization: Bearer $(answer access_token)" "$base/api/machines")" 200
# RS256's signature is none of PS256
wrong=$(printf '%s' "$head.$claims" | openssl dgst -sha256 -sign "$work/client.key" |
    base64url)
by_certificate "$head.$claims.$wrong"
is "$(answer 'error_codes[0]')" 700027

# Every refusal is understood by decode, from the output of curl -i.
understood() { # NUMBER
    is "$(answer 'error_codes[0]')" "$1"
    cp "$work/out" "$work/refusal"
    run 0 defscope decode --json "$work/refusal"
    is "$1 $(json 'd["class"]')" "$1 sign-in"
    run 0 defscope decode "$work/refusal"
    out_has "AADSTS$1"
    printf '%s\n' "$1" >>"$work/understood"
}
while read -r number fields; do
    # shellcheck disable=SC2086 # words on purpose
    sign_in grant_type=client_credentials $fields
    understood "$number"
done <<TABLE
7000215 client_id=${app}0 client_secret=wrong scope=$mde
7000222 client_id=${app}3 client_secret=practice-secret-expired scope=$mde
7000218 client_id=${app}0 scope=$mde
700025 client_id=${app}4 client_secret=x scope=$mde
700016 client_id=${app}9 client_secret=x scope=$mde
7000112 client_id=${app}5 client_secret=practice-secret-disabled scope=$mde
70011 client_id=${app}0 client_secret=practice-secret-full scope=${mde%/.default}
500011 client_id=${app}0 client_secret=practice-secret-full scope=https://other.example/.default
900144 client_id=${app}0 client_secret=practice-secret-full
901002 client_id=${app}0 client_secret=practice-secret-full resource=$mde
50012 client_id=${app}6 scope=$mde client_assertion_type=x client_assertion=y
TABLE
is "$(wc -l <"$work/understood")" 11

# Without consent the token has no role; every wording of that is understood.
while read -r resource path words; do
    sign_in grant_type=client_credentials "client_id=${app}2" \
        client_secret=practice-secret-no-consent "scope=$resource/.default"
    curl -s -i -H "Authorization: Bearer $(answer access_token)" "$base$path" >"$work/no"
    grep -qF "$words" "$work/no" || fail "$path does not say '$words'"
    run 0 defscope decode --json "$work/no"
    is "$path $(json 'd["known_as"] + " " + d["class"]')" "$path Forbidden permission"
done <<'TABLE'
https://api.securitycenter.microsoft.com /api/machines Missing application roles. API required roles: Machine.Read.All,
https://api.security.microsoft.com /api/incidents The application does not have any of the required application permissions (
https://graph.microsoft.com /v1.0/security/incidents Missing application roles. API required roles: SecurityIncident.Read.All,
https://graph.microsoft.com /v1.0/security/secureScores Auth token does not contain valid permissions
TABLE

# A user signs in on the page; a page of another site can't do it.
curl -s "$base/common/oauth2/v2.0/devicecode" -d "client_id=${app}4" \
    -d "scope=$mde offline_access" >"$work/codes"
waiting=$(jq -r .device_code "$work/codes")
user=$(jq -r .user_code "$work/codes")
page=$(jq -r .verification_uri "$work/codes")
poll() { sign_in "grant_type=$device" "client_id=${app}4" "device_code=$waiting"; }
poll
understood 70016
word=$(curl -s "$page" | sed -n 's/.*name="word" value="\([^"]*\)".*/\1/p')
[ -n "$word" ] || fail 'no form on the page'
is "$(status "$page" -H 'Origin: https://evil.example' -d "user_code=$user" \
    -d "word=$word" -d answer=allow)" 403
is "$(status "$page" -H 'Sec-Fetch-Site: cross-site' -d "user_code=$user" \
    -d "word=$word" -d answer=allow)" 403
is "$(status "$page" -d "user_code=$user" -d answer=allow)" 403
is "$(status "$page" -d "user_code=$user" -d "word=$word" -d answer=allow)" 200
poll
token=$(answer access_token)
is "$(status -H "Authorization: Bearer $token" "$base/api/machines")" 200
sign_in grant_type=refresh_token "client_id=${app}4" "refresh_token=$(answer refresh_token)"
is "$(status -H "Authorization: Bearer $(answer access_token)" "$base/api/machines")" 200
poll
understood 70018
stop_tenant

# As JSON on one line; the same is in the runtime file.
: >"$work/tenant"
defscope practice --json --tokens 2 </dev/null >"$work/tenant" 2>"$work/tenant.err" &
tenant=$! # ended by lib.sh
described() { [ "$(wc -l <"$work/tenant")" -ge 1 ]; }
await described || fail 'nothing was printed'
is "$(wc -l <"$work/tenant")" 1
base=$(jq -r .url "$work/tenant")
is "$base" "$(jq -r .url "$XDG_RUNTIME_DIR/defscope/practice.json")"
is "$(jq -r '[.applications[].name] | join(" ")' "$work/tenant")" \
    'full read-only no-consent expired-secret delegated disabled certificate'
is "$(jq '.tenants | length' "$work/tenant")" 2
second=$(jq -r '.tenants[1].bearer' "$work/tenant")
is "$(status -H "Authorization: Bearer $second" "$base/api/machines")" 200
is "$(status -X POST -H "Authorization: Bearer $second" -d InternalServerError:100% \
    "$base/practice/faults")" 204
is "$(status -H "Authorization: Bearer $second" "$base/api/machines")" 500
is "$(status -H "Authorization: Bearer $(jq -r .bearer "$work/tenant")" \
    "$base/api/machines")" 200
run 0 defscope -p practice send listMachines
stop_tenant

# Tokens that last a second are soon refused.
start_tenant --token-lifetime 1
sign_in grant_type=client_credentials "client_id=${app}0" \
    client_secret=practice-secret-full "scope=$mde"
is "$(answer expires_in)" 1
token=$(answer access_token)
expired() { [ "$(status -H "Authorization: Bearer $token" "$base/api/machines")" = 401 ]; }
await expired || fail 'a token outlived its second'
run 0 defscope decode --status 401 --json "$work/body"
is "$(json 'd["code"]')" Unauthorized
stop_tenant

# What is asked wrongly is refused before anything starts.
run 2 defscope practice --certificate "$work/keys"
err_has 'no certificate'
run 2 defscope practice --fault earthquake
err_has '"earthquake"'
run 2 defscope practice --tokens 0
err_has '"0"'
run 2 defscope-practice --frobnicate
err_has '"--frobnicate"'
err_lacks "'"
done_testing

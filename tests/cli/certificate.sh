#!/bin/sh
# shellcheck disable=SC1091,SC2154 # lib.sh sets $work and $base
# sign-in = certificate: keys made by openssl, asked for by the practice tenant.
. "${srcdir:-.}/tests/cli/lib.sh"
command -v openssl >/dev/null || exit 77
config=$XDG_CONFIG_HOME/defscope/config
mkdir -p "$XDG_CONFIG_HOME/defscope"

make_pair() { # NAME [OPTION...]
    name=$1
    shift
    openssl req -x509 -newkey rsa:2048 -subj "/CN=$name" -sha256 -days 90 \
        -keyout "$work/$name.key" -out "$work/$name.pem" "$@" 2>/dev/null
    chmod 600 "$work/$name.key"
    cat "$work/$name.pem" "$work/$name.key" >"$work/$name.both"
    chmod 600 "$work/$name.both"
}
make_pair good -nodes
make_pair other -nodes
make_pair locked -passout pass:open-sesame
openssl ecparam -name prime256v1 -genkey -noout -out "$work/ec.key"
chmod 600 "$work/ec.key"
openssl req -x509 -new -key "$work/ec.key" -subj /CN=ec -out "$work/ec.pem"
cat "$work/good.pem" "$work/locked.pem" >"$work/known.pem"
start_tenant --certificate "$work/known.pem"

# profile LINE...: one that signs in with a certificate.
profile() {
    printf '%s\n' '[profile c]' 'cloud = practice' 'sign-in = certificate' \
        'application = b7c1f0de-3a52-4d0b-8c2e-5f1d9a6e7b26' "$@" >"$config"
}
ask() { defscope -p c send listMachines '$top=1' </dev/null; }

profile "certificate = $work/good.both"
run 0 ask
out_has '"value"'
run 0 defscope profile check c
out_has 'on 20'
profile "certificate = $work/good.pem" "key = $work/good.key"
run 0 ask
run 0 defscope login c
out_has 'Signed in as profile c'
run 0 defscope logout c

# an encrypted key
profile "certificate = $work/locked.pem" "key = $work/locked.key"
run 2 ask
err_has 'passphrase'
run 1 defscope profile check c
out_has 'passphrase'
printf 'open-sesame\n' >"$work/word"
chmod 600 "$work/word"
profile "certificate = $work/locked.pem" "key = $work/locked.key" "secret-file = $work/word"
run 0 ask
run 0 defscope profile check c
profile "certificate = $work/locked.both" 'secret-env = WORD'
WORD=open-sesame run 0 ask
WORD=wrong-word run 2 ask
err_has 'does not open it'
err_lacks wrong-word

# what is wrong is said before anything is sent
profile
run 2 ask
err_has 'needs "certificate"'
profile "certificate = $work/good.pem"
run 2 ask
err_has 'chmod 600'
chmod 600 "$work/good.pem"
run 2 ask
err_has '"key"'
profile "certificate = $work/good.pem" "key = $work/other.key"
run 2 ask
err_has 'not the key of'
profile "certificate = $work/ec.pem" "key = $work/ec.key"
run 2 ask
err_has 'RSA'
profile "certificate = $work/good.key"
run 2 ask
err_has 'no certificate in PEM form'
profile "certificate = $work/nowhere.pem" "key = $work/good.key"
run 2 ask
err_has nowhere.pem
profile "certificate = $work/good.pem" "key = $work/good.key"
chmod 644 "$work/good.key"
run 2 ask
err_has 'chmod 600'
run 1 defscope profile check c

# Entra does not know it
profile "certificate = $work/other.both"
run 6 ask
err_has AADSTS700027
stop_tenant
done_testing

#!/bin/sh
# doctor: what is wrong around the program.
. "${srcdir:-.}/tests/cli/lib.sh"
states() { json '[[i["area"], i["state"]] for i in d["findings"] if i["state"] != "ok"]'; }

export TERM=xterm-256color LC_ALL=C.UTF-8
unset http_proxy https_proxy HTTPS_PROXY ALL_PROXY all_proxy
run 0 defscope doctor
out_has Terminal
out_has "$XDG_CONFIG_HOME/defscope"
out_has "$XDG_DATA_HOME/defscope"
out_has "$XDG_STATE_HOME/defscope"
out_has libcurl
out_has 'no proxy'
run 0 defscope doctor --json
is "$(json 'sorted(set(i["area"] for i in d["findings"]))')" \
    '["clipboard", "history", "locale", "network", "paths", "practice", "profiles", "terminal"]'
is "$(json 'all(set(i) == {"area", "state", "text", "advice"} for i in d["findings"])')" true

# What is wrong is said with what to do.
TERM='' run 1 defscope doctor --json
is "$(states)" '[["terminal", "error"]]'
TERM=nonesuch run 1 defscope doctor
out_has 'nonesuch'
out_has 'TERM=xterm-256color'
LC_ALL=C run 0 defscope doctor --json
is "$(states)" '[["locale", "warning"]]'
https_proxy=http://someone:secret@127.0.0.1:3128 run 0 defscope doctor
out_has 127.0.0.1:3128
out_lacks secret
mkdir -p "$XDG_DATA_HOME/defscope"
chmod 755 "$XDG_DATA_HOME/defscope"
run 0 defscope doctor
out_has "chmod 700 '$XDG_DATA_HOME/defscope'"
chmod 700 "$XDG_DATA_HOME/defscope"
echo none >"$XDG_CONFIG_HOME.x"
XDG_CONFIG_HOME="$work" run 0 defscope doctor

# A half-written profile is a warning, the one in use an error; a configuration that can't be read too.
mkdir -p "$XDG_CONFIG_HOME/defscope"
chmod 700 "$XDG_CONFIG_HOME/defscope"
printf '[profile half]\nsign-in = client-secret\n' >"$XDG_CONFIG_HOME/defscope/config"
chmod 600 "$XDG_CONFIG_HOME/defscope/config"
run 0 defscope doctor --json
is "$(states)" '[["profiles", "warning"]]'
out_has 'needs \"application\"'
out_has 'defscope profile check half'
run 1 defscope -p half doctor --json
is "$(states)" '[["profiles", "error"]]'
run 1 defscope -p haff doctor
out_has 'Did you mean'
echo 'cloud = ' >>"$XDG_CONFIG_HOME/defscope/config"
run 1 defscope doctor
out_has 'config:3'
rm "$XDG_CONFIG_HOME/defscope/config"
start_tenant
run 0 defscope doctor
out_has "$base"
run 2 defscope doctor me
done_testing

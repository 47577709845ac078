# The real program in a private tmux. Source it; every wait has a deadline and a condition, none is for a time.
# shellcheck shell=sh

[ -x "$(command -v tmux)" ] || { echo "no tmux: left out"; exit 77; }

home=$(mktemp -d)
socket=defscope-test-$$
export HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" \
    XDG_STATE_HOME="$home/state" XDG_CACHE_HOME="$home/cache" XDG_RUNTIME_DIR="$home/run"
mkdir -m 700 "$home/run"
unset TMUX DISPLAY WAYLAND_DISPLAY SSH_CONNECTION SSH_TTY STY

in_tmux() { tmux -u -L "$socket" "$@"; }

cleanup() {
    in_tmux kill-server 2>/dev/null || true
    rm -rf "$home"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

# start COLUMNS ROWS COMMAND...: the status that it ends with goes to $home/status
start() {
    columns=$1 rows=$2
    shift 2
    cat >"$home/conf" <<'CONF'
set -g status off
set -g remain-on-exit on
set -g default-terminal tmux-256color
set -s escape-time 0
set -s set-clipboard on
CONF
    {
        echo '#!/bin/sh'
        printf "'%s' " "$@"
        echo
        printf "echo \$? >'%s/status'\n" "$home"
    } >"$home/command"
    chmod 700 "$home/command"
    in_tmux -f "$home/conf" new-session -d -x "$columns" -y "$rows" -s s "$home/command"
}

screen() { in_tmux capture-pane -p -t s; }
press() { in_tmux send-keys -t s "$@"; }
type_text() { in_tmux send-keys -t s -l -- "$1"; }
resize() { in_tmux resize-window -t s -x "$1" -y "$2"; }

give_up() {
    echo "FAILED: $*"
    screen || true
    exit 1
}

# wait_for PATTERN: until the screen has it; wait_gone: until it hasn't
wait_for() {
    tries=0
    until screen | grep -qE -- "$1"; do
        tries=$((tries + 1))
        [ $tries -lt 600 ] || give_up "not on the screen: $1"
        sleep 0.05
    done
}

wait_gone() {
    tries=0
    while screen | grep -qE -- "$1"; do
        tries=$((tries + 1))
        [ $tries -lt 600 ] || give_up "still on the screen: $1"
        sleep 0.05
    done
}

wait_end() {
    tries=0
    until [ -s "$home/status" ]; do
        tries=$((tries + 1))
        [ $tries -lt 600 ] || give_up "has not ended"
        sleep 0.05
    done
    cat "$home/status"
}

# clear_body LINES: with the caret in it
clear_body() {
    press C-Home
    for _ in $(seq "$1"); do
        press C-k DC
    done
}

# choose TEXT: the first operation that matches
choose() {
    press Escape
    press o
    press /
    press C-a C-k
    type_text "$1"
    wait_for "/ $1"
    press Enter
}

# Starts the raw fault server in place of the practice tenant: the explorer finds it by the runtime file.
use_fault_server() {
    # shellcheck disable=SC2174 # the folder above is there
    mkdir -p -m 700 "$home/run/defscope"
    mkfifo "$home/lifeline"
    "$builddir/tests/support/fault_server" <"$home/lifeline" >"$home/ports" &
    exec 9>"$home/lifeline" # it ends when this closes
    tries=0
    until [ "$(wc -l <"$home/ports")" -ge 1 ]; do
        tries=$((tries + 1))
        [ $tries -lt 200 ] || give_up "the fault server did not start"
        sleep 0.05
    done
    port=$(head -1 "$home/ports")
    (umask 077 && printf '{"url":"http://127.0.0.1:%s","bearer":"practice-%s","pid":0}' "$port" "$$" \
        >"$home/run/defscope/practice.json")
}

# call "METHOD PATH": types it as the target and sends it
call() {
    call_without_sending "$1"
    press s
}

call_without_sending() {
    press 2 g Enter
    wait_for ' EDIT'
    press C-a C-k
    type_text "$1"
    press Enter
    wait_for ' NAV'
}

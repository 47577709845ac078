#!/bin/sh
# The rooms as doc/ARCHITECTURE.md draws them: who may include whom, which library is met where, and that the
# pure half has no effects (by the symbols that it asks for).
set -eu
cd "$srcdir"
failed=0

complain() {
    echo "layers: $*"
    failed=1
}

# What each room may include.
allowed() {
    case $1 in
    base) echo base ;;
    json) echo base json ;;
    api) echo base json api ;;
    explorer) echo base json api explorer ;;
    view) echo base json api explorer view ;;
    practice) echo base json api practice ;;
    io) echo base json api explorer view io ;;
    cli) echo base json api explorer view io cli ;;
    esac
}

for room in base json api explorer view practice io cli; do
    may=" $(allowed $room) "
    for file in src/"$room"/*.[ch]; do
        [ -e "$file" ] || continue
        case $file in src/practice/main.c) may=" $(allowed $room) io " ;; esac # the program's edge
        for other in $(sed -n 's|^#include "\([a-z]*\)/.*|\1|p' "$file" | sort -u); do
            case $may in
            *" $other "*) ;;
            *) complain "$file includes $other/" ;;
            esac
        done
    done
done

# Where a library may be met.
only() {
    pattern=$1
    shift
    found=$(grep -lE "^#include <($pattern)" src/*/*.[ch] src/*.c || true)
    for file in $found; do
        ok=no
        for place in "$@"; do
            # shellcheck disable=SC2254 # a pattern on purpose
            case $file in
            $place) ok=yes ;;
            esac
        done
        [ $ok = yes ] || complain "$file includes <$pattern>"
    done
}
only '(n?curses|term)\.h' 'src/io/terminal*'
only 'curl/' 'src/io/*'
only 'microhttpd' 'src/practice/*'
only 'openssl/' 'src/practice/*' 'src/io/crypto.h'
only 'sqlite3' 'src/io/sqlite.h'
only 'md4c' 'src/explorer/markdown.c'
only 'pcre2' 'src/base/pattern.c'

# The pure half asks for nothing that reads a clock, the environment, a file or a socket.
impure='^(open|openat|fopen|freopen|read|write|pread|close|socket|connect|bind|send|recv|poll|select|getenv|secure_getenv|time|clock_gettime|gettimeofday|rand|random|getrandom|fork|execv.*|posix_spawn.*|system|popen|unlink|rename|stat|fstat|localtime.*|gmtime.*|signal|sigaction|pthread_.*|setlocale|sleep|nanosleep|usleep|dlopen|mmap)$'
for symbol in $(nm -u "$builddir/libdefscope.a" 2>/dev/null | awk '$1 == "U" { sub(/@.*/, "", $2); print $2 }' | sort -u); do
    if echo "$symbol" | grep -qE "$impure"; then
        complain "libdefscope.a asks for $symbol"
    fi
done

# No state that changes, outside io. Sanitizers add variables of their own.
variables=$(nm "$builddir/libdefscope.a" 2>/dev/null |
    awk '$2 ~ /^[bB]$/ && $3 !~ /^(__asan|__ubsan|__odr)|^[.]L/ { print $3 }' | head -3)
[ -z "$variables" ] || complain "libdefscope.a has variables:" "$variables"
exit $failed

#!/bin/sh
# What configure asks for is what ./bootstrap knows how to install.
set -u
cd "${srcdir:?}" || exit 99
wrong=$(
    sed -n 's/^ *PKG_CHECK_MODULES(\[[A-Z0-9]*\], \[\([a-z0-9.-]*\).*/\1/p' configure.ac |
        while read -r module; do
            grep -Eq "^(build|check) +module +$module " bootstrap || echo "$module: not in the table of bootstrap"
        done
)
[ -z "$wrong" ] || { printf '%s\n' "$wrong"; exit 1; }

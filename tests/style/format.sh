#!/bin/sh
# Every source is laid out as .clang-format says.
set -eu
cd "$srcdir"
command -v clang-format >/dev/null || exit 77
clang-format --version | grep -q ' 14\.' || exit 77 # other versions lay out otherwise
find src tests completions -name '*.[ch]' ! -name unicode_tables.h -exec clang-format --dry-run -Werror {} +

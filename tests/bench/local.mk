# Speed, as ratios within one run. No test looks at it; `make bench-limits` does, with room
# for a busy machine.
bench_programs = tests/bench/bare tests/bench/check tests/bench/index tests/bench/keys \
  tests/bench/linked tests/bench/start tests/bench/typing
EXTRA_PROGRAMS = $(bench_programs)
check_PROGRAMS += tests/bench/load
tests_bench_load_CFLAGS = $(AM_CFLAGS) -pthread
tests_bench_load_LDADD = -lpthread
tests_bench_bare_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS)
tests_bench_bare_LDADD = $(NCURSES_LIBS)
tests_bench_check_LDADD = $(defscope_libs)
tests_bench_check_SOURCES = tests/bench/check.c tests/bench/indicators.h
tests_bench_index_LDADD = $(defscope_libs)
tests_bench_index_SOURCES = tests/bench/index.c tests/bench/indicators.h
tests_bench_keys_LDADD =
tests_bench_keys_SOURCES = tests/bench/keys.c tests/bench/terminal.c tests/bench/terminal.h
tests_bench_linked_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS)
tests_bench_linked_LDFLAGS = $(AM_LDFLAGS) -Wl,--no-as-needed
tests_bench_linked_LDADD = $(NCURSES_LIBS) $(CURL_LIBS) $(CJSON_LIBS)
tests_bench_linked_SOURCES = tests/bench/bare.c
tests_bench_start_LDADD =
tests_bench_start_SOURCES = tests/bench/start.c tests/bench/terminal.c tests/bench/terminal.h
tests_bench_typing_LDADD = $(defscope_libs)
tests_bench_typing_SOURCES = tests/bench/indicators.h tests/bench/typing.c
CLEANFILES += $(bench_programs)
EXTRA_DIST += tests/bench/limits.sh

bench: all $(bench_programs)
	@srcdir=$(srcdir) sh $(srcdir)/tests/bench/limits.sh show
	@tests/bench/check
	@tests/bench/index
	@tests/bench/typing

bench-limits: all $(bench_programs)
	@srcdir=$(srcdir) sh $(srcdir)/tests/bench/limits.sh
.PHONY: bench bench-limits

# Speed, as ratios within one run; it decides no test.
bench_programs = tests/bench/bare tests/bench/check tests/bench/index tests/bench/start tests/bench/typing
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
tests_bench_start_LDADD =
tests_bench_typing_LDADD = $(defscope_libs)
tests_bench_typing_SOURCES = tests/bench/indicators.h tests/bench/typing.c
CLEANFILES += $(bench_programs)

bench: all $(bench_programs)
	@home=`mktemp -d` && XDG_RUNTIME_DIR=$$home XDG_DATA_HOME=$$home XDG_STATE_HOME=$$home \
	  TERM=xterm-256color LC_ALL=C.UTF-8 tests/bench/start 25 Operations tests/bench/bare ./defscope; \
	  rm -rf $$home
	@tests/bench/check
	@tests/bench/index
	@tests/bench/typing
.PHONY: bench

# Speed, as ratios within one run; it decides no test.
EXTRA_PROGRAMS = tests/bench/bare tests/bench/start
tests_bench_bare_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS)
tests_bench_bare_LDADD = $(NCURSES_LIBS)
tests_bench_start_LDADD =
CLEANFILES += tests/bench/bare tests/bench/start

bench: all tests/bench/bare tests/bench/start
	@home=`mktemp -d` && XDG_RUNTIME_DIR=$$home XDG_DATA_HOME=$$home XDG_STATE_HOME=$$home \
	  TERM=xterm-256color LC_ALL=C.UTF-8 tests/bench/start 25 Operations tests/bench/bare ./defscope; \
	  rm -rf $$home
.PHONY: bench

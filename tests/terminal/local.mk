# The real program in tmux.
terminal_tests = tests/terminal/journey.sh
dist_check_SCRIPTS += $(terminal_tests)
TESTS += $(terminal_tests)
EXTRA_DIST += tests/terminal/lib.sh

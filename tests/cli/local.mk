# tests/cli
dist_check_SCRIPTS += tests/cli/practice.sh
TESTS += tests/cli/practice.sh

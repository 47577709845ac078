# The house rules that a machine can read.
dist_check_SCRIPTS += tests/style/layers.sh tests/style/size.sh
TESTS += tests/style/layers.sh

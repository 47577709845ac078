# A time limit only ends what hangs: it must hold on a busy machine, and sanitizers make all slower.
if SANITIZED
test_patience = 6
else
test_patience = 2
endif

# What every test may rely on: the source folder, a fixed locale, time zone and terminal, nothing of the user's.
AM_TESTS_ENVIRONMENT = \
  srcdir='$(abs_srcdir)'; export srcdir; \
  builddir='$(abs_builddir)'; export builddir; \
  PATH='$(abs_builddir)':$$PATH; export PATH; \
  CK_DEFAULT_TIMEOUT=30; export CK_DEFAULT_TIMEOUT; \
  CK_TIMEOUT_MULTIPLIER=$(test_patience); export CK_TIMEOUT_MULTIPLIER; \
  LC_ALL=C.UTF-8; export LC_ALL; TZ=UTC; export TZ; TERM=xterm-256color; export TERM; \
  unset LINES COLUMNS NO_COLOR TMUX DEFSCOPE_TOKEN DEFSCOPE_PROFILE DEFSCOPE_DATA http_proxy https_proxy all_proxy HTTPS_PROXY ALL_PROXY no_proxy NO_PROXY CURL_CA_BUNDLE SSL_CERT_FILE SSL_CERT_DIR;

include $(srcdir)/tests/unit/local.mk
include $(srcdir)/tests/screens/local.mk
include $(srcdir)/tests/cli/local.mk
include $(srcdir)/tests/terminal/local.mk
include $(srcdir)/tests/fuzz/local.mk
include $(srcdir)/tests/bench/local.mk
include $(srcdir)/tests/support/local.mk
include $(srcdir)/tests/style/local.mk

# What users may rely on: doc/PROMISES.md.
check-promises: all
	@for test in `srcdir='$(abs_srcdir)' sh $(srcdir)/tests/promises.sh list`; do rm -f $$test.trs; done
	@DEFSCOPE_KILLS=1000 $(MAKE) -s check TESTS="`srcdir='$(abs_srcdir)' sh $(srcdir)/tests/promises.sh list`" >/dev/null || :
	@srcdir='$(abs_srcdir)' sh $(srcdir)/tests/promises.sh verdict
# A thousand requests through each shell; `make check` takes a hundred.
check-roundtrip: all
	@DEFSCOPE_REQUESTS=1000 $(MAKE) -s check TESTS=tests/cli/roundtrip.sh
.PHONY: check-promises check-roundtrip
EXTRA_DIST += tests/promises.sh

# The commands, as a user runs them: tests/cli/<command>.sh.
cli_tests = \
  tests/cli/agree.sh \
  tests/cli/catalog.sh \
  tests/cli/certificate.sh \
  tests/cli/check.sh \
  tests/cli/compare.sh \
  tests/cli/completions.sh \
  tests/cli/decode.sh \
  tests/cli/doctor.sh \
  tests/cli/download.sh \
  tests/cli/explain.sh \
  tests/cli/export.sh \
  tests/cli/faults.sh \
  tests/cli/history.sh \
  tests/cli/import.sh \
  tests/cli/language.sh \
  tests/cli/learn.sh \
  tests/cli/load.sh \
  tests/cli/man.sh \
  tests/cli/options.sh \
  tests/cli/plain.sh \
  tests/cli/practice.sh \
  tests/cli/profile.sh \
  tests/cli/roundtrip.sh \
  tests/cli/secrets.sh \
  tests/cli/send.sh \
  tests/cli/signin.sh \
  tests/cli/spec.sh \
  tests/cli/state.sh \
  tests/cli/ticket.sh \
  tests/cli/token.sh \
  tests/cli/transport.sh
dist_check_SCRIPTS += $(cli_tests)
TESTS += $(cli_tests)
EXTRA_DIST += tests/cli/lib.sh tests/specs tests/support/find_secrets.py tests/support/tls.sh

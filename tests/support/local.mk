# What tests need around them.
check_PROGRAMS += tests/support/fault_server tests/support/shell_trip tests/support/tls_server
tests_support_fault_server_SOURCES = \
  tests/support/fault_answers.c \
  tests/support/fault_server.c \
  tests/support/fault_server.h
tests_support_fault_server_LDADD = $(defscope_libs) $(ZLIB_LIBS)
tests_support_shell_trip_LDADD = libio.a $(defscope_libs)
tests_support_tls_server_CFLAGS = $(AM_CFLAGS) $(SSL_CFLAGS) $(CRYPTO_CFLAGS)
tests_support_tls_server_SOURCES = \
  tests/support/authority.c \
  tests/support/authority.h \
  tests/support/tls_server.c
tests_support_tls_server_LDADD = $(defscope_libs) $(SSL_LIBS) $(CRYPTO_LIBS)

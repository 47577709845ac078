# What tests need around them.
check_PROGRAMS += tests/support/fault_server
tests_support_fault_server_SOURCES = \
  tests/support/fault_answers.c \
  tests/support/fault_server.c \
  tests/support/fault_server.h
tests_support_fault_server_LDADD = $(defscope_libs) $(ZLIB_LIBS)

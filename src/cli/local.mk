# One file a command.
noinst_LIBRARIES += libcli.a
libcli_a_SOURCES = \
  src/cli/options.c \
  src/cli/options.h

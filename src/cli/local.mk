# One file a command.
noinst_LIBRARIES += libcli.a
libcli_a_SOURCES = \
  src/cli/bearer.c \
  src/cli/bearer.h \
  src/cli/body.c \
  src/cli/body.h \
  src/cli/catalog.c \
  src/cli/check.c \
  src/cli/check_successor.c \
  src/cli/check_successor.h \
  src/cli/command.c \
  src/cli/command.h \
  src/cli/compare.c \
  src/cli/compose.c \
  src/cli/compose.h \
  src/cli/configuration.c \
  src/cli/configuration.h \
  src/cli/data.c \
  src/cli/data.h \
  src/cli/decode.c \
  src/cli/doctor.c \
  src/cli/explain.c \
  src/cli/history.c \
  src/cli/learn.c \
  src/cli/learn.h \
  src/cli/login.c \
  src/cli/options.c \
  src/cli/options.h \
  src/cli/output.c \
  src/cli/output.h \
  src/cli/pasted.c \
  src/cli/pasted.h \
  src/cli/practice.c \
  src/cli/profile.c \
  src/cli/report.c \
  src/cli/report.h \
  src/cli/send.c \
  src/cli/send.h \
  src/cli/send_all.c \
  src/cli/send_dry.c \
  src/cli/spec.c \
  src/cli/spec.h \
  src/cli/tenant.c \
  src/cli/tenant.h \
  src/cli/ticket.c \
  src/cli/token.c

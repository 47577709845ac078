# Everything with an effect. A library of its own, so that tests of single parts link just those.
noinst_LIBRARIES += libio.a
libio_a_CPPFLAGS = $(AM_CPPFLAGS) -DBINDIR='"$(bindir)"'
libio_a_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS) $(CURL_CFLAGS) $(CRYPTO_CFLAGS) $(SQLITE_CFLAGS) $(ZLIB_CFLAGS)
io_libs = libio.a $(defscope_libs) $(NCURSES_LIBS) $(ZLIB_LIBS)
libio_a_SOURCES = \
  src/io/allocator.c \
  src/io/allocator.h \
  src/io/assertion.c \
  src/io/assertion.h \
  src/io/certificates.c \
  src/io/certificates.h \
  src/io/child.c \
  src/io/child.h \
  src/io/clipboard.c \
  src/io/clipboard.h \
  src/io/clock.c \
  src/io/clock.h \
  src/io/crash.c \
  src/io/crash.h \
  src/io/crypto.c \
  src/io/crypto.h \
  src/io/curl.c \
  src/io/curl.h \
  src/io/editor.c \
  src/io/editor.h \
  src/io/faults.c \
  src/io/faults.h \
  src/io/files.c \
  src/io/files.h \
  src/io/history.c \
  src/io/history.h \
  src/io/history_parts.h \
  src/io/history_rows.c \
  src/io/keeper.c \
  src/io/keeper.h \
  src/io/keys.c \
  src/io/keys.h \
  src/io/library.c \
  src/io/library.h \
  src/io/loop.c \
  src/io/loop.h \
  src/io/net.c \
  src/io/net.h \
  src/io/osc52.c \
  src/io/osc52.h \
  src/io/practice.c \
  src/io/practice.h \
  src/io/proxy.c \
  src/io/proxy.h \
  src/io/receiver.c \
  src/io/receiver.h \
  src/io/run.c \
  src/io/run.h \
  src/io/run_commands.c \
  src/io/run_lessons.c \
  src/io/run_state.h \
  src/io/saved.c \
  src/io/saved.h \
  src/io/sign_in.c \
  src/io/sign_in.h \
  src/io/signals.c \
  src/io/signals.h \
  src/io/spawn.c \
  src/io/spawn.h \
  src/io/sqlite.c \
  src/io/sqlite.h \
  src/io/terminal.c \
  src/io/terminal.h \
  src/io/terminal_colours.c \
  src/io/terminal_colours.h \
  src/io/terminal_probe.c \
  src/io/terminal_probe.h \
  src/io/themes.c \
  src/io/themes.h \
  src/io/transfer.c \
  src/io/transfer.h \
  src/io/transfer_headers.c

# Everything with an effect. A library of its own, so that tests of single parts link just those.
noinst_LIBRARIES += libio.a
libio_a_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS) $(CURL_CFLAGS)
libio_a_SOURCES = \
  src/io/allocator.c \
  src/io/allocator.h

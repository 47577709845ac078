# Sources of src/base, one a line.
libdefscope_a_SOURCES += \
  src/base/base64.c \
  src/base/base64.h \
  src/base/bulk.c \
  src/base/bulk.h \
  src/base/charset.c \
  src/base/charset.h \
  src/base/clock.c \
  src/base/clock.h \
  src/base/conversion.c \
  src/base/conversion.h \
  src/base/count.c \
  src/base/count.h \
  src/base/err.c \
  src/base/err.h \
  src/base/memory.c \
  src/base/memory.h \
  src/base/pattern.c \
  src/base/pattern.h \
  src/base/rect.c \
  src/base/rect.h \
  src/base/sanitise.c \
  src/base/sanitise.h \
  src/base/say.c \
  src/base/say.h \
  src/base/secret.c \
  src/base/secret.h \
  src/base/span.c \
  src/base/span.h \
  src/base/str.c \
  src/base/str.h \
  src/base/style.c \
  src/base/style.h \
  src/base/text.h \
  src/base/unicode.c \
  src/base/unicode.h \
  src/base/unicode_tables.h \
  src/base/utf8.c \
  src/base/utf8.h
EXTRA_DIST += src/base/unicode_tables.py

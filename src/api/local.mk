# Sources of src/api, one a line.
libdefscope_a_SOURCES += \
  src/api/formats.c \
  src/api/formats.h \
  src/api/hint.c \
  src/api/hint.h \
  src/api/names.c \
  src/api/names.h
